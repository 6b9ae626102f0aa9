package io.livegauge.dashboard.room;

import java.util.Locale;

/** Whether a room goes on. */
public enum Status {
  /** Its newest slice end is at most a minute behind the newest of all. */
  LIVE,
  /** Not ended, but without a record for more than a minute of event time. */
  QUIET,
  /** Its newest record is its session's last. */
  ENDED;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name in the API: {@code live}, {@code quiet} or {@code ended}. */
  public String wireName() {
    return wireName;
  }
}
