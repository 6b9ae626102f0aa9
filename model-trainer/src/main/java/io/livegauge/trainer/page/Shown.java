package io.livegauge.trainer.page;

import java.util.Locale;

/** Numbers as people read them. What is not finite is not defined, and no zero has a sign. */
public final class Shown {
  /** What stands for a number that there is not. */
  public static final String UNDEFINED = "not defined";

  private Shown() {}

  /** With so many digits after the point. */
  public static String number(double value, int digits) {
    if (!Double.isFinite(value)) {
      return UNDEFINED;
    }
    String text = String.format(Locale.ROOT, "%,." + digits + "f", value);
    return isZero(text) && text.startsWith("-") ? text.substring(1) : text;
  }

  /** With its sign, whichever it is. */
  public static String signed(double value, int digits) {
    String text = number(value, digits);
    return !Double.isFinite(value) || text.startsWith("-") || isZero(text) ? text : "+" + text;
  }

  /** A share, 0 to 1, in per cent. */
  public static String percent(double share, int digits) {
    return Double.isFinite(share) ? number(100 * share, digits) + " %" : UNDEFINED;
  }

  /** With commas between thousands. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** From where to where; one of both not defined is the whole not defined. */
  public static String interval(double low, double high, int digits) {
    return Double.isFinite(low) && Double.isFinite(high)
        ? number(low, digits) + " to " + number(high, digits)
        : UNDEFINED;
  }

  /** A number of things, with their name. */
  public static String count(long value, String one, String many) {
    return count(value) + " " + (value == 1 ? one : many);
  }

  private static boolean isZero(String text) {
    return text.chars().noneMatch(digit -> digit >= '1' && digit <= '9');
  }
}
