package io.livegauge.job.ingest;

/**
 * Who waits for whom while a backlog is read. A consumer gets about as many bytes of every
 * partition, so that one of rare events would be at its end when one of frequent events has hardly
 * begun; all that was read ahead would stay in open slices. So a partition waits while it is {@link
 * #LEAD_MILLIS} ahead of the slowest one that has a backlog.
 *
 * <p>Ahead is meant in Kafka's time, not the events': an event from the future must not hold up
 * what comes after it. Pure logic: one round of {@link #see} over all partitions, then {@link
 * #waits} for each. Not thread-safe.
 */
final class EvenPace {
  /** How far a partition may be ahead, ms of Kafka's time. */
  static final long LEAD_MILLIS = 10_000;

  /** As many unread records are a backlog; fewer are what just came. */
  static final long BACKLOG = 1_000;

  /**
   * With fewer records than that before the end of a bounded partition nobody waits there: Kafka's
   * reader may have come to the end of it already, and fails when told to pause what it has left.
   */
  static final long NEAR_END = 10_000;

  private long slowest = Long.MAX_VALUE;

  /** Begins a round. */
  void begin() {
    slowest = Long.MAX_VALUE;
  }

  /**
   * Takes in one partition.
   *
   * @param kafkaTime the largest Kafka timestamp read, or {@link PartitionClock#NONE}
   * @param unread how many records are known to be there unread
   */
  void see(long kafkaTime, long unread) {
    if (kafkaTime != PartitionClock.NONE && unread >= BACKLOG) {
      slowest = Math.min(slowest, kafkaTime);
    }
  }

  /**
   * Whether a partition is to wait now. One that waits goes on when half of its lead is gone, so
   * that it does not stop and go all the time.
   *
   * @param kafkaTime as for {@link #see}
   * @param waiting whether it waits already
   */
  boolean waits(long kafkaTime, boolean waiting) {
    if (slowest == Long.MAX_VALUE || kafkaTime == PartitionClock.NONE) {
      return false;
    }
    return kafkaTime - slowest > (waiting ? LEAD_MILLIS / 2 : LEAD_MILLIS);
  }
}
