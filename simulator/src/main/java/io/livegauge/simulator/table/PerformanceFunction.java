package io.livegauge.simulator.table;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.model.Transform;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The performance of a simulated session as a function of its 14 indicators: no noise in it, never
 * lower where an indicator is better, with returns that diminish and two pairs of indicators that
 * need each other.
 *
 * <p>Made up for this project; only the order of the leading indicators is the study's (A41, A31,
 * A51, A11, and A23 in the seventh place). StrictMath, so equal values give equal bits everywhere.
 */
public final class PerformanceFunction {
  /** Below every value of the function. */
  public static final double LEAST = 20;

  /** Above every value of the function. */
  public static final double GREATEST = 80;

  private static final double STEEPNESS = 1.4;
  private static final double MIDDLE = 9.4;

  /** A line of the header is not longer than this. */
  private static final int WIDTH = 96;

  /** A share of the sum; bend 0 is a straight line, else returns diminish the more the larger. */
  private record Term(Indicator indicator, double weight, double bend) {
    double of(double[] x) {
      double value = x[indicator.ordinal()];
      return weight * (bend == 0 ? value : saturated(value, bend));
    }

    String formula() {
      String of = bend == 0 ? " " + indicator : " sat(" + indicator + ", " + plain(bend) + ")";
      return plain(weight) + of;
    }
  }

  /** What two indicators give together only. */
  private record Pair(Indicator one, Indicator other, double weight) {
    double of(double[] x) {
      return weight * x[one.ordinal()] * x[other.ordinal()];
    }

    String formula() {
      return plain(weight) + " " + one + " " + other;
    }
  }

  private static final List<Term> TERMS =
      List.of(
          new Term(Indicator.A41, 3, 0),
          new Term(Indicator.A31, 1.1, 2),
          new Term(Indicator.A51, 1.95, 2),
          new Term(Indicator.A11, 1.2, 3),
          new Term(Indicator.A32, 1.6, 0),
          new Term(Indicator.A22, 1.6, 0),
          new Term(Indicator.A23, 0.9, 0),
          new Term(Indicator.A14, 0.9, 0),
          new Term(Indicator.A33, 0.8, 0),
          new Term(Indicator.A43, 0.65, 0),
          new Term(Indicator.A21, 0.65, 0),
          new Term(Indicator.A42, 0.5, 0),
          new Term(Indicator.A12, 0.4, 0),
          new Term(Indicator.A13, 0.3, 0));

  /** Conversion pays where buyers are content; games pay where viewers stay. */
  private static final List<Pair> PAIRS =
      List.of(
          new Pair(Indicator.A31, Indicator.A41, 1.2), new Pair(Indicator.A11, Indicator.A23, 0.8));

  private static final List<Feature> SCALES =
      List.of(
          scale(Indicator.A11, Transform.IDENTITY, 0, 600),
          scale(Indicator.A12, Transform.LOG1P, 60, 12_000),
          scale(Indicator.A13, Transform.LOG1P, 5, 2_000),
          scale(Indicator.A14, Transform.LOG1P, 500, 200_000),
          scale(Indicator.A21, Transform.IDENTITY, 1, 5),
          scale(Indicator.A22, Transform.IDENTITY, 1, 5),
          scale(Indicator.A23, Transform.IDENTITY, 1, 5),
          scale(Indicator.A31, Transform.IDENTITY, 0, 0.12),
          scale(Indicator.A32, Transform.LOG1P, 200_000, 100_000_000),
          scale(Indicator.A33, Transform.IDENTITY, 0, 0.35),
          scale(Indicator.A41, Transform.IDENTITY, 1, 5),
          scale(Indicator.A42, Transform.IDENTITY, 0, 0.05),
          scale(Indicator.A43, Transform.IDENTITY, -0.02, 0.16),
          scale(Indicator.A51, Transform.IDENTITY, 0, 0.12));

  private PerformanceFunction() {}

  /**
   * The indicators on the function's own scale, 0 (worst) to 1 (best), clipped.
   *
   * @param values 14 values in the units of the indicators, in their order
   */
  public static double[] normalized(double[] values) {
    double[] x = new double[SCALES.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = SCALES.get(i).normalize(values[i]);
    }
    return x;
  }

  /**
   * The performance in points, between {@link #LEAST} and {@link #GREATEST}.
   *
   * @param values 14 values in the units of the indicators, in their order
   */
  public static double of(double[] values) {
    return ofNormalized(normalized(values));
  }

  /** The same of values that {@link #normalized} gave. */
  public static double ofNormalized(double[] x) {
    double z = 0;
    for (Term term : TERMS) {
      z += term.of(x);
    }
    for (Pair pair : PAIRS) {
      z += pair.of(x);
    }
    return LEAST + (GREATEST - LEAST) / (1 + StrictMath.exp(-STEEPNESS * (z - MIDDLE)));
  }

  /** The whole function in words and formulas, enough to compute it again; a line each. */
  public static List<String> formula() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "f = "
            + plain(LEAST)
            + " + "
            + plain(GREATEST - LEAST)
            + " / (1 + exp(-"
            + plain(STEEPNESS)
            + " (z - "
            + plain(MIDDLE)
            + ")))");
    List<String> terms = new ArrayList<>();
    TERMS.forEach(term -> terms.add(term.formula()));
    PAIRS.forEach(pair -> terms.add(pair.formula()));
    lines.addAll(wrapped("z = ", "", " + ", terms));
    lines.add("sat(x, k) = (1 - exp(-k x)) / (1 - exp(-k))");
    lines.add(
        "A code stands for its column v on a scale from low (0) to high (1), cut at both ends:");
    lines.add(
        "(t(v) - t(low)) / (t(high) - t(low)), where t is ln(1 + v) for A12, A13, A14 and A32, and");
    lines.add("v itself for the others. A42, of which less is better, stands for 1 minus that.");
    List<String> bounds = new ArrayList<>();
    for (Feature scale : SCALES) {
      bounds.add(scale.code() + " " + plain(scale.min()) + " to " + plain(scale.max()));
    }
    lines.addAll(wrapped("", ",", " ", bounds));
    return List.copyOf(lines);
  }

  /**
   * Parts behind one another, on as many lines as it takes.
   *
   * @param after follows each part but the last, at the end of a line too
   * @param before precedes each part but the first, at the begin of a line too
   */
  static List<String> wrapped(String begin, String after, String before, List<String> parts) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(begin);
    for (int i = 0; i < parts.size(); i++) {
      String part = (i == 0 ? "" : before) + parts.get(i) + (i + 1 < parts.size() ? after : "");
      if (line.length() + part.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
        part = "  " + part.strip();
      }
      line.append(part);
    }
    lines.add(line.toString());
    return lines;
  }

  private static double saturated(double x, double bend) {
    return (1 - StrictMath.exp(-bend * x)) / (1 - StrictMath.exp(-bend));
  }

  private static Feature scale(Indicator indicator, Transform transform, double low, double high) {
    return new Feature(indicator, transform, low, high, indicator.direction(), low);
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
