package io.livegauge.simulator.table;

import io.livegauge.indicator.Indicator;

/** One ended session: its indicators as the table prints them, and what it was worth. */
public final class SessionRow {
  private final String session;
  private final String category;
  private final double[] values;
  private final double performance;
  private final double target;

  SessionRow(String session, String category, double[] values, double performance, double target) {
    this.session = session;
    this.category = category;
    this.values = values;
    this.performance = performance;
    this.target = target;
  }

  /** Its id, unique in the table. */
  public String session() {
    return session;
  }

  /** What was sold. */
  public String category() {
    return category;
  }

  /** An indicator in its unit. */
  public double value(Indicator indicator) {
    return values[indicator.ordinal()];
  }

  /** All 14, in their order. */
  public double[] values() {
    return values.clone();
  }

  /** What {@link PerformanceFunction} gives, in points; no noise in it. */
  public double performance() {
    return performance;
  }

  /** The target in points, before the table rounds it. */
  public double target() {
    return target;
  }
}
