package io.livegauge.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChiSquaredTest {
  @Property(tries = 300)
  void shouldBeExponentialForTwoDegrees(@ForAll @DoubleRange(min = 0, max = 1e6) double x) {
    assertThat(ChiSquared.logUpperTail(x, 2)).isCloseTo(-x / 2, within(1e-9 * (1 + x)));
  }

  @Property(tries = 300)
  void shouldFollowRecurrence(
      @ForAll @DoubleRange(min = 0.1, max = 600) double x,
      @ForAll @IntRange(min = 1, max = 200) int pairs) {
    // For even degrees the tail is e^-y Σ y^k / k!, y = x / 2.
    double term = 1;
    double sum = 1;
    for (int k = 1; k < pairs; k++) {
      term *= x / 2 / k;
      sum += term;
    }
    double expected = Math.log(sum) - x / 2;
    assertThat(ChiSquared.logUpperTail(x, 2 * pairs))
        .isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
  }

  @Property(tries = 300)
  void shouldFallAsChiSquareGrows(
      @ForAll @DoubleRange(min = 0, max = 1e5) double x,
      @ForAll @IntRange(min = 1, max = 2000) int degrees) {
    double tail = ChiSquared.logUpperTail(x, degrees);
    assertThat(tail).isLessThanOrEqualTo(1e-12).isFinite();
    assertThat(ChiSquared.logUpperTail(x * 1.1 + 0.1, degrees)).isLessThanOrEqualTo(tail + 1e-9);
  }

  @Test
  void shouldNotUnderflow() {
    double log10 = ChiSquared.log10(ChiSquared.logUpperTail(20_000, 2));

    assertThat(log10).isCloseTo(-10_000 / Math.log(10), within(1e-8));
  }
}
