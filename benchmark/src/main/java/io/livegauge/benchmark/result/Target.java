package io.livegauge.benchmark.result;

import io.livegauge.benchmark.result.Result.Point;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A figure that shall be reached, and the point of a series that tells whether it is.
 *
 * @param number of the target; some have two figures
 * @param figure what it is, for people
 * @param kind of figure
 * @param atLeast what it must reach, in the unit of its kind
 * @param aim what it should reach
 * @param series the id of the series
 * @param point the name of the point whose median counts
 */
public record Target(
    int number, String figure, Kind kind, double atLeast, double aim, String series, String point) {

  /** What a figure is of, and whether more of it is better. */
  public enum Kind {
    /** A ratio or a rate: the only ones of which more is better. */
    MORE("", true, 1),
    PERCENT(" %", false, 1),
    MILLIS(" ms", false, 1),
    /** Of series in nanoseconds. */
    MICROS(" µs", false, 1_000),
    BYTES(" B", false, 1);

    private final String unit;
    private final boolean isMoreBetter;
    private final double divisor;

    Kind(String unit, boolean isMoreBetter, double divisor) {
      this.unit = unit;
      this.isMoreBetter = isMoreBetter;
      this.divisor = divisor;
    }

    /** What stands behind a figure, with the space before it; empty for a plain number. */
    public String unit() {
      return unit;
    }

    /** Whether limits are lower ones. */
    public boolean isMoreBetter() {
      return isMoreBetter;
    }

    /** Whether it can be a figure: differences of noise can come out at nothing and below. */
    private boolean isFigure(double value) {
      boolean canBeNegative = this == PERCENT || this == MILLIS;
      return Double.isFinite(value) && (canBeNegative || value > 0);
    }

    private boolean reaches(double value, double limit) {
      return isMoreBetter ? value >= limit : value <= limit;
    }
  }

  /** How a figure does. */
  public enum Verdict {
    AIM_REACHED("aim reached"),
    MET("met"),
    MISSED("missed"),
    NOT_MEASURED("not measured");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /** The figure in results, in the unit of its kind; empty where none of them tells it. */
  public OptionalDouble measured(List<Result> results) {
    return results.stream()
        .flatMap(result -> result.series().stream())
        .filter(one -> one.id().equals(series))
        .flatMap(one -> one.points().stream())
        .filter(one -> one.name().equals(point))
        .mapToDouble(Point::median)
        .filter(kind::isFigure)
        .map(median -> median / kind.divisor)
        // The last one counts: a result that was read later.
        .reduce((first, second) -> second);
  }

  /** How a figure in the unit of its kind does. */
  public Verdict verdict(double value) {
    if (!kind.isFigure(value)) {
      return Verdict.NOT_MEASURED;
    }
    if (kind.reaches(value, aim)) {
      return Verdict.AIM_REACHED;
    }
    return kind.reaches(value, atLeast) ? Verdict.MET : Verdict.MISSED;
  }
}
