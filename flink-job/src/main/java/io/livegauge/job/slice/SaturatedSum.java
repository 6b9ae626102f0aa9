package io.livegauge.job.slice;

/**
 * Sums of non-negative amounts that stay at the largest long instead of wrapping around. Such a sum
 * does not depend on the order of its parts.
 */
public final class SaturatedSum {
  private SaturatedSum() {}

  /** The sum of two non-negative numbers, or {@link Long#MAX_VALUE} where it is larger. */
  public static long add(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
