package io.livegauge.job.slice;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Exact, additive counts by a number: how many users were last seen in each slice, how much
 * presence lies in it, or how many users had each count of likes. Entries that come to zero are
 * removed.
 */
public final class Tally {
  private final TreeMap<Long, Long> counts = new TreeMap<>();

  /** Adds to the count of one number. */
  public void add(long number, long amount) {
    if (amount != 0) {
      counts.merge(number, amount, Tally::sumOrNull);
    }
  }

  /** Moves one user from the slice they were last seen in (if any) to another. */
  public void move(long from, boolean hadFrom, long to) {
    if (hadFrom) {
      add(from, -1);
    }
    add(to, 1);
  }

  /** Adds all counts of another one. */
  public void addAll(Tally other) {
    other.counts.forEach(this::add);
  }

  /** Takes away all counts of another one. */
  public void subtractAll(Tally other) {
    other.counts.forEach((number, count) -> add(number, -count));
  }

  /** Each number with its count, in ascending order. */
  public void forEach(BiConsumer<Long, Long> action) {
    counts.forEach(action);
  }

  /** Adds the counts of another one, but for numbers before {@code first}. */
  public void addFrom(Tally other, long first) {
    other.counts.tailMap(first, true).forEach(this::add);
  }

  /** Forgets the numbers before {@code first}. */
  public void dropBefore(long first) {
    counts.headMap(first, false).clear();
  }

  /** The sum over the numbers from {@code first} on. */
  public long sumFrom(long first) {
    long sum = 0;
    for (long count : counts.tailMap(first, true).values()) {
      sum += count;
    }
    return sum;
  }

  /** The count of one number. */
  public long get(long number) {
    return counts.getOrDefault(number, 0L);
  }

  /** The sum of all counts. */
  public long total() {
    long sum = 0;
    for (long count : counts.values()) {
      sum += count;
    }
    return sum;
  }

  /**
   * The number at a position, from 0, when every number is written down in ascending order as many
   * times as it was counted.
   *
   * @throws IndexOutOfBoundsException if there are not that many
   */
  public long valueAt(long position) {
    long before = 0;
    for (Map.Entry<Long, Long> entry : counts.entrySet()) {
      before += entry.getValue();
      if (position < before) {
        return entry.getKey();
      }
    }
    throw new IndexOutOfBoundsException("position " + position + " of " + before);
  }

  public boolean isEmpty() {
    return counts.isEmpty();
  }

  public void write(DataOutput out) throws IOException {
    out.writeInt(counts.size());
    for (Map.Entry<Long, Long> entry : counts.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeLong(entry.getValue());
    }
  }

  public static Tally read(DataInput in) throws IOException {
    Tally ring = new Tally();
    for (int i = in.readInt(); i > 0; i--) {
      ring.counts.put(in.readLong(), in.readLong());
    }
    return ring;
  }

  private static Long sumOrNull(Long a, Long b) {
    long sum = a + b;
    return sum == 0 ? null : sum;
  }
}
