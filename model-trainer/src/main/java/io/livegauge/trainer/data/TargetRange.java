package io.livegauge.trainer.data;

import java.util.List;
import java.util.Locale;

/**
 * How a user's target, of any unit, becomes a number around 0..1.
 *
 * @param column the target's name
 * @param min the smallest value of what is learned from: 0
 * @param max the largest: 1; above {@code min}
 */
public record TargetRange(String column, double min, double max) {

  /** The range of some values, at least one; null where they are all the same. */
  static TargetRange of(String column, List<Double> values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return max > min && Double.isFinite(max - min) ? new TargetRange(column, min, max) : null;
  }

  /** 0 to 1 within the range; a value of a held-out row may lie outside and is not clipped. */
  public double normalize(double value) {
    return (value - min) / (max - min);
  }

  /** Back in the target's own unit. */
  public double restore(double normalized) {
    return min + normalized * (max - min);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s to %s", min, max);
  }
}
