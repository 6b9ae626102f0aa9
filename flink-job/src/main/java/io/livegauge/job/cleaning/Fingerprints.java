package io.livegauge.job.cleaning;

import io.livegauge.event.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The fingerprints of one bucket, each with the time at which it was last seen: an open-addressing
 * table of primitives, and beside it, in order of time, what was put since the last {@link #write}.
 *
 * <p>Growth: fingerprints live for the longest duplicate window; the table is rebuilt without the
 * dead ones before it grows. Times must never go back, but to where {@link #begin} was called by
 * {@link #undo}. Not thread-safe.
 */
final class Fingerprints {
  /** No time: not known. */
  static final long NONE = Long.MIN_VALUE;

  private static final int LEAST_SLOTS = 16;

  private final long millis;

  /** 0 where a slot is free. */
  private long[] keys = new long[LEAST_SLOTS];

  /** Beside each key its time, counted from {@link #origin}. */
  private int[] times = new int[LEAST_SLOTS];

  private long origin;
  private int size;

  private long[] freshKeys = {};
  private long[] freshTimes = {};
  private int fresh;

  /** What of the fresh ones can be undone: all from this index on, which were put since. */
  private int undoFrom;

  /** No put that can be undone is before it; {@link Long#MAX_VALUE} where none can be. */
  private long since = Long.MAX_VALUE;

  /** When each of those was seen before. */
  private long[] timesBefore = {};

  /**
   * @param millis how long a fingerprint is of use; below 2^31
   */
  Fingerprints(long millis) {
    this.millis = millis;
  }

  /** When the fingerprint was last seen, or {@link #NONE}; maybe longer ago than it is of use. */
  long get(long fingerprint) {
    int slot = slotOf(nonZero(fingerprint));
    return keys[slot] == 0 ? NONE : origin + times[slot];
  }

  /** Remembers a fingerprint, or that it was seen again. */
  void put(long fingerprint, long time) {
    long before = insert(fingerprint, time);
    if (fresh == freshKeys.length) {
      // What is dead need not be written any more.
      int dead = 0;
      while (dead < fresh && isDead(freshTimes[dead], Math.min(time, since))) {
        dead++;
      }
      int live = fresh - dead;
      int length = Math.max(LEAST_SLOTS, live * 2);
      freshKeys = Arrays.copyOfRange(freshKeys, dead, dead + length);
      freshTimes = Arrays.copyOfRange(freshTimes, dead, dead + length);
      fresh = live;
      undoFrom -= dead;
    }
    if (since != Long.MAX_VALUE) {
      int index = fresh - undoFrom;
      if (index == timesBefore.length) {
        timesBefore = Arrays.copyOf(timesBefore, Math.max(LEAST_SLOTS, 2 * index));
      }
      timesBefore[index] = before;
    }
    freshKeys[fresh] = nonZero(fingerprint);
    freshTimes[fresh] = time;
    fresh++;
  }

  /**
   * From now on puts can be undone.
   *
   * @param time no put comes before it
   */
  void begin(long time) {
    since = time;
    undoFrom = fresh;
  }

  /** Takes back all puts since {@link #begin}; what was new then is dead and is not written. */
  void undo() {
    for (int i = fresh - 1; i >= undoFrom; i--) {
      long time = Math.max(timesBefore[i - undoFrom], since - millis - 1);
      times[slotOf(freshKeys[i])] = (int) (time - origin);
    }
    fresh = undoFrom;
    commit();
  }

  /** What was put since {@link #begin} stays. */
  void commit() {
    since = Long.MAX_VALUE;
    timesBefore = new long[0];
  }

  /** Gives back the heap of fingerprints that no event at {@code now} or later can meet. */
  void prune(long now) {
    rebuild(now);
    trimFresh();
  }

  /** Whether there is something to {@link #write}. */
  boolean hasFresh() {
    return fresh > 0;
  }

  /** The time of the last one to {@link #write}. */
  long freshUpTo() {
    return freshTimes[fresh - 1];
  }

  /** About how many bytes {@link #write} writes. */
  int freshBytes() {
    return 16 + 10 * fresh;
  }

  /** Writes what was put since the last time: the number, the first time, then keys and steps. */
  void write(DataOutput out) throws IOException {
    Binary.writeUnsigned(out, fresh);
    long before = 0;
    for (int i = 0; i < fresh; i++) {
      out.writeLong(freshKeys[i]);
      Binary.writeUnsigned(out, freshTimes[i] - before);
      before = freshTimes[i];
    }
    trimFresh(); // the next time as much may be written
    fresh = 0;
  }

  /** Adds what {@link #write} wrote; chunks must come in their order. */
  void read(DataInput in) throws IOException {
    long time = 0;
    for (int i = Binary.readLength(in); i > 0; i--) {
      long key = in.readLong();
      time += Binary.readUnsigned(in);
      insert(key, time);
    }
  }

  /** The heap it takes. */
  long heapBytes() {
    return 12L * keys.length + 16L * freshKeys.length;
  }

  private void trimFresh() {
    if (fresh < freshKeys.length / 4) {
      freshKeys = Arrays.copyOf(freshKeys, 2 * fresh);
      freshTimes = Arrays.copyOf(freshTimes, 2 * fresh);
    }
  }

  /** Returns when the fingerprint was seen before. */
  private long insert(long fingerprint, long time) {
    if (size == 0) {
      origin = time;
    } else if (time - origin > Integer.MAX_VALUE) {
      rebuild(Math.min(time, since));
    }
    long key = nonZero(fingerprint);
    int slot = slotOf(key);
    if (keys[slot] == 0) {
      if (size >= keys.length / 4 * 3) {
        rebuild(Math.min(time, since));
        slot = slotOf(key);
      }
      keys[slot] = key;
      size++;
      times[slot] = (int) (time - origin);
      return NONE;
    }
    long before = origin + times[slot];
    times[slot] = (int) (time - origin);
    return before;
  }

  /** Drops the dead ones: the table is half full at most then, with the origin at the oldest. */
  private void rebuild(long now) {
    int live = 0;
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0 && !isDead(origin + times[i], now)) {
        live++;
      }
    }
    int slots = Math.max(LEAST_SLOTS, Integer.highestOneBit(Math.max(1, live * 2 - 1)) << 1);
    if (slots == keys.length) {
      removeDead(now);
    } else {
      moveTo(slots, now);
    }
    size = live;
    long shift = now - millis - origin;
    for (int i = 0; i < times.length; i++) {
      times[i] -= (int) shift;
    }
    origin += shift;
  }

  /** In place, since a bucket of one size comes by here again and again. */
  private void removeDead(long now) {
    for (int i = 0; i < keys.length; i++) {
      // What moves into the slot may be dead, too.
      while (keys[i] != 0 && isDead(origin + times[i], now)) {
        remove(i);
      }
    }
  }

  /** Frees a slot; those behind that were put there only because it was taken move up. */
  private void remove(int slot) {
    int mask = keys.length - 1;
    int free = slot;
    for (int next = slot + 1 & mask; keys[next] != 0; next = next + 1 & mask) {
      int home = (int) (keys[next] >>> 32) & mask;
      if ((next - home & mask) >= (next - free & mask)) {
        keys[free] = keys[next];
        times[free] = times[next];
        free = next;
      }
    }
    keys[free] = 0;
  }

  /** Takes the live ones into a table of another size. */
  private void moveTo(int slots, long now) {
    long[] oldKeys = keys;
    int[] oldTimes = times;
    keys = new long[slots];
    times = new int[slots];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0 && !isDead(origin + oldTimes[i], now)) {
        int slot = slotOf(oldKeys[i]);
        keys[slot] = oldKeys[i];
        times[slot] = oldTimes[i];
      }
    }
  }

  private boolean isDead(long time, long now) {
    return now - time > millis;
  }

  /** The slot that holds the key, or the free one where it belongs. */
  private int slotOf(long key) {
    int mask = keys.length - 1;
    int slot = (int) (key >>> 32) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  /** A key is never 0; one in 2^64 is taken for another. */
  private static long nonZero(long fingerprint) {
    return fingerprint == 0 ? 1 : fingerprint;
  }
}
