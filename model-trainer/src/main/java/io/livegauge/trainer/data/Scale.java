package io.livegauge.trainer.data;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.model.Transform;

/** Chooses how indicators are normalised, by what training data gave. */
final class Scale {
  private static final double LOWER = 0.01;
  private static final double UPPER = 0.99;

  private Scale() {}

  /**
   * A feature whose bounds are the 1st and 99th percentile of a sample, so that one odd session
   * does not squeeze all others together; the lower one of counts and sales is not below 0. A
   * sample of one value gets bounds on both sides of it, so that it maps to the middle.
   *
   * @param sample at least one value
   */
  static Feature fit(Indicator indicator, double[] sample, double reference) {
    Quantiles quantiles = new Quantiles(sample);
    double min = quantiles.at(LOWER);
    double max = quantiles.at(UPPER);
    if (transform(indicator) == Transform.LOG1P && min < 0 && max > 0) {
      // Refunds can make a window's sales negative. Mirrored logarithms would give half of the
      // scale to that, and leave little for what the others differ in.
      min = 0;
    }
    // Bounds this close are one value that was rounded on its way.
    if (max - min <= 1e-9 * Math.max(1, Math.abs(max))) {
      double middle = quantiles.median();
      double margin = Math.max(1, 0.01 * Math.abs(middle));
      min = middle - margin;
      max = middle + margin;
    }
    return of(indicator, min, max, reference);
  }

  /** A feature with these bounds. */
  static Feature of(Indicator indicator, double min, double max, double reference) {
    return new Feature(indicator, transform(indicator), min, max, indicator.direction(), reference);
  }

  /** Counts and sales have long tails; the rest are ratios, seconds and scales. */
  private static Transform transform(Indicator indicator) {
    return indicator.shrinkage() == Indicator.Shrinkage.NONE ? Transform.LOG1P : Transform.IDENTITY;
  }
}
