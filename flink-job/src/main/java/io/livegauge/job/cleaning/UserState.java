package io.livegauge.job.cleaning;

import io.livegauge.measure.Source;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is remembered of one user in one stream, until {@code silence} after their last valid event.
 *
 * <p>Growth: fingerprints live as long as the longest duplicate window, streaks as long as their
 * memory, answered survey items as long as the user.
 */
final class UserState {
  /** No slice: never present, never clicked. */
  static final long NEVER = Long.MIN_VALUE;

  private static final Source[] SOURCES = Source.values();

  /** Tells this user from an earlier one of the same id who was forgotten. */
  final long firstValid;

  long lastValid;

  /** Fingerprint of a distinct (carts: accepted) event to the time of the last one. */
  final Map<Long, Long> fingerprints = new HashMap<>();

  long fingerprintsPruned;
  final Set<Long> answeredItems = new HashSet<>(0);

  /** Times of accepted logins and logouts within the access window, oldest first. */
  long[] logins = {};

  long[] logouts = {};

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

  final Map<Long, Streak> streaks = new HashMap<>(0);

  UserState(long firstValid) {
    this.firstValid = firstValid;
    this.lastValid = firstValid;
    this.fingerprintsPruned = firstValid;
  }

  /** Drops the fingerprints and streaks that no event at {@code time} or later can meet. */
  void prune(long time, long fingerprintMillis, long streakMemoryMillis) {
    fingerprints.values().removeIf(last -> time - last > fingerprintMillis);
    streaks
        .values()
        .removeIf(streak -> streak.open() == 0 && time - streak.lastFrame > streakMemoryMillis);
    fingerprintsPruned = time;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(firstValid);
    out.writeLong(lastValid);
    out.writeInt(fingerprints.size());
    for (Map.Entry<Long, Long> entry : fingerprints.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeLong(entry.getValue());
    }
    out.writeLong(fingerprintsPruned);
    out.writeInt(answeredItems.size());
    for (long item : answeredItems) {
      out.writeLong(item);
    }
    writeTimes(logins, out);
    writeTimes(logouts, out);
    out.writeLong(presenceEnd);
    out.writeLong(lastPresenceEvent);
    out.writeLong(presentMillis);
    out.writeLong(lastPresentSlice);
    out.writeLong(lastClickSlice);
    out.writeLong(lastPinnedClickSlice);
    out.writeLong(lastGameSlice);
    out.writeBoolean(ordered);
    out.writeByte(source == null ? -1 : source.ordinal());
    out.writeInt(streaks.size());
    for (Map.Entry<Long, Streak> entry : streaks.entrySet()) {
      out.writeLong(entry.getKey());
      entry.getValue().write(out);
    }
  }

  static UserState read(DataInput in) throws IOException {
    UserState user = new UserState(in.readLong());
    user.lastValid = in.readLong();
    for (int i = in.readInt(); i > 0; i--) {
      user.fingerprints.put(in.readLong(), in.readLong());
    }
    user.fingerprintsPruned = in.readLong();
    for (int i = in.readInt(); i > 0; i--) {
      user.answeredItems.add(in.readLong());
    }
    user.logins = readTimes(in);
    user.logouts = readTimes(in);
    user.presenceEnd = in.readLong();
    user.lastPresenceEvent = in.readLong();
    user.presentMillis = in.readLong();
    user.lastPresentSlice = in.readLong();
    user.lastClickSlice = in.readLong();
    user.lastPinnedClickSlice = in.readLong();
    user.lastGameSlice = in.readLong();
    user.ordered = in.readBoolean();
    byte source = in.readByte();
    user.source = source < 0 ? null : SOURCES[source];
    for (int i = in.readInt(); i > 0; i--) {
      user.streaks.put(in.readLong(), Streak.read(in));
    }
    return user;
  }

  private static void writeTimes(long[] times, DataOutput out) throws IOException {
    out.writeInt(times.length);
    for (long time : times) {
      out.writeLong(time);
    }
  }

  private static long[] readTimes(DataInput in) throws IOException {
    long[] times = new long[in.readInt()];
    for (int i = 0; i < times.length; i++) {
      times[i] = in.readLong();
    }
    return times;
  }
}
