package io.livegauge.job.cleaning;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The users of a bucket by their hash, in an open-addressing table. Hashes are keyed, so that
 * nobody can choose them to collide. Not thread-safe.
 */
final class UserTable {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int LEAST_SLOTS = 4;

  private UserState[] slots = new UserState[LEAST_SLOTS];
  private int size;

  /** The user of that hash, or null. */
  UserState get(long userHash) {
    return slots[slotOf(userHash)];
  }

  /** Adds a user, in the place of an earlier one of the same hash. */
  void put(UserState user) {
    if (size >= slots.length / 4 * 3) {
      rebuild(slots.length * 2);
    }
    int slot = slotOf(user.userHash);
    if (slots[slot] == null) {
      size++;
    }
    slots[slot] = user;
  }

  /** Removes the user of that hash, if there is one. */
  void remove(long userHash) {
    int mask = slots.length - 1;
    int slot = slotOf(userHash);
    if (slots[slot] == null) {
      return;
    }
    slots[slot] = null;
    size--;
    // Those behind may have been put there only because the slot was taken.
    for (int next = slot + 1 & mask; slots[next] != null; next = next + 1 & mask) {
      UserState moved = slots[next];
      slots[next] = null;
      slots[slotOf(moved.userHash)] = moved;
    }
  }

  void forEach(Consumer<UserState> action) {
    for (UserState user : slots) {
      if (user != null) {
        action.accept(user);
      }
    }
  }

  /** Removes the users that are chosen; each is asked for once. */
  void removeIf(Predicate<UserState> isChosen) {
    int left = 0;
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] != null && isChosen.test(slots[i])) {
        slots[i] = null;
      }
      left += slots[i] == null ? 0 : 1;
    }
    if (left < size) {
      size = left;
      rebuild(Math.max(LEAST_SLOTS, Integer.highestOneBit(Math.max(1, left * 2 - 1)) << 1));
    }
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The heap that the table takes, users left out. */
  long heapBytes() {
    return 8L * slots.length;
  }

  private void rebuild(int length) {
    UserState[] old = slots;
    slots = new UserState[length];
    for (UserState user : old) {
      if (user != null) {
        slots[slotOf(user.userHash)] = user;
      }
    }
  }

  /** The slot that holds the user, or the free one where they belong. */
  private int slotOf(long userHash) {
    int mask = slots.length - 1;
    int slot = (int) ((userHash * GOLDEN) >>> 32) & mask;
    while (slots[slot] != null && slots[slot].userHash != userHash) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
