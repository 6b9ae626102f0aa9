package io.livegauge.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.event.Settlement;
import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.TrainingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowDatasetTest {
  @Test
  void shouldHoldOutSessionsRatherThanRows() throws TrainingException {
    WindowDataset data = dataset(Sessions.of(20, 10, 1), 7);
    assertThat(data.heldOutSessions()).hasSize(4);
    assertThat(data.heldOut().size()).isEqualTo(4 * 10);
    assertThat(data.training().size()).isEqualTo(16 * 10);
    assertThat(data.summary().rows()).isEqualTo(200);
    for (double target : data.heldOut().targets()) {
      assertThat(data.training().targets()).doesNotContain(target);
    }
  }

  @Test
  void shouldSplitByTheSeedAlone() throws TrainingException {
    List<WindowObservation> windows = Sessions.of(20, 5, 1);
    WindowDataset once = dataset(windows, 7);
    List<WindowObservation> shuffled = new ArrayList<>(windows);
    Collections.shuffle(shuffled, new Random(4));
    WindowDataset again = dataset(shuffled, 7);
    assertThat(again.heldOutSessions()).isEqualTo(once.heldOutSessions());
    assertThat(again.training().inputs()).isDeepEqualTo(once.training().inputs());
    assertThat(again.training().targets()).isEqualTo(once.training().targets());
    assertThat(dataset(windows, 8).heldOutSessions()).isNotEqualTo(once.heldOutSessions());
  }

  @Test
  void shouldLearnNothingFromHeldOutSessions() throws TrainingException {
    List<WindowObservation> windows = Sessions.of(20, 5, 1);
    WindowDataset data = dataset(windows, 7);
    Random random = new Random(11);
    List<WindowObservation> changed = new ArrayList<>();
    for (WindowObservation window : windows) {
      changed.add(
          data.heldOutSessions().contains(window.session())
              ? new WindowObservation(
                  window.session(),
                  window.windowEnd(),
                  "EUR",
                  "beauty",
                  Sessions.fractions(5, 70, random),
                  window.isFinal() ? Sessions.fractions(5, 70, random) : null)
              : window);
    }
    WindowDataset other = dataset(changed, 7);
    assertThat(other.features()).isEqualTo(data.features());
    assertThat(other.summary().targetScales()).isEqualTo(data.summary().targetScales());
    assertThat(other.valuation().knots(Indicator.A21).ratios())
        .isEqualTo(data.valuation().knots(Indicator.A21).ratios());
    assertThat(other.valuation().currency()).isEqualTo("CNY");
    assertThat(other.training().inputs()).isDeepEqualTo(data.training().inputs());
    assertThat(other.training().targets()).isEqualTo(data.training().targets());
  }

  @Test
  void shouldKeepInputsAndTargetsBetweenZeroAndOne() throws TrainingException {
    WindowDataset data = dataset(Sessions.of(12, 5, 2), 1);
    for (Rows part : List.of(data.training(), data.heldOut())) {
      for (double[] row : part.inputs()) {
        assertThat(row).hasSize(14);
        for (double input : row) {
          assertThat(input).isBetween(0.0, 1.0);
        }
      }
      for (double target : part.targets()) {
        assertThat(target).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void shouldWorkOutTheTargetAsByHand() throws TrainingException {
    // Four sessions that differ in their barrages and sales alone; everything else is unknown and
    // so maps to the middle. A12 counts 1/5 · 1/4 and A32 counts 1/5 · 1/3.
    List<WindowObservation> windows = new ArrayList<>();
    double[] barrages = {10, 20, 40, 80};
    double[] sales = {1_000, 4_000, 2_000, 500};
    for (int i = 0; i < 4; i++) {
      Fractions session = new Fractions();
      session.set(Indicator.A12, barrages[i], 1, false);
      session.set(Indicator.A32, sales[i], 1, false);
      windows.add(
          new WindowObservation(
              new SessionKey("s" + i, 1), 300_000, "CNY", "beauty", session, session));
    }
    List<Settlement> refund = List.of(Settlements.refund("s1", "e1", 9, 1L, 3_000));
    WindowDataset data =
        WindowDataset.of(
            new WindowStore(windows, refund, List.of()),
            TargetWeights.equal(),
            "equal",
            ScoringOptions.DEFAULTS,
            1);
    assertThat(data.heldOutSessions()).hasSize(2);

    double[] settledSales = {1_000, 1_000, 2_000, 500};
    Feature barrageScale = data.summary().targetScales().get(Indicator.A12.ordinal());
    Feature salesScale = data.summary().targetScales().get(Indicator.A32.ordinal());
    List<Double> lows = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      if (!data.heldOutSessions().contains(new SessionKey("s" + i, 1))) {
        lows.add(barrages[i]);
      }
    }
    double low = Collections.min(lows);
    double high = Collections.max(lows);
    assertThat(barrageScale.min()).isCloseTo(low + 0.01 * (high - low), within(1e-9));
    assertThat(barrageScale.max()).isCloseTo(low + 0.99 * (high - low), within(1e-9));
    for (int i = 0; i < 4; i++) {
      double expected =
          0.5 * (1 - 1 / 20.0 - 1 / 15.0)
              + between(barrages[i], barrageScale) / 20
              + between(settledSales[i], salesScale) / 15;
      assertThat(data.targets().get(new SessionKey("s" + i, 1))).isCloseTo(expected, within(1e-12));
    }
  }

  private static double between(double value, Feature scale) {
    double x =
        (StrictMath.log1p(value) - StrictMath.log1p(scale.min()))
            / (StrictMath.log1p(scale.max()) - StrictMath.log1p(scale.min()));
    return Math.max(0, Math.min(1, x));
  }

  @Test
  void shouldCountWhatLiesBeyondTheBounds() throws TrainingException {
    List<WindowObservation> windows = Sessions.of(20, 50, 1);
    WindowDataset data = dataset(windows, 7);
    for (double share : data.heldOutBeyondBounds()) {
      assertThat(share).isLessThan(0.2);
    }

    List<WindowObservation> changed = new ArrayList<>();
    for (WindowObservation window : windows) {
      Fractions scored = window.scored().copy();
      // One window in four of the held-out sessions has far more barrages than any to learn from.
      if (data.heldOutSessions().contains(window.session()) && window.windowEnd() % 20_000 == 0) {
        scored.set(Indicator.A12, 100_000, 1, false);
      }
      changed.add(
          new WindowObservation(
              window.session(), window.windowEnd(), "CNY", "beauty", scored, window.settled()));
    }
    double[] shares = dataset(changed, 7).heldOutBeyondBounds();
    assertThat(shares[Indicator.A12.ordinal()]).isBetween(0.24, 0.35);
    assertThat(shares[Indicator.A13.ordinal()])
        .isEqualTo(data.heldOutBeyondBounds()[Indicator.A13.ordinal()]);
  }

  @Test
  void shouldCountAWindowThatIsThereTwiceOnce() throws TrainingException {
    List<WindowObservation> windows = Sessions.of(8, 5, 2);
    List<WindowObservation> twice = new ArrayList<>(windows);
    twice.addAll(windows);
    assertThat(dataset(twice, 1).summary().rows()).isEqualTo(dataset(windows, 1).summary().rows());
  }

  @Test
  void shouldSayWhatIsMissingWhereSessionsAreTooFew() {
    assertThatThrownBy(() -> dataset(Sessions.of(3, 5, 2), 1))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("3 ended sessions")
        .hasMessageContaining("at least 4");
  }

  @Test
  void shouldWeighGroupsAlikeAndIndicatorsWithinThem() {
    TargetWeights weights = TargetWeights.equal();
    assertThat(weights.of(Indicator.A11)).isCloseTo(0.05, within(1e-15));
    assertThat(weights.of(Indicator.A31)).isCloseTo(1.0 / 15, within(1e-15));
    assertThat(weights.of(Indicator.A51)).isCloseTo(0.2, within(1e-15));
    double sum = 0;
    for (Indicator indicator : Indicator.values()) {
      sum += weights.of(indicator);
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  private static WindowDataset dataset(List<WindowObservation> windows, long seed)
      throws TrainingException {
    return WindowDataset.of(
        new WindowStore(windows, List.of(), List.of()),
        TargetWeights.equal(),
        "equal",
        ScoringOptions.DEFAULTS,
        seed);
  }
}
