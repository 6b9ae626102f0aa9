package io.livegauge.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.indicator.Indicator;
import io.livegauge.model.Model;
import io.livegauge.model.Network;
import io.livegauge.trainer.gate.GateDecision.Drift;
import io.livegauge.trainer.gate.GateDecision.Duel;
import io.livegauge.trainer.gate.GateDecision.Outcome;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final int SESSIONS = 30;

  private static final Network GOOD = MadeUpData.linear(0.1, 0.5, 0.3);
  private static final Network POOR = MadeUpData.linear(0.35, 0.3);
  private static final double SPAN = 10;

  private final Gate gate = new Gate(GateRules.DEFAULTS);

  /** What a good model knows: two indicators count. */
  private static double truth(double[] inputs) {
    return 0.1 + 0.5 * inputs[0] + 0.3 * inputs[1];
  }

  private static MadeUpData data(ToDoubleFunction<double[]> target) {
    return new MadeUpData(SESSIONS, target, 0, 1);
  }

  @Test
  void shouldPromoteWhatBeatsTheChampion() {
    MadeUpData data = data(GateTest::truth);
    Model champion = data.model(7, POOR, SPAN);

    GateDecision decision = gate.judge(data, GOOD, champion, false);

    assertThat(decision.outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(decision.sessions()).isEqualTo(SESSIONS);
    assertThat(decision.rows()).isEqualTo(data.heldOut().size());
    assertThat(decision.isWeak()).isFalse();
    assertThat(decision.duels()).hasSize(2);
    Duel duel = decision.duels().get(0);
    assertThat(duel.version()).isEqualTo(7);
    assertThat(duel.sha256()).isEqualTo(champion.sha256());
    assertThat(duel.improvement()).isCloseTo(duel.mse() - decision.mse(), within(1e-12));
    assertThat(duel.lower()).isPositive().isLessThan(duel.improvement());
    assertThat(duel.upper()).isGreaterThan(duel.improvement());
    assertThat(decision.reasons().get(0))
        .contains("the champion (version 7)")
        .contains("with 95 % confidence by at least");
  }

  @Test
  void shouldRefuseTheEqual() {
    MadeUpData data = data(GateTest::truth);

    GateDecision decision = gate.judge(data, GOOD, data.model(7, GOOD, SPAN), false);

    assertThat(decision.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(decision.duels().get(0).improvement()).isZero();
    assertThat(decision.reasons().get(0)).endsWith("not better.");
  }

  @Test
  void shouldRefuseWhatIsBetterByNoMoreThanTheNoise() {
    MadeUpData data = data(GateTest::truth);
    // Two models that err as much, on different indicators.
    Network one = MadeUpData.linear(0.1, 0.5, 0.3, 0.05);
    Network other = MadeUpData.linear(0.1, 0.5, 0.3, 0, 0.05);

    GateDecision forth = gate.judge(data, one, data.model(7, other, SPAN), false);
    GateDecision back = gate.judge(data, other, data.model(7, one, SPAN), false);

    assertThat(forth.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(back.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(forth.reasons().get(0) + back.reasons().get(0)).contains("which may be noise");
  }

  @Test
  void shouldRefuseWhatLearnedNoise() {
    Random noise = new Random(5);
    MadeUpData data = data(x -> 0.5 + 0.1 * noise.nextGaussian());
    Network learned = MadeUpData.linear(0.5, 0.1, -0.1, 0.1, -0.1);

    GateDecision decision = gate.judge(data, learned, null, false);

    assertThat(decision.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(decision.duels()).hasSize(1);
    assertThat(decision.duels().get(0).isAgainstChampion()).isFalse();
    assertThat(decision.reasons().get(0)).contains("the mean of the training targets");
  }

  @Test
  void shouldRefuseNoiseAlsoWhereTheChampionIsWorse() {
    Random noise = new Random(5);
    MadeUpData data = data(x -> 0.5 + 0.1 * noise.nextGaussian());
    Network learned = MadeUpData.linear(0.5, 0.1, -0.1, 0.1, -0.1);

    GateDecision decision =
        gate.judge(data, learned, data.model(7, MadeUpData.linear(0, 1), SPAN), false);

    assertThat(decision.duels().get(0).isWon()).isTrue();
    assertThat(decision.outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void shouldPromoteTheFirstThatLearnedSomething() {
    GateDecision decision = gate.judge(data(GateTest::truth), GOOD, null, false);

    assertThat(decision.outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(decision.duels()).hasSize(1);
  }

  @Test
  void shouldShowEachModelTheWindowsByItsOwnBounds() {
    MadeUpData data = data(GateTest::truth);
    // Bounds twice as far make inputs half as large; with doubled weights it is the same model.
    Model same = data.model(7, MadeUpData.linear(0.1, 1, 0.6), 2 * SPAN);

    GateDecision decision = gate.judge(data, GOOD, same, false);

    // But for values beyond the narrower bounds, which are clipped.
    assertThat(decision.duels().get(0).mse()).isCloseTo(decision.mse(), within(1e-4));
  }

  @Test
  void shouldRefuseWhatMetValuesBeyondItsBounds() {
    MadeUpData data = new MadeUpData(SESSIONS, GateTest::truth, 4, 1);

    GateDecision decision = gate.judge(data, GOOD, data.model(7, POOR, SPAN), false);

    assertThat(decision.duels()).allMatch(Duel::isWon);
    assertThat(decision.outcome()).isEqualTo(Outcome.REFUSED);
    Drift drifted = decision.drift().get(Indicator.A12.ordinal());
    assertThat(drifted.beyond()).isBetween(0.25, 0.6);
    assertThat(drifted.psi()).isGreaterThan(2 * decision.drift().get(0).psi());
    assertThat(decision.reasons())
        .anySatisfy(
            reason ->
                assertThat(reason)
                    .startsWith("A12 has drifted: ")
                    .contains("beyond the training bounds, with 95 % confidence at least ")
                    .endsWith("; up to 10 % is allowed."));
  }

  @Test
  void shouldNotTakeOneOddSessionOfFewForDrift() {
    // Of eight sessions one is far beyond the bounds: 12.5 % of the values, and no drift.
    MadeUpData data = new MadeUpData(8, GateTest::truth, 0, 1).withOddSession(2 * SPAN);

    GateDecision decision = gate.judge(data, GOOD, data.model(7, POOR, SPAN), false);

    Drift odd = decision.drift().get(Indicator.A12.ordinal());
    assertThat(odd.beyond()).isGreaterThan(0.1);
    assertThat(odd.beyondAtLeast()).isLessThan(0.1);
    assertThat(decision.reasons()).noneMatch(reason -> reason.contains("drifted"));
  }

  @Test
  void shouldSayThatItWasForced() {
    MadeUpData data = data(GateTest::truth);

    GateDecision decision = gate.judge(data, GOOD, data.model(7, GOOD, SPAN), true);

    assertThat(decision.outcome()).isEqualTo(Outcome.FORCED);
    assertThat(decision.isPromoted()).isTrue();
    assertThat(decision.reasons()).last().asString().contains("because that was forced");
    assertThat(decision.toJson().path("decision").asText()).isEqualTo("forced");
  }

  @Test
  void shouldNotSayThatWhatPassedWasForced() {
    MadeUpData data = data(GateTest::truth);

    assertThat(gate.judge(data, GOOD, data.model(7, POOR, SPAN), true).outcome())
        .isEqualTo(Outcome.PROMOTED);
  }

  @Test
  void shouldRefuseWhatTheJobWouldNotTakeEvenWhereForced() {
    MadeUpData data = data(GateTest::truth);

    GateDecision decision =
        gate.judge(data, MadeUpData.linear(Double.NaN, 0.5), data.model(7, POOR, SPAN), true);

    assertThat(decision.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(decision.reasons()).first().asString().startsWith("It is no valid model: ");
    assertThat(decision.toJson().path("mse").isNull()).isTrue();
  }

  @Test
  void shouldCallTheEvidenceOfFewSessionsWeakAndThatOfOneNone() {
    MadeUpData few = new MadeUpData(5, GateTest::truth, 0, 1);
    GateDecision weak = gate.judge(few, GOOD, few.model(7, POOR, SPAN), false);
    assertThat(weak.isWeak()).isTrue();
    assertThat(weak.reasons())
        .last()
        .asString()
        .startsWith("The evidence is weak: 5 sessions are held out");

    MadeUpData one = new MadeUpData(1, GateTest::truth, 0, 1);
    GateDecision none = gate.judge(one, GOOD, one.model(7, POOR, SPAN), false);
    assertThat(none.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(none.duels()).isEmpty();
    assertThat(none.reasons().get(0))
        .isEqualTo("Held out is 1 session; noise cannot be told from fewer than 2.");
  }

  @Test
  void shouldTellAllOfItInJson() {
    MadeUpData data = data(GateTest::truth);
    Model champion = data.model(7, POOR, SPAN);

    JsonNode json = gate.judge(data, GOOD, champion, false).toJson();

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "decision",
            "reasons",
            "sessions",
            "rows",
            "weak",
            "mse",
            "opponents",
            "confidence",
            "resamples",
            "seed",
            "drift",
            "driftShare");
    assertThat(json.path("opponents").path(0).path("opponent").asText()).isEqualTo("champion");
    assertThat(json.path("opponents").path(0).path("version").asLong()).isEqualTo(7);
    assertThat(json.path("opponents").path(1).path("opponent").asText()).isEqualTo("mean");
    assertThat(json.path("drift")).hasSize(14);
    assertThat(json.path("drift").path(13).path("code").asText()).isEqualTo("A51");
    assertThat(json).isEqualTo(gate.judge(data, GOOD, champion, false).toJson());
  }
}
