package io.livegauge.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.livegauge.indicator.Indicator;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Figures;
import io.livegauge.measure.Measurement;
import io.livegauge.model.Model;
import io.livegauge.model.ModelFixtures;
import io.livegauge.model.Role;
import io.livegauge.score.ScoreRecord.Advice;
import io.livegauge.score.ScoreRecord.IndicatorScore;
import io.livegauge.score.ScoreRecord.Scope;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ScorerTest {
  private static final ObjectMapper EXACT =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final Model model = ModelFixtures.champion();

  @Property(tries = 500)
  void shouldPrintASumThatIsExact(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    ScoreRecord record =
        Scorer.score(
            MeasurementFixtures.random(random),
            ModelFixtures.random(random, 1),
            null,
            ScoringOptions.DEFAULTS);
    JsonNode json = EXACT.readTree(record.toJson());

    BigDecimal sum = json.get("baselineScore").decimalValue();
    BigDecimal[] groups = new BigDecimal[5];
    Arrays.fill(groups, BigDecimal.ZERO);
    for (JsonNode indicator : json.get("indicators")) {
      BigDecimal contribution = indicator.get("contribution").decimalValue();
      sum = sum.add(contribution);
      int group = indicator.get("code").textValue().charAt(1) - '1';
      groups[group] = groups[group].add(contribution);
    }
    assertThat(sum.add(json.get("residual").decimalValue()))
        .isEqualByComparingTo(json.get("score").decimalValue());
    for (int i = 0; i < groups.length; i++) {
      assertThat(json.get("groups").get("A" + (i + 1)).decimalValue())
          .isEqualByComparingTo(groups[i]);
    }
    assertThat(record.score()).isBetween(0.0, 100.0);
  }

  @Property(tries = 200)
  void shouldGiveEqualBytesForEqualMeasurements(@ForAll long seed) {
    Model other = ModelFixtures.read(model.bytes());

    assertThat(score(MeasurementFixtures.random(new Random(seed)), other).toJson())
        .isEqualTo(score(MeasurementFixtures.random(new Random(seed)), model).toJson());
  }

  @Property(tries = 300)
  void shouldTakeWhatItPublishesFromTheFigures(@ForAll long seed) {
    Measurement m = MeasurementFixtures.random(new Random(seed));
    ScoreRecord record = score(m);
    for (IndicatorScore indicator : record.indicators()) {
      assertScope(indicator.code(), indicator.window(), m.window(), m);
      assertScope(indicator.code(), indicator.session(), m.session(), m);
    }
  }

  /** The table of the indicators a second time, line by line. */
  private void assertScope(Indicator code, Scope scope, Figures f, Measurement m) {
    double viewers = f.get(Figure.VIEWERS);
    double reference = model.feature(code).reference();
    boolean known = m.followers() != null;
    double followers = known ? m.followers() : 0;
    switch (code) {
      case A11 -> assertRatio(scope, f.get(Figure.VIEWER_MILLIS), viewers, 5, reference, 1000);
      case A12 -> assertCount(scope, f.get(Figure.BARRAGES));
      case A13 -> assertCount(scope, f.get(Figure.GIFTS));
      case A14 -> assertCount(scope, f.get(Figure.LIKES) + f.get(Figure.SHARES));
      case A21 ->
          assertSurvey(scope, f, Figure.A21_SUM, Figure.A21_ANSWERS, Figure.PINNED_CLICKERS, code);
      case A22 -> assertSurvey(scope, f, Figure.A22_SUM, Figure.A22_ANSWERS, null, code);
      case A23 -> assertSurvey(scope, f, Figure.A23_SUM, Figure.A23_ANSWERS, Figure.PLAYERS, code);
      case A31 -> assertRatio(scope, f.get(Figure.BUYERS), viewers, 20, reference, 1);
      case A32 -> assertCount(scope, f.get(Figure.PAID) - f.get(Figure.REFUNDED));
      case A33 -> {
        boolean shown = f.get(Figure.IMPRESSIONS) >= 20;
        double of = shown ? f.get(Figure.IMPRESSIONS) : viewers;
        long clicks = f.get(shown ? Figure.CLICKS : Figure.CLICKERS);
        assertRatio(scope, clicks, of, 20, reference, 1);
      }
      case A41 ->
          assertRatio(scope, f.get(Figure.STARS), (double) f.get(Figure.RATINGS), 5, reference, 1);
      case A42 -> {
        double of = known ? followers + f.get(Figure.FOLLOWS) : 0;
        assertRatio(scope, f.get(Figure.UNFOLLOWS), of, 20, reference, 1);
      }
      case A43 -> {
        long growth = f.get(Figure.FOLLOWS) - f.get(Figure.UNFOLLOWS);
        assertRatio(scope, growth, known ? Math.max(1, followers) : 0, 20, reference, 1);
      }
      case A51 ->
          assertRatio(
              scope,
              f.get(Figure.AD_CLICKS),
              (double) f.get(Figure.AD_IMPRESSIONS),
              20,
              reference,
              1);
    }
  }

  private static void assertCount(Scope scope, long count) {
    assertThat(scope).isEqualTo(new Scope(count, (double) count, count, 1));
  }

  private static void assertRatio(
      Scope scope, long numerator, double of, double kappa, double reference, double unit) {
    assertThat(scope.numerator()).isEqualTo(numerator);
    assertThat((double) scope.denominator()).isEqualTo(of);
    if (of == 0) {
      assertThat(scope.raw()).isNull();
      assertThat(scope.value()).isEqualTo(reference);
      return;
    }
    double sum = numerator / unit;
    assertThat(scope.raw()).isCloseTo(sum / of, within(0.500001e-6));
    assertThat(scope.value())
        .isCloseTo((sum + kappa * reference) / (of + kappa), within(0.500001e-6));
  }

  private void assertSurvey(
      Scope scope, Figures f, Figure sum, Figure answers, Figure users, Indicator code) {
    double reference = model.feature(code).reference();
    double viewers = f.get(Figure.VIEWERS);
    if (f.get(answers) > 0) {
      assertRatio(scope, f.get(sum), (double) f.get(answers), 5, reference, 1);
    } else if (users != null && f.get(users) > 0) {
      double ratio = f.get(users) / viewers;
      double[] r = model.proxy(code).ratios();
      double point = ratio < r[0] ? 1 : 5;
      for (int i = 0; i < 4; i++) {
        if (ratio >= r[i] && ratio < r[i + 1]) {
          point = i + 1 + (ratio - r[i]) / (r[i + 1] - r[i]);
        }
      }
      assertThat(scope.numerator()).isEqualTo(f.get(users));
      assertThat((double) scope.denominator()).isEqualTo(viewers);
      assertThat(scope.raw()).isCloseTo(ratio, within(0.500001e-6));
      assertThat(scope.value())
          .isCloseTo((viewers * point + 5 * reference) / (viewers + 5), within(0.500001e-6));
    } else {
      assertThat(scope).isEqualTo(new Scope(reference, null, 0, 0));
    }
  }

  @Test
  void shouldPublishTheReferenceOfAnEmptyRoom() {
    ScoreRecord record = score(with(new Figures(), new Figures(), null, null));
    for (IndicatorScore indicator : record.indicators()) {
      boolean counted = indicator.code().shrinkage() == Indicator.Shrinkage.NONE;
      assertThat(indicator.source())
          .as(indicator.code().name())
          .isEqualTo(counted ? IndicatorSource.EVENTS : IndicatorSource.PRIOR);
      if (!counted) {
        double reference = model.feature(indicator.code()).reference();
        assertThat(indicator.window()).isEqualTo(new Scope(reference, null, 0, 0));
        assertThat(indicator.contribution10000()).isZero();
      }
    }
  }

  @Test
  void shouldChooseTheSourceForWindowAndSessionEach() {
    Figures window = new Figures();
    window.set(Figure.VIEWERS, 10);
    window.set(Figure.PINNED_CLICKERS, 1);
    window.set(Figure.IMPRESSIONS, 19);
    window.set(Figure.CLICKERS, 2);
    Figures session = window.copy();
    session.set(Figure.A21_ANSWERS, 1);
    session.set(Figure.A21_SUM, 4);
    session.set(Figure.PLAYERS, 3);
    session.set(Figure.IMPRESSIONS, 20);
    session.set(Figure.CLICKS, 5);
    ScoreRecord record = score(with(window, session, "CNY", 100L));

    IndicatorScore display = record.indicators().get(Indicator.A21.ordinal());
    assertThat(display.source()).isEqualTo(IndicatorSource.SURVEY);
    assertThat(display.session().denominator()).isEqualTo(1);
    assertThat(display.window().numerator()).isEqualTo(1);
    assertThat(display.window().denominator()).isEqualTo(10);
    IndicatorScore clicks = record.indicators().get(Indicator.A33.ordinal());
    assertThat(clicks.source()).isEqualTo(IndicatorSource.PROXY);
    assertThat(clicks.window().numerator()).isEqualTo(2);
    assertThat(clicks.session().numerator()).isEqualTo(5);
    IndicatorScore game = record.indicators().get(Indicator.A23.ordinal());
    assertThat(game.source()).isEqualTo(IndicatorSource.PROXY);
    assertThat(game.window()).isEqualTo(new Scope(2.8, null, 0, 0));
  }

  @Test
  void shouldScoreTheSessionsValueWhereTheContractSaysSo() {
    Figures few = MeasurementFixtures.figures(1);
    Figures many = MeasurementFixtures.figures(1);
    for (Figure figure :
        new Figure[] {Figure.STARS, Figure.UNFOLLOWS, Figure.FOLLOWS, Figure.A21_SUM}) {
      many.set(figure, 2 * few.get(figure));
    }
    ScoreRecord session = score(with(few, many, null, 5200L));
    ScoreRecord window = score(with(many, few, null, 5200L));
    ScoreRecord neither = score(with(few, few, null, 5200L));
    for (Indicator indicator : Indicator.values()) {
      int i = indicator.ordinal();
      long normalized = neither.indicators().get(i).normalized10000();
      assertThat(window.indicators().get(i).normalized10000()).isEqualTo(normalized);
      boolean moved =
          List.of(Indicator.A21, Indicator.A41, Indicator.A42, Indicator.A43).contains(indicator);
      assertThat(session.indicators().get(i).normalized10000() != normalized).isEqualTo(moved);
    }
  }

  @Test
  void shouldNotCompareSalesInAnotherCurrency() {
    Model yuan = ModelFixtures.read(ModelFixtures.writer(4).currency("CNY").write());
    Figures figures = MeasurementFixtures.figures(1);
    int sales = Indicator.A32.ordinal();

    IndicatorScore other = score(with(figures, figures, "USD", null), yuan).indicators().get(sales);
    assertThat(other.source()).isEqualTo(IndicatorSource.PRIOR);
    assertThat(other.window()).isEqualTo(new Scope(90_000, 210_800.0, 210_800, 1));
    assertThat(other.contribution10000()).isZero();
    for (String currency : new String[] {"CNY", null}) {
      assertThat(score(with(figures, figures, currency, null), yuan).indicators().get(sales))
          .extracting(IndicatorScore::source)
          .isEqualTo(IndicatorSource.EVENTS);
    }
    assertThat(score(with(figures, figures, "USD", null)).indicators().get(sales).source())
        .isEqualTo(IndicatorSource.EVENTS);
  }

  @Test
  void shouldCountUnknownFollowersAsNothingToGoBy() {
    Figures figures = MeasurementFixtures.figures(1);
    ScoreRecord record = score(with(figures, figures, null, null));
    IndicatorScore unsubscribed = record.indicators().get(Indicator.A42.ordinal());

    assertThat(unsubscribed.source()).isEqualTo(IndicatorSource.PRIOR);
    assertThat(unsubscribed.session()).isEqualTo(new Scope(0.004, null, 4, 0));
    assertThat(record.indicators().get(Indicator.A43.ordinal()).session())
        .isEqualTo(new Scope(0.02, null, 33, 0));
    assertThat(score(with(figures, figures, null, 0L)).indicators().get(Indicator.A43.ordinal()))
        .extracting(indicator -> indicator.session().denominator())
        .isEqualTo(1L);
  }

  @Property(tries = 200)
  void shouldAdviseWhatGainsMostFirst(@ForAll long seed) {
    Random random = new Random(seed);
    Model any = ModelFixtures.random(random, 1);
    ScoreRecord record = score(MeasurementFixtures.random(random), any);
    double[] inputs = new double[14];
    for (IndicatorScore indicator : record.indicators()) {
      Scope used = indicator.code().isScoredBySession() ? indicator.session() : indicator.window();
      inputs[indicator.code().ordinal()] = any.feature(indicator.code()).normalize(used.value());
    }
    List<Indicator> advised = new ArrayList<>();
    Advice before = null;
    for (Advice advice : record.advice()) {
      assertThat(advice.gain10000()).isPositive();
      assertThat(advice.action().indicator()).isEqualTo(advice.code());
      if (before != null) {
        assertThat(advice.gain10000()).isLessThanOrEqualTo(before.gain10000());
        if (advice.gain10000() == before.gain10000()) {
          assertThat(advice.code()).isGreaterThan(before.code());
        }
      }
      before = advice;
      advised.add(advice.code());
    }
    for (Indicator indicator : Indicator.values()) {
      double[] better = inputs.clone();
      better[indicator.ordinal()] = any.reference()[indicator.ordinal()];
      double gain = any.score(better) - any.score(inputs);
      // Published values are rounded, so what is nearly equal is left open.
      double lag = any.reference()[indicator.ordinal()] - inputs[indicator.ordinal()];
      if (lag > 1e-3 && gain > 0.1) {
        assertThat(advised).contains(indicator);
      }
      if (lag < -1e-3 || gain < -0.1) {
        assertThat(advised).doesNotContain(indicator);
      }
    }
  }

  @Test
  void shouldScoreInShadowByTheChallengersOwnReferences() {
    Model challenger = ModelFixtures.random(new Random(7), 9);
    ScoreRecord alone = score(MeasurementFixtures.plausible(), challenger);
    ScoreRecord record =
        Scorer.score(MeasurementFixtures.plausible(), model, challenger, ScoringOptions.DEFAULTS);

    assertThat(record.shadow().version()).isEqualTo(9);
    assertThat(record.shadow().score10000()).isEqualTo(alone.score10000());
    assertThat(record.model().version()).isEqualTo(3);
    assertThat(alone.shadow()).isNull();
  }

  @Test
  void shouldHaveOneActionForEachIndicator() {
    for (Indicator indicator : Indicator.values()) {
      assertThat(AdviceAction.of(indicator).indicator()).isEqualTo(indicator);
    }
    assertThat(AdviceAction.values()).hasSize(14);
    assertThat(AdviceAction.of(Indicator.A31)).isEqualTo(AdviceAction.LIMITED_TIME_OFFER);
  }

  @Test
  void shouldRefuseOptionsOutOfRange() {
    assertThatThrownBy(() -> new ScoringOptions(-1, 5, 20, 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kappaRatio: -1.0, allowed: 0.0 to 1.0E9");
    assertThatThrownBy(() -> new ScoringOptions(20, Double.NaN, 20, 32))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ScoringOptions(20, 5, 20, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("steps");
  }

  @Test
  void shouldSumASessionUp() {
    ScoreStats stats = new ScoreStats();
    stats.add(713_812, 300);
    stats.add(500_000, 305);
    Model challenger = ModelFixtures.of(9, Role.CHALLENGER, 0);
    SessionSummary summary =
        Scorer.summarize(
            MeasurementFixtures.plausible(), challenger, stats, ScoringOptions.DEFAULTS);

    assertThat(summary.score())
        .isEqualTo(new SessionSummary.Scores(500_000, 606_906, 500_000, 713_812));
    assertThat(summary.indicators()).hasSize(14);
    assertThat(summary.indicators().get(0).session().denominator()).isEqualTo(747);
    assertThat(summary.model().version()).isEqualTo(9);
  }

  @Test
  void shouldNotSumUpWhatHasNotEnded() {
    Measurement m = MeasurementFixtures.plausible();
    ScoreStats one = new ScoreStats();
    one.add(1, 1);

    assertThatThrownBy(() -> Scorer.summarize(unfinished(m), model, one, ScoringOptions.DEFAULTS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Scorer.summarize(m, model, new ScoreStats(), ScoringOptions.DEFAULTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no score was added");
  }

  private ScoreRecord score(Measurement measurement) {
    return score(measurement, model);
  }

  private static ScoreRecord score(Measurement measurement, Model by) {
    return Scorer.score(measurement, by, null, ScoringOptions.DEFAULTS);
  }

  private static Measurement with(
      Figures window, Figures session, String currency, Long followers) {
    Measurement m = MeasurementFixtures.plausible();
    return new Measurement(
        m.streamId(),
        m.hostId(),
        m.category(),
        currency,
        followers,
        m.sessionStart(),
        m.windowStart(),
        m.windowEnd(),
        m.isFinal(),
        window,
        session,
        m.audience(),
        m.quality(),
        m.sales(),
        m.marks(),
        m.summary());
  }

  private static Measurement unfinished(Measurement m) {
    return new Measurement(
        m.streamId(),
        m.hostId(),
        m.category(),
        m.currency(),
        m.followers(),
        m.sessionStart(),
        m.windowStart(),
        m.windowEnd(),
        false,
        m.window(),
        m.session(),
        m.audience(),
        m.quality(),
        m.sales(),
        m.marks(),
        null);
  }
}
