package io.livegauge.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
    Metrics metrics = Metrics.of(new double[] {0.2, 0.3}, new double[] {0.5, 0.5});
    assertThat(metrics.r2()).isNaN();
    assertThat(metrics.toJson().get("r2").isNull()).isTrue();
  }
}
