package io.livegauge.job.reference;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Medians and median absolute deviations; of an even number, the mean of the two middle values. */
final class Medians {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** What makes a MAD a standard deviation. */
  private static final String CONSISTENCY = "1.4826";

  private Medians() {}

  /** ⌊median + deviations · 1.4826 · MAD⌋ of at least one count, exactly. */
  static long upperBound(List<Long> counts, int deviations) {
    List<BigDecimal> values = counts.stream().map(BigDecimal::valueOf).toList();
    BigDecimal median = exact(values);
    BigDecimal mad = exact(values.stream().map(v -> v.subtract(median).abs()).toList());
    BigDecimal factor = new BigDecimal(CONSISTENCY).multiply(BigDecimal.valueOf(deviations));
    return median.add(factor.multiply(mad)).setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  private static BigDecimal exact(List<BigDecimal> values) {
    List<BigDecimal> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    return n % 2 == 1
        ? sorted.get(n / 2)
        : sorted.get(n / 2 - 1).add(sorted.get(n / 2)).divide(TWO);
  }

  /**
   * Whether an amount lies too far off: |ln amount − median| > deviations · max(1.4826 · MAD,
   * 0.25), median and MAD of the logarithms of the other amounts, at least one.
   */
  static boolean isFar(long amount, List<Long> amounts, int deviations) {
    List<Double> logs = new ArrayList<>();
    for (long a : amounts) {
      logs.add(StrictMath.log((double) a));
    }
    double median = median(logs);
    List<Double> distances = new ArrayList<>();
    for (double log : logs) {
      distances.add(Math.abs(log - median));
    }
    double bound = deviations * Math.max(Double.parseDouble(CONSISTENCY) * median(distances), 0.25);
    return Math.abs(StrictMath.log((double) amount) - median) > bound;
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    return n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
  }
}
