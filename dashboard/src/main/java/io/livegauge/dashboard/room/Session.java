package io.livegauge.dashboard.room;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** One session of a room: its series, its marks and the facts of its newest record. */
final class Session {
  /** The newest so many marks are kept. */
  static final int MOST_MARKS = 2_000;

  private final long start;
  private final Series series;
  private final NavigableMap<Long, List<Mark>> marksBySlice = new TreeMap<>();
  private int markCount;
  private ScoreFacts newest;

  Session(long start) {
    this.start = start;
    this.series = new Series(start);
  }

  long start() {
    return start;
  }

  Series series() {
    return series;
  }

  /** Of the record with the newest slice end. */
  ScoreFacts newest() {
    return newest;
  }

  long windowEnd() {
    return newest.windowEnd();
  }

  boolean isEnded() {
    return newest.isFinal();
  }

  /**
   * Takes a record in.
   *
   * @return whether it is the newest now
   */
  boolean put(ScoreFacts facts, Coordinates at) {
    if (!series.put(facts, at)) {
      return false;
    }
    putMarks(facts.windowEnd(), facts.marks());
    if (newest != null && facts.windowEnd() < newest.windowEnd()) {
      return false;
    }
    newest = facts;
    return true;
  }

  /** Forgets what lies before a time; the newest record must not. */
  void trim(long cutoff) {
    series.trim(cutoff);
    while (!marksBySlice.isEmpty() && marksBySlice.firstKey() < cutoff) {
      markCount -= marksBySlice.pollFirstEntry().getValue().size();
    }
  }

  /** Marks in the order of their times. */
  List<Mark> marks() {
    List<Mark> marks = new ArrayList<>(markCount);
    marksBySlice.values().forEach(marks::addAll);
    return marks;
  }

  private void putMarks(long windowEnd, List<Mark> marks) {
    List<Mark> before =
        marks.isEmpty() ? marksBySlice.remove(windowEnd) : marksBySlice.put(windowEnd, marks);
    markCount += marks.size() - (before == null ? 0 : before.size());
    while (markCount > MOST_MARKS) {
      markCount -= marksBySlice.pollFirstEntry().getValue().size();
    }
  }
}
