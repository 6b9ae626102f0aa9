package io.livegauge.trainer.data;

import java.util.Arrays;

/**
 * Quantiles of a sample, with linear interpolation between the two neighbouring order statistics.
 */
final class Quantiles {
  private final double[] sorted;

  /** Takes a copy. The sample must not be empty. */
  Quantiles(double[] sample) {
    if (sample.length == 0) {
      throw new IllegalArgumentException("a quantile needs at least one value");
    }
    sorted = sample.clone();
    Arrays.sort(sorted);
  }

  /** The quantile at a share between 0 (smallest value) and 1 (largest). */
  double at(double share) {
    double position = share * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  double median() {
    return at(0.5);
  }
}
