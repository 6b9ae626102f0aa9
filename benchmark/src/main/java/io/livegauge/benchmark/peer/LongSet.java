package io.livegauge.benchmark.peer;

import io.livegauge.event.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.LongConsumer;

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

  /** Gives all numbers, in no order. */
  public void forEach(LongConsumer action) {
    if (hasZero) {
      action.accept(0);
    }
    for (long value : table) {
      if (value != 0) {
        action.accept(value);
      }
    }
  }

  /** How many numbers there are. */
  public int count() {
    return size + (hasZero ? 1 : 0);
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(hasZero);
    Binary.writeUnsigned(out, size);
    for (long value : table) {
      if (value != 0) {
        out.writeLong(value);
      }
    }
  }

  static LongSet read(DataInput in) throws IOException {
    LongSet set = new LongSet();
    set.hasZero = in.readBoolean();
    int size = Binary.readLength(in);
    // At most half full, and never rehashed on the way.
    set.table = new long[Math.max(FIRST_LENGTH, 4 * Integer.highestOneBit(size))];
    for (int i = 0; i < size; i++) {
      set.add(in.readLong());
    }
    return set;
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
