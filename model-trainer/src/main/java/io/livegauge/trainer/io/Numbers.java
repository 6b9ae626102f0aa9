package io.livegauge.trainer.io;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as people write them into tables: decimal digits, at most one point, no exponent. */
public final class Numbers {
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,15}(\\.[0-9]{1,15})?");

  private Numbers() {}

  /** The number, or nothing where the text is none; never NaN, never infinite. */
  public static OptionalDouble parse(String text) {
    return DECIMAL.matcher(text).matches()
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }

  /** Without a needless ".0". */
  public static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
