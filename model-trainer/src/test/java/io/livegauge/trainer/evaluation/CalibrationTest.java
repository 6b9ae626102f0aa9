package io.livegauge.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.trainer.data.Rows;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static Rows rows(double... targets) {
    int[] sessions = new int[targets.length];
    Arrays.setAll(sessions, row -> row / 2);
    return new Rows(
        new double[targets.length][14],
        targets,
        sessions,
        Collections.nCopies((targets.length + 1) / 2, null),
        new double[targets.length]);
  }

  private static double[] numbers(int count, double from, double step) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> from + i * step);
    return numbers;
  }

  @Test
  void shouldCutIntoTenths() {
    double[] predictions = numbers(100, 0, 0.01);

    Calibration calibration = Calibration.of(predictions, rows(numbers(100, 0.1, 0.005)));

    assertThat(calibration.tenths()).hasSize(10).allMatch(tenth -> tenth.rows() == 10);
    Calibration.Tenth second = calibration.tenths().get(1);
    assertThat(second.sessions()).isEqualTo(5);
    assertThat(second.low()).isEqualTo(0.10);
    assertThat(second.high()).isEqualTo(0.19);
    assertThat(second.meanPrediction()).isCloseTo(0.145, within(1e-12));
    assertThat(second.meanTarget()).isCloseTo(0.1725, within(1e-12));
    assertThat(calibration.slope()).isCloseTo(0.5, within(1e-12));
    assertThat(calibration.intercept()).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void shouldNotDependOnTheOrderOfRows() {
    double[] predictions = {0.3, 0.1, 0.3, 0.2, 0.3};
    double[] reversed = {0.3, 0.2, 0.3, 0.1, 0.3};

    Calibration one = Calibration.of(predictions, rows(1, 2, 3, 4, 5));
    Calibration other = Calibration.of(reversed, rows(5, 4, 3, 2, 1));

    assertThat(one.tenths()).hasSize(3);
    assertThat(one.tenths().get(2).rows()).isEqualTo(3);
    assertThat(one.tenths().get(2).meanTarget()).isEqualTo(3);
    assertThat(other.tenths().get(2).meanTarget()).isEqualTo(3);
  }

  @Test
  void shouldDefineNoSlopeWherePredictionsDoNotVary() {
    Calibration calibration = Calibration.of(new double[] {0.5, 0.5, 0.5}, rows(0, 0.5, 1));

    assertThat(calibration.tenths()).hasSize(1);
    assertThat(calibration.slope()).isNaN();
    assertThat(calibration.intercept()).isNaN();
  }
}
