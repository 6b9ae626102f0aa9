package io.livegauge.trainer.comparison;

import io.livegauge.trainer.evaluation.Metrics;
import io.livegauge.trainer.statistics.Summary;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A learner and how it did.
 *
 * @param isSeeded whether what it learns depends on the seed; of one that does not, all runs but
 *     their times are the same
 * @param parameters how many numbers it fits; 0 where they are not counted
 * @param runs one a seed
 * @param predictions of the first seed for each held-out row, from 0 to 1
 * @param squaredErrors of each held-out row the mean over the seeds
 */
public record Contender(
    String name,
    String description,
    boolean isSeeded,
    int parameters,
    List<Run> runs,
    double[] predictions,
    double[] squaredErrors) {

  public Summary mae() {
    return metric(Metrics::mae);
  }

  public Summary rmse() {
    return metric(Metrics::rmse);
  }

  /** NaN throughout where held-out targets do not vary. */
  public Summary r2() {
    return metric(Metrics::r2);
  }

  /** Of learning alone. */
  public Summary seconds() {
    return Summary.of(runs.stream().mapToDouble(Run::seconds).toArray());
  }

  private Summary metric(ToDoubleFunction<Metrics> metric) {
    return Summary.of(
        runs.stream().mapToDouble(run -> metric.applyAsDouble(run.metrics())).toArray());
  }

  /**
   * By how much rmse² / (1 − R²) misses the test variance in the worst run, as a share of it; 0 but
   * for rounding. NaN where it cannot be told: targets that do not vary, or predictions without any
   * error.
   */
  public double identityGap() {
    double worst = Double.NaN;
    for (Run run : runs) {
      Metrics metrics = run.metrics();
      if (metrics.r2() < 1) {
        double implied = metrics.rmse() * metrics.rmse() / (1 - metrics.r2());
        double gap = Math.abs(implied / metrics.testVariance() - 1);
        worst = Double.isNaN(worst) ? gap : Math.max(worst, gap);
      }
    }
    return worst;
  }
}
