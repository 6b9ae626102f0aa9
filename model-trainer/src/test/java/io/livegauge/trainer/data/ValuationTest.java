package io.livegauge.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.indicator.Indicator;
import io.livegauge.score.ScoringOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValuationTest {
  @Test
  void shouldTakeTheMedianOfTheTrainingWindowsAsReference() {
    List<WindowObservation> windows = new ArrayList<>();
    for (int buyers = 1; buyers <= 5; buyers++) {
      windows.add(window(Indicator.A31, buyers, 100, false));
    }
    assertThat(fit(windows).reference(Indicator.A31)).isEqualTo(0.03);
  }

  @Test
  void shouldNotLetSmallSamplesMakeTheReference() {
    List<WindowObservation> windows = new ArrayList<>();
    windows.add(window(Indicator.A31, 10, 100, false));
    for (int i = 0; i < 9; i++) {
      windows.add(window(Indicator.A31, 1, 1, false));
    }
    assertThat(fit(windows).reference(Indicator.A31)).isEqualTo(0.1);
    assertThat(fit(windows.subList(1, 10)).reference(Indicator.A31)).isEqualTo(1);
  }

  @Test
  void shouldStandInWithTheMiddleOfTheScaleWhereNobodyAnswered() {
    Valuation valuation = fit(List.of(window(Indicator.A12, 4, 1, false)));
    assertThat(valuation.reference(Indicator.A22)).isEqualTo(3);
    assertThat(valuation.reference(Indicator.A51)).isZero();
    assertThat(valuation.reference(Indicator.A12)).isEqualTo(4);
  }

  @Test
  void shouldShrinkAsTheJobDoes() {
    List<WindowObservation> windows = List.of(window(Indicator.A31, 10, 100, false));
    Fractions few = new Fractions();
    few.set(Indicator.A31, 3, 10, false);
    Valuation valuation = fit(windows);
    assertThat(valuation.value(Indicator.A31, few, null))
        .isCloseTo((3 + 20 * 0.1) / (10 + 20), within(1e-12));
    assertThat(valuation.value(Indicator.A41, few, null)).isEqualTo(3);
  }

  @Test
  void shouldTakeKnotsFromQuantilesOfTheProxies() {
    List<WindowObservation> windows = new ArrayList<>();
    for (int players = 0; players <= 10; players++) {
      windows.add(window(Indicator.A23, players, 100, true));
    }
    Valuation valuation = fit(windows);
    assertThat(valuation.knots(Indicator.A23).ratios())
        .containsExactly(new double[] {0.01, 0.03, 0.05, 0.07, 0.09}, within(1e-12));
    assertThat(valuation.reference(Indicator.A23)).isCloseTo(3, within(1e-12));
    // m = 4 at a ratio of 0.07: (200 · 4 + 5 · 3) / (200 + 5)
    Fractions session = new Fractions();
    session.set(Indicator.A23, 14, 200, true);
    assertThat(valuation.value(Indicator.A23, session, null)).isCloseTo(815.0 / 205, within(1e-9));
  }

  @Test
  void shouldKeepKnotsIncreasingWhereRatiosRepeat() {
    List<WindowObservation> windows = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      windows.add(window(Indicator.A21, 20, 100, true));
    }
    double[] ratios = fit(windows).knots(Indicator.A21).ratios();
    for (int i = 1; i < ratios.length; i++) {
      assertThat(ratios[i]).isGreaterThan(ratios[i - 1]);
    }
  }

  @Test
  void shouldNotCompareSalesInAnotherCurrency() {
    List<WindowObservation> windows = List.of(window(Indicator.A32, 500, 1, false));
    Valuation valuation = Valuation.fit(windows, "CNY", ScoringOptions.DEFAULTS);
    Fractions session = new Fractions();
    session.set(Indicator.A32, 9_000, 1, false);
    assertThat(valuation.value(Indicator.A32, session, "EUR")).isEqualTo(500);
    assertThat(valuation.value(Indicator.A32, session, "CNY")).isEqualTo(9_000);
    assertThat(valuation.value(Indicator.A32, session, null)).isEqualTo(9_000);
  }

  private static Valuation fit(List<WindowObservation> windows) {
    return Valuation.fit(windows, null, ScoringOptions.DEFAULTS);
  }

  private static WindowObservation window(
      Indicator indicator, double numerator, double denominator, boolean proxy) {
    Fractions scored = new Fractions();
    scored.set(indicator, numerator, denominator, proxy);
    return new WindowObservation(new SessionKey("s1", 1), 300_000, "CNY", "beauty", scored, null);
  }
}
