package io.livegauge.dashboard.room;

import java.util.Arrays;

/**
 * Whole numbers in order, in 4 bytes each as long as all of them lie within 31 bits of the first
 * one, else in 8. The owner keeps the size. Differences must fit into 64 bits.
 */
final class Column {
  private static final int FIRST_CAPACITY = 8;

  private long base;
  private int[] narrow = {};
  private long[] wide;

  long get(int index) {
    return wide == null ? base + narrow[index] : wide[index];
  }

  void set(int index, long value) {
    if (wide == null && !fits(value)) {
      widen();
    }
    if (wide == null) {
      narrow[index] = (int) (value - base);
    } else {
      wide[index] = value;
    }
  }

  /** Makes room for a value before the one at that index, and sets it. */
  void insert(int index, long value, int size) {
    if (size == 0) {
      base = value;
      wide = null;
    }
    int capacity = wide == null ? narrow.length : wide.length;
    if (size == capacity) {
      resize(Math.max(FIRST_CAPACITY, capacity + (capacity >> 2)));
    }
    Object values = wide == null ? narrow : wide;
    System.arraycopy(values, index, values, index + 1, size - index);
    set(index, value);
  }

  /** Takes out the values from one index up to another, exclusive. */
  void remove(int from, int to, int size) {
    Object values = wide == null ? narrow : wide;
    System.arraycopy(values, to, values, from, size - to);
    int left = size - (to - from);
    int capacity = wide == null ? narrow.length : wide.length;
    if (left < capacity >> 1 && capacity > FIRST_CAPACITY) {
      resize(Math.max(FIRST_CAPACITY, left + (left >> 2)));
    }
  }

  private void resize(int capacity) {
    if (wide == null) {
      narrow = Arrays.copyOf(narrow, capacity);
    } else {
      wide = Arrays.copyOf(wide, capacity);
    }
  }

  private boolean fits(long value) {
    return (int) (value - base) == value - base;
  }

  private void widen() {
    wide = new long[narrow.length];
    for (int i = 0; i < narrow.length; i++) {
      wide[i] = base + narrow[i];
    }
    narrow = new int[0];
  }
}
