package io.livegauge.job.cleaning;

import io.livegauge.job.slice.Tally;
import io.livegauge.measure.Interaction;
import java.util.Arrays;

/**
 * How often each user of a slice interacted, in an open-addressing table of primitives that serves
 * one slice after the other. Not thread-safe.
 *
 * <p>Growth: it stays as large as the slice with the most interacting users needed it.
 */
final class InteractionCounts {
  private static final int KINDS = Interaction.values().length;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int LEAST_SLOTS = 16;

  /** The round in the upper half, the row in the lower; of another round it is free. */
  private long[] slots = new long[LEAST_SLOTS];

  private int round = 1;

  // By row: the user, and KINDS counts.
  private long[] users = new long[LEAST_SLOTS / 2];
  private long[] counts = new long[LEAST_SLOTS / 2 * KINDS];
  private int rows;

  /** Adds to what a user did. */
  void add(long userHash, Interaction kind, long count) {
    int row = rowOf(userHash); // which may move the counts
    counts[row * KINDS + kind.ordinal()] += count;
  }

  /** Counts the users by how often each did it, and forgets them. */
  void moveTo(Tally[] byKind) {
    for (int i = 0; i < rows * KINDS; i++) {
      if (counts[i] > 0) {
        byKind[i % KINDS].add(counts[i], 1);
      }
    }
    clear();
  }

  /** Forgets all users. */
  void clear() {
    Arrays.fill(counts, 0, rows * KINDS, 0);
    rows = 0;
    round++;
    if (round == 0) {
      Arrays.fill(slots, 0);
      round = 1;
    }
  }

  private int rowOf(long userHash) {
    int slot = slotOf(userHash);
    if (isTaken(slot)) {
      return (int) slots[slot];
    }
    if (rows == users.length) {
      grow();
      slot = slotOf(userHash);
    }
    users[rows] = userHash;
    slots[slot] = taken(rows);
    return rows++;
  }

  /** The slot that holds the user, or the free one where they belong. */
  private int slotOf(long userHash) {
    int mask = slots.length - 1;
    int slot = (int) ((userHash * GOLDEN) >>> 32) & mask;
    while (isTaken(slot) && users[(int) slots[slot]] != userHash) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private boolean isTaken(int slot) {
    return slots[slot] >>> 32 == Integer.toUnsignedLong(round);
  }

  private long taken(int row) {
    return (long) round << 32 | row;
  }

  private void grow() {
    users = Arrays.copyOf(users, users.length * 2);
    counts = Arrays.copyOf(counts, users.length * KINDS);
    slots = new long[users.length * 2];
    for (int row = 0; row < rows; row++) {
      slots[slotOf(users[row])] = taken(row);
    }
  }
}
