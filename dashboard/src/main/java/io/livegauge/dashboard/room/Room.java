package io.livegauge.dashboard.room;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One stream id with its sessions. It shows the session with the newest record; of that record the
 * published bytes are kept. Not thread-safe.
 */
final class Room {
  /** A room without a record for longer than this, while others have some, is quiet. */
  static final long QUIET_MILLIS = 60_000;

  /** Larger records stay in Kafka: of a thousand rooms they would not fit. */
  static final int MOST_KEPT_BYTES = 32 << 10;

  private final String streamId;
  private final NavigableMap<Long, Session> sessions = new TreeMap<>();
  private Session shown;
  private byte[] record;
  private Row row;

  /** Whether the row may no longer say what is known. */
  private boolean isDirty;

  private boolean hasNewRecord;

  Room(String streamId) {
    this.streamId = streamId;
  }

  String streamId() {
    return streamId;
  }

  /** By their starts. */
  NavigableMap<Long, Session> sessions() {
    return sessions;
  }

  /** The session with the newest record; of several with the same slice end the one begun last. */
  Session shown() {
    return shown;
  }

  /** The newest record as it was published, on one line; null where it is too large to keep. */
  byte[] record() {
    return record;
  }

  /** As it was last told, or null. */
  Row row() {
    return row;
  }

  void row(Row newRow) {
    row = newRow;
    isDirty = false;
    hasNewRecord = false;
  }

  /** Whether the newest record has other bytes than when the row was last told. */
  boolean hasNewRecord() {
    return hasNewRecord;
  }

  boolean isDirty() {
    return isDirty;
  }

  void markDirty() {
    isDirty = true;
  }

  void put(ScoreFacts facts, Coordinates at, byte[] value) {
    Session session = sessions.computeIfAbsent(facts.sessionStart(), Session::new);
    if (session.put(facts, at) && (shown == null || isNewer(session, shown))) {
      byte[] line = value.length <= MOST_KEPT_BYTES ? oneLine(value) : null;
      shown = session;
      hasNewRecord |= line == null || !Arrays.equals(record, line);
      record = line;
    }
    if (session == shown) {
      isDirty = true;
    }
  }

  /**
   * Forgets what lies before a time.
   *
   * @return whether nothing is left
   */
  boolean trim(long cutoff) {
    for (Iterator<Session> each = sessions.values().iterator(); each.hasNext(); ) {
      Session session = each.next();
      if (session.windowEnd() < cutoff) {
        // The shown one is the newest, so it goes only where all others do.
        each.remove();
      } else {
        int size = session.series().size();
        session.trim(cutoff);
        // A row near the end of its days loses what its trend and its change were taken from.
        isDirty |=
            session == shown
                && session.series().size() < size
                && session.windowEnd() - Trend.SPAN_MILLIS < cutoff;
      }
    }
    return sessions.isEmpty();
  }

  Status status(long newestWindowEnd) {
    if (shown.isEnded()) {
      return Status.ENDED;
    }
    return shown.windowEnd() < newestWindowEnd - QUIET_MILLIS ? Status.QUIET : Status.LIVE;
  }

  /**
   * Live events are lines. Inside a JSON text a line end can only be white space, so it becomes
   * another white space; the job writes none.
   */
  private static byte[] oneLine(byte[] value) {
    byte[] line = value;
    for (int i = 0; i < value.length; i++) {
      if (value[i] == '\n' || value[i] == '\r') {
        if (line == value) {
          line = value.clone();
        }
        line[i] = ' ';
      }
    }
    return line;
  }

  private static boolean isNewer(Session session, Session other) {
    return session.windowEnd() != other.windowEnd()
        ? session.windowEnd() > other.windowEnd()
        : session.start() >= other.start();
  }
}
