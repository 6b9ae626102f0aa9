package io.livegauge.job.ingest;

/**
 * Event time of one partition. Pure logic: wall-clock readings come in with the broker's answers.
 *
 * <p>Time is the largest {@code min(eventTime, kafkaTimestamp)} read so far. The record that set it
 * also tells the partition's delay: how far its event time lay behind its Kafka timestamp. Once the
 * broker confirms that everything it took before a moment T has been read, time is at least T less
 * that delay, so a quiet partition holds nobody back; and while anything is unread it stands still,
 * so a backlog is never made late. A partition that never had an event is left out as long as the
 * broker confirms that nothing in it is unread, and holds back otherwise.
 *
 * <p>Time never goes back. Not thread-safe.
 */
final class PartitionClock {
  /** No time yet. */
  static final long NONE = Long.MIN_VALUE;

  private final long boundMillis;

  private long position;
  private long largest = NONE;
  private long delay;
  private long proven = NONE;
  private boolean upToDate;

  /** The oldest answer whose end is not reached yet: newer ones must not starve it. */
  private EndProof awaited;

  private EndProof newest;

  /**
   * @param boundMillis how far events may come out of order
   * @param position the offset of the first record to be read; negative where it is not known yet
   */
  PartitionClock(long boundMillis, long position) {
    this.boundMillis = boundMillis;
    this.position = position;
  }

  /** A valid event was read at that offset. */
  void read(long offset, long eventTime, long kafkaTimestamp) {
    position = offset + 1;
    long time = Math.min(eventTime, kafkaTimestamp);
    if (time > largest) {
      largest = time;
      delay = kafkaTimestamp - time;
    }
    reach();
  }

  /** A rejected record was read at that offset: it moves the position and nothing else. */
  void passed(long offset) {
    position = offset + 1;
    reach();
  }

  /**
   * An event that lies before the first record to be read: it tells where time stood and how large
   * the delay was. Of no effect once an event was read.
   */
  void recall(long eventTime, long kafkaTimestamp) {
    if (largest == NONE) {
      largest = Math.min(eventTime, kafkaTimestamp);
      delay = kafkaTimestamp - largest;
    }
  }

  /** The broker's newest answer. */
  void proof(EndProof answer) {
    newest = answer;
    upToDate = answer.counts() && position >= answer.end();
    if (!answer.counts()) {
      return; // what was awaited was proven before the broker was lost, and still holds
    }
    if (position >= answer.end()) {
      awaited = null;
      advance(answer.askedAt());
    } else if (awaited == null) {
      awaited = answer;
    }
  }

  private void reach() {
    if (awaited != null && position >= awaited.end()) {
      advance(awaited.askedAt());
      awaited = newest.counts() && newest.end() > position ? newest : null;
    }
  }

  private void advance(long askedAt) {
    if (largest != NONE) {
      proven = Math.max(proven, askedAt - delay);
    }
  }

  /** The offset of the next record; negative where it is not known yet. */
  long position() {
    return position;
  }

  /** Event time, epoch milliseconds, or {@link #NONE}. */
  long time() {
    return Math.max(largest, proven);
  }

  /** Whether an event was read or recalled. */
  boolean started() {
    return largest != NONE;
  }

  /** Whether the partition never had an event and is confirmed to hold nothing unread. */
  boolean idle() {
    return largest == NONE && upToDate;
  }

  /**
   * The watermark: every event with a smaller time, bound considered, has been read. A slice with
   * end E may close at a watermark of E − 1. {@link #NONE} holds back.
   */
  long watermark() {
    long time = time();
    return time == NONE ? NONE : time - boundMillis - 1;
  }
}
