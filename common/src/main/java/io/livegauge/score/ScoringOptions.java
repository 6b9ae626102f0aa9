package io.livegauge.score;

import java.io.Serializable;

/**
 * How values are drawn to the reference, and how finely a score is explained.
 *
 * @param kappaRatio weight of the reference in ratios, in denominators
 * @param kappaMean weight of the reference in viewing duration and the 1 to 5 scales
 * @param clickImpressions product impressions from which A33 rests on them
 * @param steps midpoint steps of the integrated gradients
 */
public record ScoringOptions(double kappaRatio, double kappaMean, int clickImpressions, int steps)
    implements Serializable {
  /** 20, 5, 20, 32. */
  public static final ScoringOptions DEFAULTS = new ScoringOptions(20, 5, 20, 32);

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException naming the option, the value and what is allowed
   */
  public ScoringOptions {
    check("kappaRatio", kappaRatio, 0, 1e9);
    check("kappaMean", kappaMean, 0, 1e9);
    check("clickImpressions", clickImpressions, 1, 1e9);
    check("steps", steps, 1, 1e6);
  }

  private static void check(String name, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(name + ": " + value + ", allowed: " + min + " to " + max);
    }
  }
}
