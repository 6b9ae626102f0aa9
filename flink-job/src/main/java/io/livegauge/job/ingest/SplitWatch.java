package io.livegauge.job.ingest;

/**
 * Where a reader and its probe meet, for one partition. Each field has one writer; readings may be
 * a tick old, which only ever makes time stand still a little longer.
 */
final class SplitWatch {
  /** An event before the first record to be read, or {@link #NOTHING} where there is none. */
  record Recalled(long eventTime, long kafkaTimestamp) {
    static final Recalled NOTHING = new Recalled(PartitionClock.NONE, PartitionClock.NONE);

    boolean exists() {
      return eventTime != PartitionClock.NONE;
    }
  }

  /** The reader's: offset of the next record that it hands on; negative where unknown. */
  volatile long position;

  /** The reader's: whether the partition has a time. */
  volatile boolean started;

  /** The probe's: the newest answer, null before the first. */
  volatile EndProof proof;

  /** The probe's: null until it was looked for. */
  volatile Recalled recalled;

  SplitWatch(long position) {
    this.position = position;
  }
}
