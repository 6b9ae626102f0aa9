package io.livegauge.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Values that R 4.2.2 and psych 2.2.9 give, as far as their digits are known. */
class ReferenceValuesTest {
  private final double[][] covariances = Covariances.of(Attitude.rows());
  private final double[][] correlations = Covariances.correlations(covariances);

  private static void assertSame(double value, double expected) {
    assertThat(value).isCloseTo(expected, within(1e-8 * Math.abs(expected)));
  }

  @Test
  void shouldGiveAlpha() {
    assertSame(CronbachAlpha.of(covariances), 0.8431427696);
    assertSame(CronbachAlpha.of(correlations), 0.83908380);
  }

  @Test
  void shouldGiveAlphaIfDropped() {
    assertSame(CronbachAlpha.without(5, covariances), 0.8638723114);
    assertSame(CronbachAlpha.without(4, covariances), 0.7953865742);
  }

  @Test
  void shouldGiveSamplingAdequacy() {
    SamplingAdequacy adequacy = SamplingAdequacy.of(correlations);

    assertSame(adequacy.overall(), 0.76327543);
    assertThat(adequacy.perItem()).hasSize(7);
    for (double item : adequacy.perItem()) {
      assertThat(item).isBetween(0.5, 1.0);
    }
  }

  @Test
  void shouldGiveBartlett() {
    Bartlett test = Bartlett.of(correlations, 30);

    assertSame(test.chiSquare(), 98.752779);
    assertThat(test.degreesOfFreedom()).isEqualTo(21);
    assertSame(Math.exp(test.logDeterminant()), 0.0218689336);
    // Seven digits are known.
    assertThat(test.p()).isCloseTo(4.792539e-12, within(5e-19));
    assertThat(test.log10P()).isCloseTo(Math.log10(4.792539e-12), within(1e-7));
  }
}
