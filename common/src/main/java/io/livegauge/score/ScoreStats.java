package io.livegauge.score;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The scores of a session so far: last, mean, least and largest. Exact, so the order in which
 * scores are added makes no difference. Mutable, for one thread; it is state of its owner.
 */
public final class ScoreStats {
  private static final int VERSION = 1;

  private long count;
  private long sum10000;
  private long min10000 = Long.MAX_VALUE;
  private long max10000 = Long.MIN_VALUE;
  private long last10000;
  private long lastWindowEnd = Long.MIN_VALUE;

  /**
   * Adds a score.
   *
   * @param score10000 as it is published, in units of 0.0001
   * @param windowEnd epoch ms: the latest one is the last
   */
  public void add(long score10000, long windowEnd) {
    count++;
    sum10000 += score10000;
    min10000 = Math.min(min10000, score10000);
    max10000 = Math.max(max10000, score10000);
    if (windowEnd > lastWindowEnd || (windowEnd == lastWindowEnd && score10000 > last10000)) {
      last10000 = score10000;
      lastWindowEnd = windowEnd;
    }
  }

  /** How many were added. */
  public long count() {
    return count;
  }

  /** The score of the latest window, in units of 0.0001, like the others. */
  public long last10000() {
    return checked(last10000);
  }

  /** Rounded half up. */
  public long mean10000() {
    return (2 * checked(sum10000) + count) / (2 * count);
  }

  public long min10000() {
    return checked(min10000);
  }

  public long max10000() {
    return checked(max10000);
  }

  private long checked(long value) {
    if (count == 0) {
      throw new IllegalArgumentException("no score was added");
    }
    return value;
  }

  /** Writes it for state. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(count);
    out.writeLong(sum10000);
    out.writeLong(min10000);
    out.writeLong(max10000);
    out.writeLong(last10000);
    out.writeLong(lastWindowEnd);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException for another version
   */
  public static ScoreStats read(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("scores of format " + version + "; known: " + VERSION);
    }
    ScoreStats stats = new ScoreStats();
    stats.count = in.readLong();
    stats.sum10000 = in.readLong();
    stats.min10000 = in.readLong();
    stats.max10000 = in.readLong();
    stats.last10000 = in.readLong();
    stats.lastWindowEnd = in.readLong();
    return stats;
  }
}
