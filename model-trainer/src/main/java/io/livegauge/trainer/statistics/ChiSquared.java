package io.livegauge.trainer.statistics;

import org.hipparchus.special.Gamma;

/** The upper tail of the χ² distribution as a logarithm, so that it does not underflow. */
public final class ChiSquared {
  private static final double PRECISION = 1e-15;
  private static final double TINY = 1e-300;
  private static final int MAX_STEPS = 1_000_000;

  private ChiSquared() {}

  /** The natural logarithm of P(X ≥ chiSquare); chiSquare 0 or more. */
  public static double logUpperTail(double chiSquare, int degreesOfFreedom) {
    double a = degreesOfFreedom / 2.0;
    double x = chiSquare / 2;
    if (x == 0) {
      return 0;
    }
    // x^a e^-x / Γ(a), the factor of both expansions of the incomplete gamma function.
    double logFactor = a * Math.log(x) - x - Gamma.logGamma(a);
    if (x < a + 1) {
      return Math.log1p(-Math.exp(logFactor + Math.log(lowerSeries(a, x))));
    }
    return logFactor + Math.log(upperFraction(a, x));
  }

  /** A natural logarithm of a probability as one to the base of 10. */
  static double log10(double logarithm) {
    return logarithm / Math.log(10);
  }

  /** Σ x^k / (a (a + 1) … (a + k)), which converges fast below a + 1. */
  private static double lowerSeries(double a, double x) {
    double term = 1 / a;
    double sum = term;
    for (int k = 1; k < MAX_STEPS && term > sum * PRECISION; k++) {
      term *= x / (a + k);
      sum += term;
    }
    return sum;
  }

  /** Legendre's continued fraction by Lentz' method, which converges fast above a + 1. */
  private static double upperFraction(double a, double x) {
    double b = x + 1 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double value = d;
    for (int k = 1; k < MAX_STEPS; k++) {
      double numerator = -k * (k - a);
      b += 2;
      d = 1 / nonZero(numerator * d + b);
      c = nonZero(b + numerator / c);
      double factor = c * d;
      value *= factor;
      if (Math.abs(factor - 1) < PRECISION) {
        break;
      }
    }
    return value;
  }

  private static double nonZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }
}
