package io.livegauge.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {
  /** The table of every textbook, to its digits. */
  @ParameterizedTest
  @CsvSource({
    "0.975, 1, 12.706",
    "0.975, 2, 4.303",
    "0.975, 9, 2.262",
    "0.975, 30, 2.042",
    "0.95, 9, 1.833",
    "0.995, 4, 4.604"
  })
  void shouldEqualTheTable(double probability, int degreesOfFreedom, double t) {
    assertThat(StudentT.quantile(probability, degreesOfFreedom)).isCloseTo(t, within(5e-4));
  }

  @Test
  void shouldBeTheArcTangentWithOneDegreeOfFreedom() {
    for (double t : new double[] {-3, -0.5, 0, 0.25, 7}) {
      assertThat(StudentT.cumulative(t, 1)).isCloseTo(0.5 + Math.atan(t) / Math.PI, within(1e-12));
    }
    assertThat(StudentT.quantile(0.975, 1)).isCloseTo(Math.tan(0.475 * Math.PI), within(1e-9));
    assertThat(StudentT.quantile(0.5, 3)).isCloseTo(0, within(1e-9));
  }

  @Test
  void shouldRefuseWhatIsNoProbability() {
    assertThatThrownBy(() -> StudentT.quantile(1, 3)).isInstanceOf(IllegalArgumentException.class);
  }
}
