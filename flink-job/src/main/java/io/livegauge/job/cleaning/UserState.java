package io.livegauge.job.cleaning;

import io.livegauge.event.Binary;
import io.livegauge.measure.Source;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is remembered of one user in one stream, until {@code silence} after their last valid event;
 * fingerprints are the bucket's.
 *
 * <p>Growth: streaks live as long as their memory and until the users of the bucket are next looked
 * through, answered survey items as long as the user.
 */
final class UserState {
  /** No slice: never present, never clicked. */
  static final long NEVER = Long.MIN_VALUE;

  /** The heap that one takes, by estimate: fields, a login, the place in the table. */
  static final long HEAP_BYTES = 160;

  private static final Source[] SOURCES = Source.values();
  private static final long[] NO_TIMES = {};

  // What of the rest is there.
  private static final int ORDERED = 1;
  private static final int PRESENT = 1 << 1;
  private static final int CLICKED = 1 << 2;
  private static final int CLICKED_PINNED = 1 << 3;
  private static final int PLAYED = 1 << 4;
  private static final int ACCESSED = 1 << 5;
  private static final int ANSWERED = 1 << 6;
  private static final int STREAKS = 1 << 7;

  final long userHash;

  /** Tells this user from an earlier one of the same id who was forgotten. */
  final long firstValid;

  long lastValid;

  /** Whether something has changed since the user was last written. */
  boolean changed;

  /** The last journal of the bucket that knows how the user was before. */
  int journal;

  /** Survey items that were answered; of most users none. */
  Set<Long> answeredItems = Set.of();

  /** Times of accepted logins and logouts within the access window, oldest first. */
  long[] logins = NO_TIMES;

  long[] logouts = NO_TIMES;

  /** First instant at which the viewer is not present any more, by what is known so far. */
  long presenceEnd = NEVER;

  long lastPresenceEvent = NEVER;

  /** Presence in the session up to {@link #presenceEnd}. */
  long presentMillis;

  /** Slice of the last instant of presence; and of the last click, pinned click and game. */
  long lastPresentSlice = NEVER;

  long lastClickSlice = NEVER;
  long lastPinnedClickSlice = NEVER;
  long lastGameSlice = NEVER;

  /** Whether there was a distinct order with an amount in range. */
  boolean ordered;

  /** The first source that an event of theirs carried, or null. */
  Source source;

  /** Gift streaks by the fingerprint of their id; of most users none. */
  Map<Long, Streak> streaks = Map.of();

  UserState(long userHash, long firstValid) {
    this.userHash = userHash;
    this.firstValid = firstValid;
    this.lastValid = firstValid;
  }

  /** The user as they are now. */
  UserState copy() {
    UserState copy = new UserState(userHash, firstValid);
    copy.become(this);
    if (!answeredItems.isEmpty()) {
      copy.answeredItems = new HashSet<>(answeredItems);
    }
    if (!streaks.isEmpty()) {
      copy.streaks = new HashMap<>();
      streaks.forEach((id, streak) -> copy.streaks.put(id, streak.copy()));
    }
    return copy;
  }

  /** Becomes a copy of them, which is of no use any more. */
  void become(UserState copy) {
    lastValid = copy.lastValid;
    changed = copy.changed;
    answeredItems = copy.answeredItems;
    logins = copy.logins;
    logouts = copy.logouts;
    presenceEnd = copy.presenceEnd;
    lastPresenceEvent = copy.lastPresenceEvent;
    presentMillis = copy.presentMillis;
    lastPresentSlice = copy.lastPresentSlice;
    lastClickSlice = copy.lastClickSlice;
    lastPinnedClickSlice = copy.lastPinnedClickSlice;
    lastGameSlice = copy.lastGameSlice;
    ordered = copy.ordered;
    source = copy.source;
    streaks = copy.streaks;
  }

  /** Notes an answer; false if the item was answered before. */
  boolean answer(long item) {
    if (answeredItems.isEmpty()) {
      answeredItems = new HashSet<>(4);
    }
    return answeredItems.add(item);
  }

  void putStreak(long id, Streak streak) {
    if (streaks.isEmpty()) {
      streaks = new HashMap<>(4);
    }
    streaks.put(id, streak);
  }

  boolean hasOpenStreak() {
    for (Streak streak : streaks.values()) {
      if (streak.open() > 0) {
        return true;
      }
    }
    return false;
  }

  /** Drops the streaks that no event at {@code time} or later can meet. */
  void pruneStreaks(long time, long streakMemoryMillis) {
    if (!streaks.isEmpty()) {
      streaks
          .values()
          .removeIf(streak -> streak.open() == 0 && time - streak.lastFrame > streakMemoryMillis);
    }
  }

