package io.livegauge.job.ingest;

import java.io.Serializable;
import java.util.Locale;

/**
 * Where reading starts in a job that is not restored from a checkpoint or savepoint.
 *
 * @param kind what decides
 * @param timestampMillis for {@link Kind#TIMESTAMP}: reading starts at the first record with this
 *     Kafka timestamp or a later one, at the end where there is none; 0 otherwise
 */
public record StartAt(Kind kind, long timestampMillis) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What decides where reading starts. */
  public enum Kind {
    /** The offsets that the group committed; the first record where it committed none. */
    COMMITTED,
    /** The first record that is still there. */
    EARLIEST,
    /** The end: only what comes from now on. */
    LATEST,
    /** A Kafka timestamp. */
    TIMESTAMP
  }

  /** The offsets that the group committed; the first record where it committed none. */
  public static final StartAt COMMITTED = new StartAt(Kind.COMMITTED, 0);

  /** The first record that is still there. */
  public static final StartAt EARLIEST = new StartAt(Kind.EARLIEST, 0);

  /** The end: only what comes from now on. */
  public static final StartAt LATEST = new StartAt(Kind.LATEST, 0);

  /** The first record with that Kafka timestamp, epoch milliseconds, or a later one. */
  public static StartAt timestamp(long millis) {
    return new StartAt(Kind.TIMESTAMP, millis);
  }

  /**
   * Reads the option's value: {@code committed}, {@code earliest}, {@code latest} or epoch
   * milliseconds.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static StartAt parse(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "committed" -> COMMITTED;
      case "earliest" -> EARLIEST;
      case "latest" -> LATEST;
      default -> timestamp(millis(value));
    };
  }

  private static long millis(String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Start at '" + value + "': allowed are committed, earliest, latest or epoch milliseconds",
          e);
    }
  }
}
