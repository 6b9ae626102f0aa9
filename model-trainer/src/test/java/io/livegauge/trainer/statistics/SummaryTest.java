package io.livegauge.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void shouldGiveMeanDeviationAndInterval() {
    Summary summary = Summary.of(new double[] {1, 2, 3, 4});

    assertThat(summary.mean()).isEqualTo(2.5);
    assertThat(summary.deviation()).isCloseTo(Math.sqrt(5.0 / 3), within(1e-12));
    // t of 3 degrees of freedom is 3.18245; the margin t · sd / 2.
    assertThat(summary.upper() - 2.5).isCloseTo(3.18245 * Math.sqrt(5.0 / 3) / 2, within(1e-4));
    assertThat(summary.lower()).isCloseTo(5 - summary.upper(), within(1e-12));
  }

  @Test
  void shouldNotDeviateWhereValuesAreEqual() {
    Summary summary = Summary.of(new double[] {0.1, 0.1, 0.1});

    assertThat(summary).isEqualTo(new Summary(0.1, 0, 0.1, 0.1));
  }

  @Test
  void shouldBoundNothingByASingleValue() {
    assertThat(Summary.of(new double[] {7}))
        .isEqualTo(new Summary(7, Double.NaN, Double.NaN, Double.NaN));
  }
}
