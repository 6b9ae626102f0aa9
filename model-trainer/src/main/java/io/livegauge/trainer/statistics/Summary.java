package io.livegauge.trainer.statistics;

/**
 * Repeated measurements of one thing, with the 95 % interval of their mean by Student's t.
 *
 * @param mean of the values
 * @param deviation standard deviation with n − 1; NaN of a single value
 * @param lower end of the interval; NaN of a single value
 * @param upper end of the interval; NaN of a single value
 */
public record Summary(double mean, double deviation, double lower, double upper) {
  private static final double UPPER_SHARE = 0.975;

  /** Of at least one value; NaN where one of them is. */
  public static Summary of(double[] values) {
    int n = values.length;
    double sum = 0;
    boolean areEqual = true;
    for (double value : values) {
      sum += value;
      areEqual &= value == values[0];
    }
    // Sums round: a mean of equal values is that value, and they do not deviate.
    double mean = areEqual ? values[0] : sum / n;
    if (n == 1) {
      return new Summary(mean, Double.NaN, Double.NaN, Double.NaN);
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / (n - 1));
    double margin = StudentT.quantile(UPPER_SHARE, n - 1) * deviation / Math.sqrt(n);
    return new Summary(mean, deviation, mean - margin, mean + margin);
  }
}
