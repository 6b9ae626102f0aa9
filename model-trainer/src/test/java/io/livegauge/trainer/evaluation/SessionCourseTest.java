package io.livegauge.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.trainer.data.Rows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionCourseTest {
  /** Two sessions of five windows and one of a single window. */
  private static final double[] PROGRESS = {
    0.08, 0.12, 0.4, 0.6, 1, //
    0.1, 0.2, 0.3, 0.9, 1, //
    1
  };

  private static final int[] SESSIONS = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2};
  private static final double[] TARGETS = {0.2, 0.2, 0.2, 0.2, 0.2, 0.6, 0.6, 0.6, 0.6, 0.6, 0.7};

  @Test
  void shouldTakeTheFirstWindowAtOrAfterTheShare() {
    double[] predictions = new double[11];
    for (int row = 0; row < 11; row++) {
      predictions[row] = row / 100.0;
    }
    SessionCourse course = SessionCourse.of(predictions, rows(), rows(), null);
    assertThat(course.moments())
        .extracting(SessionCourse.Moment::share)
        .containsExactly(0.1, 0.25, 0.5, 0.75);
    assertThat(course.moments())
        .extracting(moment -> moment.network().mae())
        .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1, Double.class)
        .containsExactly(
            mae(0.01, 0.05, 0.1), mae(0.02, 0.07, 0.1), mae(0.03, 0.08, 0.1), mae(0.04, 0.08, 0.1));
    assertThat(course.moments().get(0).sessions()).isEqualTo(3);
    assertThat(course.moments().get(0).weighted()).isNull();
  }

  private static double mae(double first, double second, double third) {
    return (Math.abs(first - 0.2) + Math.abs(second - 0.6) + Math.abs(third - 0.7)) / 3;
  }

  @Test
  void shouldCompareWithTheWeightsAndTheMean() {
    double[] weights = {0.75, 0.25};
    double[] wrong = new double[11];
    SessionCourse course = SessionCourse.of(wrong, rows(), rows(), weights);
    SessionCourse.Moment half = course.moments().get(2);
    // Inputs are the target and, in the second column, always one.
    double[] weighted = {0.4, 0.7, 0.775};
    double[] targets = {0.2, 0.6, 0.7};
    assertThat(half.weighted().rmse())
        .isCloseTo(Metrics.of(weighted, targets).rmse(), within(1e-12));
    assertThat(half.weighted().r2()).isCloseTo(Metrics.of(weighted, targets).r2(), within(1e-12));
    double[] mean = new double[3];
    Arrays.fill(mean, 0.5);
    assertThat(half.mean().rmse()).isCloseTo(Metrics.of(mean, targets).rmse(), within(1e-12));
    assertThat(half.isWonByWeights()).isTrue();
    assertThat(half.isWonByMean()).isTrue();
    assertThat(course.toJson().get(2).get("weightedInputs").get("rmse").doubleValue())
        .isEqualTo(half.weighted().rmse());

    SessionCourse right = SessionCourse.of(TARGETS, rows(), rows(), weights);
    assertThat(right.moments()).noneMatch(SessionCourse.Moment::isWonByWeights);
    assertThat(right.moments()).noneMatch(SessionCourse.Moment::isWonByMean);
    assertThat(right.moments()).allMatch(moment -> moment.network().r2() == 1);
  }

  @Test
  void shouldHaveNoCourseWhereRowsHaveNoTime() {
    double[] none = new double[11];
    Arrays.fill(none, Double.NaN);
    Rows table = new Rows(rows().inputs(), TARGETS, SESSIONS, rows().categories(), none);
    assertThat(SessionCourse.of(TARGETS, table, table, null)).isNull();
  }

  private static Rows rows() {
    double[][] inputs = new double[11][];
    for (int row = 0; row < 11; row++) {
      inputs[row] = new double[] {TARGETS[row], 1};
    }
    return new Rows(inputs, TARGETS, SESSIONS, List.of("a", "b", "c"), PROGRESS);
  }
}
