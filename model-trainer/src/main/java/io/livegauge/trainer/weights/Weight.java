package io.livegauge.trainer.weights;

import io.livegauge.indicator.Indicator;

/**
 * What an indicator weighs by one method.
 *
 * @param weight share of the sum of sizes; below 0 only by Olden, where more of the indicator
 *     lowers the score
 * @param rank from 1, the heaviest by size; of equal weights the earlier indicator goes first
 * @param deviation of the weight over the shuffles; NaN where nothing is shuffled
 * @param lower end of the 95 % interval; NaN where there is none
 * @param upper end of the 95 % interval; NaN where there is none
 */
public record Weight(
    Indicator indicator, double weight, int rank, double deviation, double lower, double upper) {
  /** Whether there is an interval. */
  public boolean hasInterval() {
    return !Double.isNaN(lower);
  }
}
