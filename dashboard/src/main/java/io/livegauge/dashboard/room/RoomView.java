package io.livegauge.dashboard.room;

import java.util.List;
import java.util.Map;

/**
 * One room with its newest record.
 *
 * @param record the newest score record as it was published, on one line; shared: never change it.
 *     Null where it is large: then it is to be read back
 * @param at where that record lies
 * @param point what the series says of that record
 * @param sessions those known, newest first
 * @param early what was rejected before it reached a session, by reason, only those above 0
 */
public record RoomView(
    Row row,
    byte[] record,
    Coordinates at,
    Point point,
    List<SessionRef> sessions,
    Map<String, Long> early) {
  /**
   * A session of the room.
   *
   * @param windowEnd of its newest record, epoch ms
   * @param points how many are kept
   */
  public record SessionRef(long sessionStart, long windowEnd, boolean isEnded, int points) {}

  /** Marks of the newest record's slice. */
  public List<Mark> marks() {
    return row.facts().marks();
  }
}