  /** Writes the user: times and slices count from others that are near, so most take few bytes. */
  void write(DataOutput out) throws IOException {
    int parts =
        (ordered ? ORDERED : 0)
            | (lastPresentSlice != NEVER ? PRESENT : 0)
            | (lastClickSlice != NEVER ? CLICKED : 0)
            | (lastPinnedClickSlice != NEVER ? CLICKED_PINNED : 0)
            | (lastGameSlice != NEVER ? PLAYED : 0)
            | (logins.length + logouts.length > 0 ? ACCESSED : 0)
            | (answeredItems.isEmpty() ? 0 : ANSWERED)
            | (streaks.isEmpty() ? 0 : STREAKS);
    out.writeByte(parts);
    out.writeByte(source == null ? -1 : source.ordinal());
    out.writeLong(userHash);
    Binary.writeSigned(out, lastValid);
    Binary.writeSigned(out, lastValid - firstValid);
    if (lastPresentSlice != NEVER) {
      Binary.writeSigned(out, presenceEnd - lastValid);
      Binary.writeSigned(out, presenceEnd - lastPresenceEvent);
      Binary.writeSigned(out, presentMillis);
      Binary.writeSigned(out, lastPresentSlice);
    }
    long near = lastPresentSlice == NEVER ? 0 : lastPresentSlice;
    writeSlice(lastClickSlice, near, out);
    writeSlice(lastPinnedClickSlice, near, out);
    writeSlice(lastGameSlice, near, out);
    if ((parts & ACCESSED) != 0) {
      writeTimes(logins, out);
      writeTimes(logouts, out);
    }
    if (!answeredItems.isEmpty()) {
      Binary.writeUnsigned(out, answeredItems.size());
      for (long item : answeredItems) {
        out.writeLong(item);
      }
    }
    if (!streaks.isEmpty()) {
      Binary.writeUnsigned(out, streaks.size());
      for (Map.Entry<Long, Streak> entry : streaks.entrySet()) {
        out.writeLong(entry.getKey());
        entry.getValue().write(out);
      }
    }
  }

  static UserState read(DataInput in) throws IOException {
    int parts = in.readUnsignedByte();
    byte source = in.readByte();
    long userHash = in.readLong();
    long lastValid = Binary.readSigned(in);
    UserState user = new UserState(userHash, lastValid - Binary.readSigned(in));
    user.lastValid = lastValid;
    user.ordered = (parts & ORDERED) != 0;
    user.source = source < 0 ? null : SOURCES[source];
    if ((parts & PRESENT) != 0) {
      user.presenceEnd = lastValid + Binary.readSigned(in);
      user.lastPresenceEvent = user.presenceEnd - Binary.readSigned(in);
      user.presentMillis = Binary.readSigned(in);
      user.lastPresentSlice = Binary.readSigned(in);
    }
    long near = user.lastPresentSlice == NEVER ? 0 : user.lastPresentSlice;
    user.lastClickSlice = (parts & CLICKED) == 0 ? NEVER : near + Binary.readSigned(in);
    user.lastPinnedClickSlice =
        (parts & CLICKED_PINNED) == 0 ? NEVER : near + Binary.readSigned(in);
    user.lastGameSlice = (parts & PLAYED) == 0 ? NEVER : near + Binary.readSigned(in);
    if ((parts & ACCESSED) != 0) {
      user.logins = readTimes(in);
      user.logouts = readTimes(in);
    }
    if ((parts & ANSWERED) != 0) {
      for (int i = Binary.readLength(in); i > 0; i--) {
        user.answer(in.readLong());
      }
    }
    if ((parts & STREAKS) != 0) {
      for (int i = Binary.readLength(in); i > 0; i--) {
        user.putStreak(in.readLong(), Streak.read(in));
      }
    }
    return user;
  }

  private static void writeSlice(long slice, long near, DataOutput out) throws IOException {
    if (slice != NEVER) {
      Binary.writeSigned(out, slice - near);
    }
  }

  private static void writeTimes(long[] times, DataOutput out) throws IOException {
    Binary.writeUnsigned(out, times.length);
    long before = 0;
    for (long time : times) {
      Binary.writeSigned(out, time - before);
      before = time;
    }
  }

  private static long[] readTimes(DataInput in) throws IOException {
    long[] times = new long[Binary.readLength(in)];
    long before = 0;
    for (int i = 0; i < times.length; i++) {
      before += Binary.readSigned(in);
      times[i] = before;
    }
    return times;
  }
}
