package io.livegauge.local;

import io.livegauge.job.config.Option;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * A moment as a user gives it.
 *
 * @param ago so long before now; null where a time is given
 * @param time this time; null where a duration is given
 */
record Since(Duration ago, Instant time) {
  private static final Option<Duration> DURATION =
      Option.duration("since", "", null, Duration.ofMillis(1), "");

  /**
   * Reads {@code 2h} or {@code 2026-03-01T08:00:00Z}.
   *
   * @throws IllegalArgumentException where it is neither
   */
  static Since parse(String text) {
    if (text.indexOf('T') < 0) {
      return new Since(DURATION.parse(text), null);
    }
    try {
      // Kafka counts in milliseconds: a time beyond them is refused.
      return new Since(null, Instant.ofEpochMilli(Instant.parse(text).toEpochMilli()));
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The moment, seen from now. */
  Instant at(Instant now) {
    return time == null ? now.minus(ago) : time;
  }
}
