package io.livegauge.trainer.weights;

/** Brings weights to a sum of 1. */
final class Shares {
  private Shares() {}

  /** Each divided by the sum of sizes, its sign kept; all 0 where the sizes sum to 0. */
  static double[] of(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += Math.abs(value);
    }
    double[] shares = new double[values.length];
    for (int i = 0; i < values.length && sum > 0; i++) {
      shares[i] = values[i] / sum;
    }
    return shares;
  }
}
