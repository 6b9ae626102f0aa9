package io.livegauge.job.cleaning;

import io.livegauge.event.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is kept of one user bucket of one stream: its users and their fingerprints; after an end by
 * {@code stream_end} only the end, for 24 hours. It knows what of it has changed since it was last
 * written.
 */
final class BucketState {
  /** No end known. */
  static final long NONE = Long.MIN_VALUE;

  final UserTable users = new UserTable();

  /** Those of them with gifts that are not booked yet: kept beside so that no slice asks all. */
  final Set<Long> usersWithOpenStreaks = new HashSet<>(0);

  /** When a fingerprint was last seen in a distinct (carts: accepted) event. */
  Fingerprints fingerprints;

  /** The slice end at which the last session ended by stream_end, or {@link #NONE}. */
  long endedAt = NONE;

  /** The slice end at which users are next looked through for those to forget. */
  long nextSweep = Long.MAX_VALUE;

  /** The slice end that was closed last. */
  long closedAt = NONE;

  /** Whether users have gone since the state was last written: then all others are written anew. */
  boolean hasForgotten;

  private final long fingerprintMillis;
  private List<UserState> changed = new ArrayList<>();

  /** How many users the written chunks hold: those written more than once count as often. */
  int writtenUsers;

  /** The written chunks of fingerprints, each by its last time, oldest first. */
  private final ArrayDeque<Long> chunks = new ArrayDeque<>();

  /** Written chunks that are of no use any more. */
  private final List<Long> deadChunks = new ArrayList<>();

  /** The slice that is taken ahead of its close, or null: see {@link BucketRules#takeAhead}. */
  BucketRules.Closing ahead;

  /** How to undo what was done ahead, or null while nothing can be undone. */
  private Journal journal;

  private int journals;

  /**
   * @param fingerprintMillis how long a fingerprint is of use
   */
  BucketState(long fingerprintMillis) {
    this.fingerprintMillis = fingerprintMillis;
    this.fingerprints = new Fingerprints(fingerprintMillis);
  }

  boolean isEmpty() {
    return users.isEmpty() && endedAt == NONE;
  }

  /**
   * From now on what {@link #add} and {@link #change} announce, and fingerprints, can be undone.
   */
  void begin(long time) {
    journals++;
    journal = new Journal(nextSweep, changed.size());
    fingerprints.begin(time);
  }

  /** Whether there is something to {@link #undo}. */
  boolean canUndo() {
    return journal != null;
  }

  /** Becomes what it was at {@link #begin}. */
  void undo() {
    List<UserState> changedSince = changed.subList(journal.changed, changed.size());
    changedSince.forEach(user -> user.changed = false);
    changedSince.clear();
    for (int i = 0; i < journal.touched.size(); i++) {
      UserState user = journal.touched.get(i);
      user.become(journal.copies.get(i));
      if (!user.hasOpenStreak()) {
        usersWithOpenStreaks.remove(user.userHash);
      }
    }
    for (int i = journal.added.size() - 1; i >= 0; i--) {
      long userHash = journal.added.get(i).userHash;
      UserState replaced = journal.replaced.get(i);
      if (replaced == null) {
        users.remove(userHash);
      } else {
        users.put(replaced);
      }
      if (replaced == null || !replaced.hasOpenStreak()) {
        usersWithOpenStreaks.remove(userHash);
      }
    }
    nextSweep = journal.nextSweep;
    fingerprints.undo();
    journal = null;
  }

  /** What was done since {@link #begin} stays. */
  void commit() {
    journal = null;
    fingerprints.commit();
  }

  /** Adds a user, in the place of an earlier one of the same hash. */
  void add(UserState user) {
    if (journal != null) {
      user.journal = journals;
      journal.added.add(user);
      journal.replaced.add(users.get(user.userHash));
    }
    users.put(user);
  }

  /** Notes that a user is new or will change. */
  void change(UserState user) {
    if (journal != null && user.journal != journals) {
      user.journal = journals;
      journal.touched.add(user);
      journal.copies.add(user.copy());
    }
    if (!user.changed) {
      user.changed = true;
      changed.add(user);
    }
  }

  /** Forgets all users and what was theirs. */
  void forgetAll() {
    users.removeIf(user -> true);
    usersWithOpenStreaks.clear();
    fingerprints = new Fingerprints(fingerprintMillis);
    changed = new ArrayList<>();
    hasForgotten = true;
    deadChunks.addAll(chunks);
    chunks.clear();
  }

  /** Notes that fingerprints were written, up to that time. */
  void addChunk(long lastTime) {
    chunks.addLast(lastTime);
  }

  /** The written chunks of fingerprints to remove. */
  List<Long> takeDeadChunks() {
    while (!chunks.isEmpty() && closedAt - chunks.getFirst() > fingerprintMillis) {
      deadChunks.add(chunks.removeFirst());
    }
    List<Long> taken = List.copyOf(deadChunks);
    deadChunks.clear();
    return taken;
  }

  /** The users that have changed; they count as written from now on. */
  Collection<UserState> takeChanged() {
    List<UserState> taken = changed;
    changed = new ArrayList<>();
    taken.forEach(user -> user.changed = false);
    return taken;
  }

  /** All users. */
  Collection<UserState> allUsers() {
    List<UserState> all = new ArrayList<>(users.size());
    users.forEach(all::add);
    return all;
  }

  /**
   * The heap it takes: an estimate. Without what {@link #undo} needs, which is less than the events
   * of the slice that is taken ahead: no bucket shall leave the heap for being early.
   */
  long heapBytes() {
    return 200
        + users.heapBytes()
        + UserState.HEAP_BYTES * users.size()
        + 8L * changed.size()
        + 100L * usersWithOpenStreaks.size()
        + fingerprints.heapBytes();
  }

  /** Writes all but users and fingerprints. */
  void writeHead(DataOutput out) throws IOException {
    out.writeLong(endedAt);
    out.writeLong(nextSweep);
    out.writeLong(closedAt);
  }

  void readHead(DataInput in) throws IOException {
    endedAt = in.readLong();
    nextSweep = in.readLong();
    closedAt = in.readLong();
  }

  static void writeUsers(Collection<UserState> users, DataOutput out) throws IOException {
    Binary.writeUnsigned(out, users.size());
    for (UserState user : users) {
      user.write(out);
    }
  }

  /** Takes in users, in the place of those known. */
  void readUsers(DataInput in) throws IOException {
    int count = Binary.readLength(in);
    writtenUsers += count;
    for (int i = 0; i < count; i++) {
      UserState user = UserState.read(in);
      users.put(user);
      if (user.hasOpenStreak()) {
        usersWithOpenStreaks.add(user.userHash);
      } else {
        usersWithOpenStreaks.remove(user.userHash);
      }
    }
  }

  /** What was, of all that has changed since. */
  private static final class Journal {
    final long nextSweep;

    /** How many users had changed. */
    final int changed;

    final List<UserState> added = new ArrayList<>();

    /** Beside each that was added the one in whose place, or null. */
    final List<UserState> replaced = new ArrayList<>();

    final List<UserState> touched = new ArrayList<>();
    final List<UserState> copies = new ArrayList<>();

    Journal(long nextSweep, int changed) {
      this.nextSweep = nextSweep;
      this.changed = changed;
    }
  }
}
