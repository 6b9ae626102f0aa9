package io.livegauge.trainer.comparison;

import io.livegauge.trainer.statistics.ClusterBootstrap;
import io.livegauge.trainer.statistics.Summary;

/**
 * How far one contender is ahead of another, on the same rows.
 *
 * @param rmse the other's less its own, paired by seed; the interval holds what other seeds would
 *     give on these very rows
 * @param r2 its own less the other's, of squared errors that are means over the seeds; the interval
 *     holds what other sessions would give, by a paired bootstrap over sessions with the test
 *     variance held; null where held-out targets do not vary
 */
public record Lead(String name, String over, Summary rmse, ClusterBootstrap.Interval r2) {
  /** Whether it is ahead by more than the chance of which sessions are held out. */
  public boolean isAhead() {
    return r2 != null && r2.lower() > 0;
  }

  /** Whether it is behind by more than that. */
  public boolean isBehind() {
    return r2 != null && r2.upper() < 0;
  }
}
