package io.livegauge.trainer.evaluation;

import java.util.Arrays;

/**
 * How what was left unexplained is spread: target − prediction, in units of the target.
 *
 * @param mean above 0 where targets are higher than predicted
 * @param deviation standard deviation, divided by the count
 * @param low the 5 % quantile
 * @param median the 50 % quantile
 * @param high the 95 % quantile
 * @param start where the first bin begins
 * @param width of every bin
 * @param counts rows in each bin; a bin holds its lower edge
 */
public record Residuals(
    double mean,
    double deviation,
    double low,
    double median,
    double high,
    double start,
    double width,
    int[] counts) {
  /** Bins are as many as this or fewer, at least half as many where residuals vary. */
  private static final int BINS = 40;

  private static final double LEAST_WIDTH = 0.0001;
  private static final double[] STEPS = {1, 2, 5};

  /** Counts the residuals of at least one row, all finite. */
  public static Residuals of(double[] predictions, double[] targets) {
    double[] sorted = new double[targets.length];
    Arrays.setAll(sorted, row -> targets[row] - predictions[row]);
    double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
    double squares = Arrays.stream(sorted).map(value -> (value - mean) * (value - mean)).sum();
    Arrays.sort(sorted);
    double smallest = sorted[0];
    double largest = sorted[sorted.length - 1];
    if (!Double.isFinite(largest - smallest)) {
      throw new IllegalArgumentException("residuals from " + smallest + " to " + largest);
    }
    double width = width(largest - smallest);
    double start = Math.floor(smallest / width) * width;
    int[] counts = new int[Math.max(1, (int) Math.floor((largest - start) / width) + 1)];
    for (double value : sorted) {
      // Rounding may put the largest a hair beyond the last bin, and the smallest before the first.
      int bin = (int) Math.floor((value - start) / width);
      counts[Math.max(0, Math.min(counts.length - 1, bin))]++;
    }
    return new Residuals(
        mean,
        Math.sqrt(squares / sorted.length),
        at(sorted, 0.05),
        at(sorted, 0.5),
        at(sorted, 0.95),
        start,
        width,
        counts);
  }

  /** The smallest of 1, 2 and 5 times a power of ten that needs no more bins than allowed. */
  private static double width(double range) {
    for (double power = LEAST_WIDTH; ; power *= 10) {
      for (double step : STEPS) {
        if (range / (step * power) < BINS - 1) {
          return step * power;
        }
      }
    }
  }

  private static double at(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
