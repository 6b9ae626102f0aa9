package io.livegauge.dashboard.room;

import java.util.List;

/**
 * One session over time.
 *
 * @param hostId or null; likewise category and currency
 * @param points in the order of their slice ends
 * @param marks in the order of their times
 */
public record SeriesView(
    String streamId,
    String hostId,
    String category,
    String currency,
    long sessionStart,
    boolean isEnded,
    List<Point> points,
    List<Mark> marks) {
  /** Copies the lists. */
  public SeriesView {
    points = List.copyOf(points);
    marks = List.copyOf(marks);
  }
}
