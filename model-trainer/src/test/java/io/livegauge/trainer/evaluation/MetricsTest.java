package io.livegauge.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void shouldMeasureByHand() {
    Metrics metrics = Metrics.of(new double[] {0.1, 0.4, 0.4}, new double[] {0.1, 0.3, 0.5});
    assertThat(metrics.mae()).isCloseTo(0.2 / 3, within(1e-12));
    assertThat(metrics.rmse()).isCloseTo(Math.sqrt(0.02 / 3), within(1e-12));
    assertThat(metrics.testVariance()).isCloseTo(0.08 / 3, within(1e-12));
    assertThat(metrics.r2()).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void shouldTieErrorAndExplainedShareToTheVariance() {
    Random random = new Random(3);
    double[] predictions = random.doubles(500).toArray();
    double[] targets = random.doubles(500).toArray();
    Metrics metrics = Metrics.of(predictions, targets);
    assertThat(metrics.rmse() * metrics.rmse() / (1 - metrics.r2()))
        .isCloseTo(metrics.testVariance(), within(1e-12));
  }

  @Test
  void shouldLeaveTheExplainedShareOpenWhereTargetsDoNotVary() {
    // A mean of equal numbers is rounded: 60 sixtieths of 0.1 are not quite that.
    double[] targets = new double[60];
    Arrays.fill(targets, 0.1);
    Metrics metrics = Metrics.of(new Random(1).doubles(60).toArray(), targets);
    assertThat(metrics.testVariance()).isZero();
    assertThat(metrics.r2()).isNaN();
    assertThat(metrics.toJson().get("r2").isNull()).isTrue();
  }
}
