package io.livegauge.simulator;

import java.util.HashMap;
import java.util.Map;

/** One viewer of one stream: what they did that bounds what they can do next. */
final class Viewer {
  private static final long LONG_AGO = Long.MIN_VALUE / 2;

  final String userId;

  /** Their last event's time; the next one is later, so no two events of theirs coincide. */
  long lastTime;

  boolean present;

  /** Where they stand in the stream's list of the present. */
  int slot;

  /** Begin of this visit. */
  long enteredAt;

  /** Visits made; work planned in an earlier one is void. */
  int visit;

  long leaveAt;

  /** No leaving before: a streak or a purchase is under way. */
  long busyUntil;

  boolean follows;
  long likedAt = LONG_AGO;
  long sharedAt = LONG_AGO;
  long barrageAt = LONG_AGO;
  long clickedAt = LONG_AGO;

  /** Survey items answered, one bit each. */
  int answered;

  /** Last round of games joined. */
  long gameRound = LONG_AGO;

  private Map<Integer, Long> addedAt;

  Viewer(String userId, long time) {
    this.userId = userId;
    this.lastTime = time;
  }

  /** Whether this item was not added within the time up to now. */
  boolean canAdd(int item, long now, long withinMillis) {
    Long last = addedAt == null ? null : addedAt.get(item);
    return last == null || now - last > withinMillis;
  }

  void added(int item, long now) {
    if (addedAt == null) {
      addedAt = new HashMap<>();
    }
    addedAt.put(item, now);
  }
}
