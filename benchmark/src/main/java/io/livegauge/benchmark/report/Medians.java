package io.livegauge.benchmark.report;

import io.livegauge.benchmark.result.Result;
import io.livegauge.benchmark.result.Result.Point;
import io.livegauge.benchmark.result.Result.Series;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The medians of all points of all results, by the ids of their series and their names. */
final class Medians {
  private final Map<String, Map<String, Double>> bySeries = new HashMap<>();

  Medians(List<Result> results) {
    for (Result result : results) {
      for (Series series : result.series()) {
        Map<String, Double> points = bySeries.computeIfAbsent(series.id(), id -> new HashMap<>());
        for (Point point : series.points()) {
          points.put(point.name(), point.median());
        }
      }
    }
  }

  /** The median, empty where nothing of that name was measured, or what came out is no number. */
  OptionalDouble of(String series, String point) {
    Double median = bySeries.getOrDefault(series, Map.of()).get(point);
    return median == null || !Double.isFinite(median)
        ? OptionalDouble.empty()
        : OptionalDouble.of(median);
  }
}
