package io.livegauge.score;

import io.livegauge.json.Utf8Text;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Rounding half up (away from zero at a tie), and printing without trailing zeros or exponents.
 *
 * <p>What is rounded of a double is its shortest decimal, so that 0.00005 is a tie although the
 * nearest double is not one. Values that are clearly no tie, almost all, are rounded without
 * decimals: those would cost more than the score itself.
 */
final class Decimals {
  private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

  /** Up to here, times 10^6, doubles hold a decimal of 6 digits exactly enough to find it again. */
  private static final double FAST_LIMIT = 1e9;

  private static final double SCALED_LIMIT = 1e12;

  private Decimals() {}

  /**
   * The value in units of 10^-digits, rounded.
   *
   * @throws ArithmeticException where that is beyond 64 bits
   */
  static long scaled(double value, int digits) {
    double shifted = Math.abs(value) * POWERS[digits];
    if (shifted < SCALED_LIMIT) {
      long floor = (long) shifted;
      double rest = shifted - floor;
      if (Math.abs(rest - 0.5) > 1e-3) {
        long size = rest > 0.5 ? floor + 1 : floor;
        return value < 0 ? -size : size;
      }
    }
    return BigDecimal.valueOf(value)
        .setScale(digits, RoundingMode.HALF_UP)
        .unscaledValue()
        .longValueExact();
  }

  /** The double nearest to the value rounded to 6 digits; never a negative zero. */
  static double rounded6(double value) {
    if (Math.abs(value) < FAST_LIMIT) {
      return scaled(value, 6) / 1e6;
    }
    return BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP).doubleValue();
  }

  /** The double nearest to numerator / denominator rounded to 6 digits, from the exact integers. */
  static double quotient6(long numerator, long denominator) {
    double quotient = (double) numerator / denominator;
    if (Math.abs(quotient) < 1e6) {
      double shifted = Math.abs(quotient) * 1e6;
      long floor = (long) shifted;
      double rest = shifted - floor;
      if (Math.abs(rest - 0.5) > 1e-3) {
        double size = (rest > 0.5 ? floor + 1 : floor) / 1e6;
        return quotient < 0 && size > 0 ? -size : size;
      }
    }
    return BigDecimal.valueOf(numerator)
        .divide(BigDecimal.valueOf(denominator), 6, RoundingMode.HALF_UP)
        .doubleValue();
  }

  /** Numerator / denominator in thousandths, rounded; 0 where the denominator is not above 0. */
  static long quotient1000(long numerator, long denominator) {
    if (denominator <= 0) {
      return 0;
    }
    return BigDecimal.valueOf(numerator)
        .divide(BigDecimal.valueOf(denominator), 3, RoundingMode.HALF_UP)
        .unscaledValue()
        .longValueExact();
  }

  /** Appends a number given in units of 10^-digits. */
  static void print(long scaled, int digits, Utf8Text out) {
    long power = POWERS[digits];
    long whole = scaled / power;
    long part = Math.abs(scaled % power);
    if (scaled < 0 && whole == 0) {
      out.append('-');
    }
    out.append(whole);
    if (part == 0) {
      return;
    }
    out.append('.');
    for (long place = power / 10; part > 0; place /= 10) {
      out.append((char) ('0' + part / place));
      part %= place;
    }
  }

  /** Appends a double that was rounded to 6 digits. */
  static void print6(double rounded, Utf8Text out) {
    if (Math.abs(rounded) < FAST_LIMIT) {
      print(Math.round(rounded * 1e6), 6, out);
      return;
    }
    out.append(
        BigDecimal.valueOf(rounded)
            .setScale(6, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString());
  }
}
