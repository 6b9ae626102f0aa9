package io.livegauge.benchmark.latency;

/**
 * A stretch of time at one rate of events.
 *
 * @param name how the report calls it, such as {@code 50 %}
 * @param rate events per second, 1 or more
 * @param warmUpMillis before slices count
 * @param measuredMillis over which slices that end count
 * @param tailMillis after that, so that the load goes on until the last of them are scored
 */
record Stage(String name, int rate, long warmUpMillis, long measuredMillis, long tailMillis) {
  /** Checks the values; {@link IllegalArgumentException} names the bad one. */
  Stage {
    if (rate < 1) {
      throw new IllegalArgumentException("rate is " + rate + ": 1 or more is allowed");
    }
    if (warmUpMillis < 0 || measuredMillis < 0 || tailMillis < 0) {
      throw new IllegalArgumentException(
          "a stage's times are "
              + warmUpMillis
              + ", "
              + measuredMillis
              + " and "
              + tailMillis
              + " ms: they must not be negative");
    }
  }

  /** From its first event to the next stage's first. */
  long lengthMillis() {
    return warmUpMillis + measuredMillis + tailMillis;
  }

  /** How many events it has. */
  long events() {
    return lengthMillis() * rate / 1_000;
  }

  /** When an event is due: nanoseconds after the stage's beginning, evenly spread. */
  long nanosOf(long event) {
    return Math.floorDiv(event, rate) * 1_000_000_000L
        + Math.floorMod(event, rate) * 1_000_000_000L / rate;
  }
}
