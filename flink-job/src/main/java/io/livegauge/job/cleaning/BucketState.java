package io.livegauge.job.cleaning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is kept of one user bucket of one stream: its users; after an end by {@code stream_end} only
 * the end, for 24 hours.
 */
final class BucketState {
  /** No end known. */
  static final long NONE = Long.MIN_VALUE;

  final Map<Long, UserState> users = new HashMap<>();

  /** Those of them with gifts that are not booked yet: kept beside so that no slice asks all. */
  final Set<Long> usersWithOpenStreaks = new HashSet<>(0);

  /** The slice end at which the last session ended by stream_end, or {@link #NONE}. */
  long endedAt = NONE;

  /** The slice end at which users are next looked through for those to forget. */
  long nextSweep = Long.MAX_VALUE;

  boolean isEmpty() {
    return users.isEmpty() && endedAt == NONE;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(users.size());
    for (Map.Entry<Long, UserState> entry : users.entrySet()) {
      out.writeLong(entry.getKey());
      entry.getValue().write(out);
    }
    out.writeLong(endedAt);
    out.writeLong(nextSweep);
  }

  static BucketState read(DataInput in) throws IOException {
    BucketState state = new BucketState();
    for (int i = in.readInt(); i > 0; i--) {
      long userHash = in.readLong();
      UserState user = UserState.read(in);
      state.users.put(userHash, user);
      if (user.streaks.values().stream().anyMatch(streak -> streak.open() > 0)) {
        state.usersWithOpenStreaks.add(userHash);
      }
    }
    state.endedAt = in.readLong();
    state.nextSweep = in.readLong();
    return state;
  }
}
