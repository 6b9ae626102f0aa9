package io.livegauge.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.indicator.Indicator;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Figures;
import io.livegauge.measure.Measurement;
import io.livegauge.model.Model;
import io.livegauge.model.ModelFixtures;
import io.livegauge.score.ScoreRecord.IndicatorScore;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A stored window says all that another model needs. */
class RescorerTest {
  @Property(tries = 1000)
  void shouldSayWhatTheModelThatScoredHadSaid(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Model model = model(random, 1);
    ScoringOptions options = options(random);
    ScoreRecord scored =
        Scorer.score(MeasurementFixtures.random(random), model, model(random, 2), options);
    ScoreRecord stored = WindowRows.INSTANCE.fromAvro(WindowRows.INSTANCE.toAvro(scored));

    assertThat(new Rescorer(model, options).explain(stored)).isEqualTo(Explanation.of(scored));
  }

  @Property(tries = 500)
  void shouldSayWhatAnotherModelWouldHaveSaid(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Measurement measurement = MeasurementFixtures.random(random);
    Model other = model(random, 2);
    ScoringOptions options = options(random);
    ScoreRecord scored = Scorer.score(measurement, model(random, 1), null, options);
    ScoreRecord stored = WindowRows.INSTANCE.fromAvro(WindowRows.INSTANCE.toAvro(scored));

    assertThat(new Rescorer(other, options).explain(stored))
        .isEqualTo(Explanation.of(Scorer.score(measurement, other, null, options)));
  }

  @Test
  void shouldMeetEverySourceInItsProperties() {
    Set<IndicatorSource> sources = EnumSet.noneOf(IndicatorSource.class);
    boolean isForeign = false;
    for (long seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      ScoreRecord record =
          Scorer.score(MeasurementFixtures.random(random), model(random, 1), null, options(random));
      for (IndicatorScore score : record.indicators()) {
        if (score.code() == Indicator.A21) {
          sources.add(score.source());
        }
        isForeign |= score.code() == Indicator.A32 && score.source() == IndicatorSource.PRIOR;
      }
    }

    assertThat(sources)
        .containsExactlyInAnyOrder(
            IndicatorSource.SURVEY, IndicatorSource.PROXY, IndicatorSource.PRIOR);
    assertThat(isForeign).isTrue();
  }

  @Test
  void shouldPrintWhatIsSaidAndWhatWas() throws IOException {
    Model was = ModelFixtures.champion();
    Model model = ModelFixtures.read(ModelFixtures.writer(9).currency("EUR").write());
    ScoreRecord window =
        Scorer.score(MeasurementFixtures.plausible(), was, null, ScoringOptions.DEFAULTS);
    Rescorer rescorer = new Rescorer(model, ScoringOptions.DEFAULTS);

    JsonNode json = new ObjectMapper().readTree(rescorer.toJson(window, rescorer.explain(window)));

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "streamId",
            "sessionStart",
            "windowEnd",
            "final",
            "score",
            "baselineScore",
            "residual",
            "groups",
            "indicators",
            "model",
            "was");
    assertThat(json.path("indicators")).hasSize(14);
    assertThat(json.path("indicators").path(8).path("code").asText()).isEqualTo("A32");
    // Sales in another currency count as the reference.
    assertThat(json.path("indicators").path(8).path("contribution").asDouble()).isZero();
    assertThat(json.path("model").path("version").asLong()).isEqualTo(9);
    assertThat(json.path("model").path("sha256").asText()).isEqualTo(model.sha256());
    assertThat(json.path("was").path("version").asLong()).isEqualTo(3);
    assertThat(json.path("was").path("score").asDouble()).isEqualTo(window.score());
  }

  @Test
  void shouldTellAProxyFromASurvey() {
    Figures figures = MeasurementFixtures.figures(1);
    figures.set(Figure.A21_SUM, 0);
    figures.set(Figure.A21_ANSWERS, 0);
    Measurement base = MeasurementFixtures.plausible();
    Measurement measurement =
        new Measurement(
            base.streamId(),
            base.hostId(),
            base.category(),
            base.currency(),
            base.followers(),
            base.sessionStart(),
            base.windowStart(),
            base.windowEnd(),
            base.isFinal(),
            figures,
            figures,
            base.audience(),
            base.quality(),
            base.sales(),
            base.marks(),
            base.summary());
    Model model = ModelFixtures.champion();
    ScoreRecord scored = Scorer.score(measurement, model, null, ScoringOptions.DEFAULTS);

    assertThat(scored.indicators().get(Indicator.A21.ordinal()).source())
        .isEqualTo(IndicatorSource.PROXY);
    assertThat(new Rescorer(model, ScoringOptions.DEFAULTS).explain(scored))
        .isEqualTo(Explanation.of(scored));
  }

  /** With a currency or without one, and not always the stream's. */
  private static Model model(Random random, long version) {
    Model model = ModelFixtures.random(random, version);
    return switch (random.nextInt(3)) {
      case 0 -> model;
      case 1 -> withCurrency(model, "CNY");
      default -> withCurrency(model, "EUR");
    };
  }

  private static Model withCurrency(Model model, String currency) {
    return ModelFixtures.read(
        ModelFixtures.writer(model.version())
            .features(model.features())
            .layers(model.layers())
            .currency(currency)
            .write());
  }

  private static ScoringOptions options(Random random) {
    return random.nextBoolean()
        ? ScoringOptions.DEFAULTS
        : new ScoringOptions(
            random.nextInt(50), random.nextDouble() * 20, 20, 1 + random.nextInt(64));
  }
}
