package io.livegauge.trainer.data;

import java.util.Locale;

/**
 * How held-out units are chosen.
 *
 * @param rule by time, or by groups
 * @param share of the units to hold out, above 0, at most 0.5
 * @param seed draws groups; of no account by time
 */
public record Splitting(Split.Rule rule, double share, long seed) {
  /** The study's share. */
  public static final double SHARE = 0.2;

  /** In words, such as {@code 80 % to learn from}. */
  String percent() {
    double percent = 100 * share;
    return percent == Math.rint(percent)
        ? String.format(Locale.ROOT, "%.0f %%", percent)
        : String.format(Locale.ROOT, "%s %%", Math.round(percent * 100) / 100.0);
  }
}
