package io.livegauge.dashboard.room;

import java.util.ArrayList;
import java.util.List;

/**
 * One session over time: a point for each slice end, in columns of primitives.
 *
 * <p>What is kept is a function of the records that came in, as long as they come in the order of
 * their slice ends with repeats of any earlier stretch, which is what a partition delivers. Going
 * from the oldest point to the newest, a point stays that
 *
 * <ul>
 *   <li>lies in the last hour before the newest one, or
 *   <li>lies on a whole minute, or in the session's first one, or
 *   <li>has another model than the point kept before it.
 * </ul>
 *
 * A repeat replaces what it repeats. Not thread-safe.
 */
final class Series {
  static final long FULL_MILLIS = 3_600_000;
  static final long MINUTE_MILLIS = 60_000;

  private static final int WINDOW_END = 0;
  private static final int SCORE = 1;
  private static final int VIEWERS = 2;
  private static final int DISTINCT = 3;
  private static final int BUYERS = 4;
  private static final int ORDERS = 5;
  private static final int SALES = 6;
  private static final int GIFT_VALUE = 7;
  private static final int BARRAGES = 8;
  private static final int MODEL = 9;
  private static final int PARTITION = 10;
  private static final int OFFSET = 11;
  private static final int COLUMNS = 12;

  private final long sessionStart;
  private final Column[] columns = new Column[COLUMNS];
  private int size;

  /** Every point up to this slice end is one that stays. */
  private long thinnedTo = Long.MIN_VALUE;

  Series(long sessionStart) {
    this.sessionStart = sessionStart;
    for (int i = 0; i < COLUMNS; i++) {
      columns[i] = new Column();
    }
  }

  int size() {
    return size;
  }

  long windowEnd(int index) {
    return columns[WINDOW_END].get(index);
  }

  int score10000(int index) {
    return (int) columns[SCORE].get(index);
  }

  long viewers(int index) {
    return columns[VIEWERS].get(index);
  }

  Point point(int index) {
    return new Point(
        windowEnd(index),
        score10000(index),
        viewers(index),
        columns[DISTINCT].get(index),
        columns[BUYERS].get(index),
        columns[ORDERS].get(index),
        columns[SALES].get(index),
        columns[GIFT_VALUE].get(index),
        columns[BARRAGES].get(index),
        columns[MODEL].get(index));
  }

  List<Point> points() {
    List<Point> points = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      points.add(point(i));
    }
    return points;
  }

  Coordinates at(int index, String topic) {
    return new Coordinates(topic, (int) columns[PARTITION].get(index), columns[OFFSET].get(index));
  }

  /** The index of that slice end; -1 where no point is kept for it. */
  int find(long windowEnd) {
    int index = lastUpTo(windowEnd);
    return index >= 0 && windowEnd(index) == windowEnd ? index : -1;
  }

  /** The index of the newest point at or before that time; -1 where there is none. */
  int lastUpTo(long time) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (windowEnd(middle) <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /**
   * Takes a record's point in.
   *
   * @return false where it repeats one of a later place
   */
  boolean put(ScoreFacts facts, Coordinates at) {
    long end = facts.windowEnd();
    int index = lastUpTo(end);
    if (index >= 0 && windowEnd(index) == end) {
      if (!at.isAfter((int) columns[PARTITION].get(index), columns[OFFSET].get(index))) {
        return false;
      }
      for (int i = 0; i < COLUMNS; i++) {
        columns[i].set(index, value(i, facts, at));
      }
    } else {
      index++;
      for (int i = 0; i < COLUMNS; i++) {
        columns[i].insert(index, value(i, facts, at), size);
      }
      size++;
    }
    if (end <= thinnedTo) {
      thin(index, 2);
    }
    thinOlderThan(windowEnd(size - 1) - FULL_MILLIS);
    return true;
  }

  /** Forgets the points before a time. */
  void trim(long cutoff) {
    int count = lastUpTo(cutoff - 1) + 1;
    if (count > 0) {
      remove(0, count);
      // The first one has lost the point whose model it was compared with.
      while (size > 0 && windowEnd(0) <= thinnedTo && !stays(0)) {
        remove(0, 1);
      }
    }
  }

  private void thinOlderThan(long boundary) {
    if (boundary > thinnedTo) {
      int index = lastUpTo(thinnedTo) + 1;
      int count = lastUpTo(boundary) + 1 - index;
      thinnedTo = boundary;
      thin(index, count);
    }
  }

  /** Judges that many old points from an index on. */
  private void thin(int from, int count) {
    int index = from;
    for (int n = count; n > 0 && index < size && windowEnd(index) <= thinnedTo; n--) {
      if (stays(index)) {
        index++;
      } else {
        remove(index, index + 1);
      }
    }
  }

  private boolean stays(int index) {
    long end = windowEnd(index);
    return end > windowEnd(size - 1) - FULL_MILLIS
        || end % MINUTE_MILLIS == 0
        || end - sessionStart <= MINUTE_MILLIS
        || (index > 0 && columns[MODEL].get(index) != columns[MODEL].get(index - 1));
  }

  private void remove(int from, int to) {
    for (Column column : columns) {
      column.remove(from, to, size);
    }
    size -= to - from;
  }

  private static long value(int column, ScoreFacts facts, Coordinates at) {
    return switch (column) {
      case WINDOW_END -> facts.windowEnd();
      case SCORE -> facts.score10000();
      case VIEWERS -> facts.viewers();
      case DISTINCT -> facts.distinct();
      case BUYERS -> facts.buyers();
      case ORDERS -> facts.orders();
      case SALES -> facts.sales();
      case GIFT_VALUE -> facts.giftValue();
      case BARRAGES -> facts.barrages();
      case MODEL -> facts.modelVersion();
      case PARTITION -> at.partition();
      default -> at.offset();
    };
  }
}
