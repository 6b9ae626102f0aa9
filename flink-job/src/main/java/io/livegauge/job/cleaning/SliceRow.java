package io.livegauge.job.cleaning;

import io.livegauge.job.slice.Tally;
import java.util.Arrays;

/**
 * What the closing of a slice adds to a tally by slice, gathered in a dense row from that slice on,
 * where almost all of it lies. A stretch of slices that all get the same is noted at its two ends,
 * so that presence costs as much with short slices as with long ones. One row serves one closing
 * after the other. Not thread-safe.
 */
final class SliceRow {
  private static final int LEAST_SLICES = 32;

  private Tally tally;
  private long first;
  private long[] counts = new long[LEAST_SLICES];

  /** At a slice: what it and all after it get more than the one before. */
  private long[] steps = new long[LEAST_SLICES];

  private int used;

  /**
   * Begins a closing.
   *
   * @param slice the slice that closes
   * @param sum what takes the counts, those of earlier slices at once
   */
  void begin(long slice, Tally sum) {
    first = slice;
    tally = sum;
  }

  /** Adds to one slice. */
  void add(long slice, long amount) {
    if (slice < first) {
      tally.add(slice, amount);
    } else {
      int index = indexOf(slice); // which may move the columns
      counts[index] += amount;
    }
  }

  /**
   * Adds to each slice from {@code from} up to, not including, {@code to}; none is an early one.
   */
  void addToEach(long from, long to, long amount) {
    int start = indexOf(from);
    int end = indexOf(to);
    steps[start] += amount;
    steps[end] -= amount;
  }

  /** Ends the closing: the tally takes what was gathered. */
  void end() {
    long step = 0;
    for (int i = 0; i < used; i++) {
      step += steps[i];
      tally.add(first + i, counts[i] + step);
    }
    Arrays.fill(counts, 0, used, 0);
    Arrays.fill(steps, 0, used, 0);
    used = 0;
    tally = null;
  }

  private int indexOf(long slice) {
    int index = Math.toIntExact(slice - first);
    if (index >= counts.length) {
      int length = Math.max(index + 1, 2 * counts.length);
      counts = Arrays.copyOf(counts, length);
      steps = Arrays.copyOf(steps, length);
    }
    used = Math.max(used, index + 1);
    return index;
  }
}
