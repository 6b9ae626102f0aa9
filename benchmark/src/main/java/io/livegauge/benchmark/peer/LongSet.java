package io.livegauge.benchmark.peer;

/** A set of numbers without boxes: open addressing; also a bean, so that engines can store it. */
public final class LongSet {
  private static final int FIRST_LENGTH = 8;

  /** A power of two long, at most half full; 0 is a free place. */
  public long[] table = new long[FIRST_LENGTH];

  /** How many numbers other than 0 there are. */
  public int size;

  /** Whether 0 is one of them. */
  public boolean hasZero;

  /** Adds a number; nothing happens where it is there. */
  public void add(long value) {
    if (value == 0) {
      hasZero = true;
      return;
    }
    int place = place(table, value);
    if (table[place] == value) {
      return;
    }
    table[place] = value;
    size++;
    if (2 * size > table.length) {
      grow();
    }
  }

  /** Adds all numbers of another set. */
  public void addAll(LongSet other) {
    hasZero |= other.hasZero;
    for (long value : other.table) {
      if (value != 0) {
        add(value);
      }
    }
  }

  /** How many numbers there are. */
  public int count() {
    return size + (hasZero ? 1 : 0);
  }

  private void grow() {
    long[] larger = new long[2 * table.length];
    for (long value : table) {
      if (value != 0) {
        larger[place(larger, value)] = value;
      }
    }
    table = larger;
  }

  private static int place(long[] table, long value) {
    int mask = table.length - 1;
    long mixed = value * 0x9E3779B97F4A7C15L;
    int place = (int) (mixed >>> 32) & mask;
    while (table[place] != 0 && table[place] != value) {
      place = (place + 1) & mask;
    }
    return place;
  }
}
