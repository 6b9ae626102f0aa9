package io.livegauge.simulator.replay.kuailive;

import java.util.Map;
import java.util.TreeMap;

/** Counts what becomes of the rows of one file. */
final class Tally {
  private final KuaiLiveFile file;
  private final boolean isThere;
  private final Map<String, Long> leftOut = new TreeMap<>();
  private final Map<String, Long> noted = new TreeMap<>();
  private final Map<String, Long> firstLines = new TreeMap<>();
  private long row;
  private long line;
  private long events;
  private long notChosen;

  Tally(KuaiLiveFile file, boolean isThere) {
    this.file = file;
    this.isThere = isThere;
  }

  /** The next row begins, on that line. */
  void row(long onLine) {
    row++;
    line = onLine;
  }

  /** The number of the row at hand, from 1. */
  long row() {
    return row;
  }

  void event() {
    events++;
  }

  /** The row at hand is of a room that was not asked for. */
  void notChosen() {
    notChosen++;
  }

  /** No event is made of the row at hand. */
  void leaveOut(String reason) {
    count(leftOut, reason);
  }

  /** The row at hand is mapped without something. */
  void note(String reason) {
    count(noted, reason);
  }

  private void count(Map<String, Long> counts, String reason) {
    counts.merge(reason, 1L, Long::sum);
    firstLines.putIfAbsent(reason, line);
  }

  FileReport report() {
    return new FileReport(file, isThere, row, events, notChosen, leftOut, noted, firstLines);
  }
}
