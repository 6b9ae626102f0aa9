package io.livegauge.simulator.table;

import io.livegauge.indicator.Indicator;
import io.livegauge.simulator.SeededRandom;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Makes up ended sessions, each by the seed and its own number alone.
 *
 * <p>A session has a quality and a size, both standard normal and unseen. An indicator's own normal
 * draw leans on both, which correlates the indicators mildly (0.5 at most), and is then bent into
 * the shape that the real one has: counts, sales and seconds log-normal, ratios and scales
 * logistic.
 */
final class SessionGenerator {
  private static final String[] CATEGORIES = {"beauty", "fashion", "food", "electronics", "home"};

  /** Noise has draws of its own, so that the indicators do not depend on it. */
  private static final long NOISE = 1L << 40;

  /** The target of a session of which nothing is known. */
  private static final double CENTRE =
      (PerformanceFunction.LEAST + PerformanceFunction.GREATEST) / 2;

  private final long seed;
  private final double noise;
  private final double signal;

  SessionGenerator(SessionTableOptions options) {
    this.seed = options.seed();
    this.noise = options.noise();
    this.signal = options.signal();
  }

  /** The session of that number, from 0. */
  SessionRow row(int number) {
    SeededRandom random = new SeededRandom(seed, number);
    int category = random.below(CATEGORIES.length);
    double quality = random.gaussian();
    double size = random.gaussian();
    double[] values = new double[Indicator.values().length];
    for (Indicator indicator : Indicator.values()) {
      double byQuality = byQuality(indicator);
      double bySize = bySize(indicator);
      double own = StrictMath.sqrt(1 - byQuality * byQuality - bySize * bySize);
      double z = byQuality * quality + bySize * size + own * random.gaussian();
      values[indicator.ordinal()] = value(indicator, z, category);
    }
    double performance = PerformanceFunction.of(values);
    double error = new SeededRandom(seed, NOISE + number).gaussian();
    return new SessionRow(
        String.format(Locale.ROOT, "s%05d", number + 1),
        CATEGORIES[category],
        values,
        performance,
        CENTRE + signal * (performance - CENTRE) + noise * error);
  }

  /** Decimals that the table prints of an indicator. */
  static int digits(Indicator indicator) {
    return switch (indicator) {
      case A12, A13, A14, A32 -> 0;
      case A11 -> 1;
      case A21, A22, A23, A41 -> 2;
      case A31, A33, A42, A43, A51 -> 5;
    };
  }

  private static double byQuality(Indicator indicator) {
    return switch (indicator) {
      case A22 -> 0.5;
      case A11, A41 -> 0.45;
      case A21 -> 0.4;
      case A31, A33 -> 0.35;
      case A23, A32, A43 -> 0.3;
      case A12 -> 0.25;
      case A13, A14, A51 -> 0.2;
      case A42 -> -0.35;
    };
  }

  private static double bySize(Indicator indicator) {
    return switch (indicator) {
      case A12, A14, A32 -> 0.65;
      case A13 -> 0.6;
      case A43 -> 0.2;
      case A23, A42 -> 0.1;
      case A31 -> -0.1;
      case A11, A21, A22, A33, A41, A51 -> 0;
    };
  }

  /**
   * The indicator in its unit, rounded as the table prints it: what a reader sees is what counts.
   */
  private static double value(Indicator indicator, double z, int category) {
    double value =
        switch (indicator) {
          case A11 -> logNormal(190, 0.5, z);
          case A12 -> logNormal(900, 0.8, z);
          case A13 -> logNormal(120, 0.9, z);
          case A14 -> logNormal(12_000, 0.9, z);
          case A21 -> 1 + 4 * logistic(0.7 + 0.6 * z);
          case A22 -> 1 + 4 * logistic(0.9 + 0.6 * z);
          case A23 -> 1 + 4 * logistic(0.3 + 0.6 * z);
          case A31 -> logistic(-3.3 + conversion(category) + 0.55 * z);
          case A32 -> logNormal(price(category) * 4_500_000, 0.9, z);
          case A33 -> logistic(-2 + 0.45 * z);
          case A41 -> 1 + 4 * logistic(1.3 + 0.75 * z);
          case A42 -> logistic(-4.4 + 0.5 * z);
          case A43 -> logNormal(0.035, 0.6, z) - 0.012;
          case A51 -> logistic(-3.5 + 0.5 * z);
        };
    return BigDecimal.valueOf(value)
        .setScale(digits(indicator), RoundingMode.HALF_UP)
        .doubleValue();
  }

  /** Food is bought sooner than electronics. */
  private static double conversion(int category) {
    return switch (CATEGORIES[category]) {
      case "food" -> 0.15;
      case "electronics" -> -0.15;
      default -> 0;
    };
  }

  /** Electronics cost more than food. */
  private static double price(int category) {
    return switch (CATEGORIES[category]) {
      case "food" -> 0.8;
      case "electronics" -> 1.3;
      default -> 1;
    };
  }

  private static double logNormal(double median, double sigma, double z) {
    return median * StrictMath.exp(sigma * z);
  }

  private static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
