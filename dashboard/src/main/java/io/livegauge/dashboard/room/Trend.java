package io.livegauge.dashboard.room;

import java.util.ArrayList;
import java.util.List;

/**
 * The scores of a sparkline: at most 24, of the last 12 minutes. Time is cut into steps of 5, 10,
 * 20 or 30 s, the shortest with which the points fit; each step with points gives its last score.
 * Steps begin at whole multiples of their length, so a new record never shifts the older ones.
 */
final class Trend {
  static final int MOST_SCORES = 24;
  static final long SPAN_MILLIS = 720_000;

  private static final long[] STEPS_MILLIS = {5_000, 10_000, 20_000, 30_000};

  private Trend() {}

  /** Scores in units of 0.0001, oldest first. */
  static List<Integer> of(Series series) {
    int last = series.size() - 1;
    if (last < 0) {
      return List.of();
    }
    int first = series.lastUpTo(series.windowEnd(last) - SPAN_MILLIS) + 1;
    for (long step : STEPS_MILLIS) {
      List<Integer> scores = scores(series, first, step);
      if (scores.size() <= MOST_SCORES) {
        return scores;
      }
    }
    // 12 minutes that begin inside a step touch one step more.
    List<Integer> scores = scores(series, first, STEPS_MILLIS[STEPS_MILLIS.length - 1]);
    return scores.subList(scores.size() - MOST_SCORES, scores.size());
  }

  private static List<Integer> scores(Series series, int first, long step) {
    List<Integer> scores = new ArrayList<>();
    long before = Long.MIN_VALUE;
    for (int i = first; i < series.size(); i++) {
      // A slice end belongs to the step that it ends in.
      long cell = Math.floorDiv(series.windowEnd(i) - 1, step);
      if (cell == before) {
        scores.set(scores.size() - 1, series.score10000(i));
      } else {
        scores.add(series.score10000(i));
      }
      before = cell;
    }
    return scores;
  }
}
