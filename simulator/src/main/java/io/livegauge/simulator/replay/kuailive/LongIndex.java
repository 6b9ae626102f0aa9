package io.livegauge.simulator.replay.kuailive;

import java.util.Arrays;

/** Numbers different longs 0, 1, 2 … as they come; some 20 bytes each, for ids by the million. */
final class LongIndex {
  private static final int MIN_SLOTS = 1 << 10;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[MIN_SLOTS / 2];

  /** Number of the key in a slot plus 1, 0 where it is free. */
  private int[] slots = new int[MIN_SLOTS];

  private int size;

  int size() {
    return size;
  }

  /** The key of that number. */
  long key(int number) {
    return keys[number];
  }

  /** The number of a key, or -1. */
  int find(long key) {
    return slots[slot(key)] - 1;
  }

  boolean contains(long key) {
    return find(key) >= 0;
  }

  /** The number of a key; a new one gets {@link #size()} as it was before. */
  int add(long key) {
    int slot = slot(key);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size + (size >> 1));
    }
    keys[size] = key;
    size++;
    slots[slot] = size;
    if (size > slots.length / 4 * 3) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    for (int i = 0; i < size; i++) {
      slots[slot(keys[i])] = i + 1;
    }
  }

  /** Where a key is, or the free slot where it would go. */
  private int slot(long key) {
    int mask = slots.length - 1;
    long mixed = key * GOLDEN;
    int slot = (int) (mixed ^ (mixed >>> 32)) & mask;
    while (slots[slot] != 0 && keys[slots[slot] - 1] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
