package io.livegauge.benchmark.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them. */
final class Shown {
  private static final int DIGITS = 3;

  private Shown() {}

  /** With three digits, or all of those before the point; thousands apart. */
  static String figure(double value) {
    if (!Double.isFinite(value)) {
      return "none";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS));
    int scale = Math.max(0, rounded.stripTrailingZeros().scale());
    BigDecimal shown =
        Math.abs(value) >= Math.pow(10, DIGITS)
            ? new BigDecimal(value).setScale(0, RoundingMode.HALF_UP)
            : rounded.setScale(scale, RoundingMode.HALF_UP);
    return String.format(Locale.ROOT, "%,." + shown.scale() + "f", shown);
  }
}
