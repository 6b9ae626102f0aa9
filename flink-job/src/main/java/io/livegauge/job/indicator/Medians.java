package io.livegauge.job.indicator;

import io.livegauge.job.config.Rules;
import io.livegauge.job.slice.Tally;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Medians and median absolute deviations; of an even number of values the mean of the middle two.
 */
final class Medians {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal FOUR = BigDecimal.valueOf(4);

  private Medians() {}

  /** Median and median absolute deviation. */
  record Spread(double median, double mad) {}

  /**
   * Of the first {@code size} values, at least one, which are in ascending order. The deviations
   * are met outwards from the median, so that they come in their order too.
   */
  static Spread spreadOf(double[] sorted, int size) {
    int half = size / 2;
    boolean isOdd = size % 2 == 1;
    double median = isOdd ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    int below = half - 1;
    int above = half;
    double deviation = 0;
    double before = 0;
    for (int met = 0; met <= half; met++) {
      before = deviation;
      double down = below < 0 ? Double.POSITIVE_INFINITY : median - sorted[below];
      double up = above == size ? Double.POSITIVE_INFINITY : sorted[above] - median;
      if (down <= up) {
        deviation = down;
        below--;
      } else {
        deviation = up;
        above++;
      }
    }
    return new Spread(median, isOdd ? deviation : (before + deviation) / 2);
  }

  /**
   * max(floor, ⌊median + deviations · 1.4826 · MAD⌋) of tallied counts, computed exactly: the
   * median in halves, the deviation in quarters.
   *
   * @param counts users by their count
   */
  static long cap(Tally counts, long floor, BigDecimal deviations) {
    if (counts.isEmpty()) {
      return floor;
    }
    long twiceMedian = twiceMiddle(counts);
    Tally twiceDeviations = twiceDeviations(counts, twiceMedian);
    BigDecimal median = BigDecimal.valueOf(twiceMedian).divide(TWO);
    BigDecimal mad = BigDecimal.valueOf(twiceMiddle(twiceDeviations)).divide(FOUR);
    BigDecimal cap = median.add(deviations.multiply(Rules.MAD_SCALE).multiply(mad));
    return Math.max(floor, cap.setScale(0, RoundingMode.FLOOR).longValueExact());
  }

  /** Twice the distances from the median: outwards from it, so that they come in their order. */
  private static Tally twiceDeviations(Tally counts, long twiceMedian) {
    Tally deviations = new Tally();
    int below = counts.size() - 1;
    while (below >= 0 && 2 * counts.numberAt(below) > twiceMedian) {
      below--;
    }
    int above = below + 1;
    while (below >= 0 || above < counts.size()) {
      long down = below < 0 ? Long.MAX_VALUE : twiceMedian - 2 * counts.numberAt(below);
      long up = above == counts.size() ? Long.MAX_VALUE : 2 * counts.numberAt(above) - twiceMedian;
      if (down <= up) {
        deviations.add(down, counts.countAt(below));
        below--;
      } else {
        deviations.add(up, counts.countAt(above));
        above++;
      }
    }
    return deviations;
  }

  /** The sum of the two middle values: of an odd number of values the middle one counts twice. */
  private static long twiceMiddle(Tally counts) {
    long total = counts.total();
    return counts.valueAt((total - 1) / 2) + counts.valueAt(total / 2);
  }
}
