package io.livegauge.dashboard.room;

/** A record that cannot be shown; the message says why. */
final class UnreadableRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean isNewer;

  UnreadableRecordException(String why) {
    this(why, false);
  }

  UnreadableRecordException(String why, boolean isNewer) {
    super(why);
    this.isNewer = isNewer;
  }

  /** Whether it is of a schema that this program does not know. */
  boolean isNewer() {
    return isNewer;
  }
}
