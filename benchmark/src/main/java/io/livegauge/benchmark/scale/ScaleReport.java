package io.livegauge.benchmark.scale;

import io.livegauge.benchmark.result.Result.Point;
import io.livegauge.benchmark.result.Result.Series;
import io.livegauge.benchmark.scale.Drain.Cost;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Tells what {@link ScaleBench} and {@link StateBench} measured. */
final class ScaleReport {
  private static final Map<String, String> TITLES = new LinkedHashMap<>();
  private static final double NEARLY_ALL = 0.5;
  private static final double PERCENT = 100;

  static {
    TITLES.put(Shapes.STREAMS, "number of streams");
    TITLES.put(Shapes.VIEWERS, "viewers per stream");
    TITLES.put(Shapes.SLICES, "length of a slice");
    TITLES.put(Shapes.HOT, "one stream with half of all events");
    TITLES.put(Shapes.PARALLELISM, "subtasks of each stage");
  }

  private final Map<Shape, List<Cost>> costs;
  private final StateSizes state;

  /**
   * @param costs of each round by shape, in the order to show
   * @param state null where it was not measured
   */
  ScaleReport(Map<Shape, List<Cost>> costs, StateSizes state) {
    this.costs = new LinkedHashMap<>(costs);
    this.state = state;
  }

  /** Prints a table for each chart. */
  void print(PrintWriter out) {
    for (String chart : charts()) {
      out.printf(Locale.ROOT, "%-28s %14s %14s%n", TITLES.get(chart), "CPU µs/event", "events/s");
      costs.forEach(
          (shape, rounds) -> {
            if (shape.series().equals(chart)) {
              out.printf(
                  Locale.ROOT,
                  "  %-26s %14.2f %,14.0f%n",
                  shape.name(),
                  point(shape, rounds, Cost::cpuMicros).median(),
                  point(shape, rounds, Cost::rate).median());
            }
          });
      out.println();
    }
    lost()
        .forEach(
            point ->
                out.printf(
                    Locale.ROOT, "throughput lost, %s: %.1f %%%n", point.name(), point.median()));
    if (state != null) {
      out.printf(
          Locale.ROOT,
          "%nstate: %.1f bytes for a viewer without fingerprints, %.1f for a fingerprint, %,.0f for"
              + " a stream%n",
          state.viewerBytes(),
          state.fingerprintBytes(),
          state.streamBytes());
    }
    out.flush();
  }

  /** The series of the result. */
  List<Series> series() {
    List<Series> series = new ArrayList<>();
    for (String chart : charts()) {
      series.add(
          series(chart, "cpu", "CPU time of an event", "µs/event", "lower", Cost::cpuMicros));
      series.add(series(chart, "rate", "Events a second", "events/s", "higher", Cost::rate));
    }
    List<Point> lost = lost();
    if (!lost.isEmpty()) {
      series.add(new Series("scale.lost", "Throughput lost", "%", "lower", lost));
    }
    if (state != null) {
      series.add(
          new Series(
              "scale.state",
              "State, by slopes between savepoints",
              "bytes",
              "lower",
              List.of(
                  Point.of("a viewer, without fingerprints", List.of(state.viewerBytes())),
                  Point.of("a fingerprint", List.of(state.fingerprintBytes())),
                  Point.of("a stream", List.of(state.streamBytes())))));
    }
    return series;
  }

  /** What a reader must know. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    costs.forEach(
        (shape, rounds) -> {
          double least = rounds.stream().mapToDouble(Cost::share).min().orElse(0);
          if (least < NEARLY_ALL) {
            notes.add(
                String.format(
                    Locale.ROOT,
                    "%s %s: time was up after %.0f %% of the events",
                    TITLES.get(shape.series()),
                    shape.name(),
                    PERCENT * least));
          }
        });
    return notes;
  }

  /** What the targets of slices and of a hot stream ask for, round by round. */
  private List<Point> lost() {
    List<Point> points = new ArrayList<>();
    List<Cost> ten = rounds(Shapes.SLICES, "10 s");
    addLost(points, "slices of 1 s instead of 10 s", ten, rounds(Shapes.SLICES, "1 s"));
    List<Cost> even = rounds(Shapes.HOT, Shapes.EVEN);
    addLost(
        points,
        "half of the events in one stream, spread over partitions",
        even,
        rounds(Shapes.HOT, Shapes.HOT_SPREAD));
    addLost(
        points,
        "half of the events in one stream, in one partition",
        even,
        rounds(Shapes.HOT, Shapes.HOT_KEYED));
    return points;
  }

  private static void addLost(
      List<Point> points, String name, List<Cost> before, List<Cost> after) {
    List<Double> lost = new ArrayList<>();
    for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
      lost.add(PERCENT * (1 - after.get(i).rate() / before.get(i).rate()));
    }
    if (!lost.isEmpty()) {
      points.add(Point.of(name, lost));
    }
  }

  private List<Cost> rounds(String chart, String name) {
    return costs.entrySet().stream()
        .filter(
            entry -> entry.getKey().series().equals(chart) && entry.getKey().name().equals(name))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(List.of());
  }

  private List<String> charts() {
    return costs.keySet().stream().map(Shape::series).distinct().toList();
  }

  private Series series(
      String chart,
      String id,
      String title,
      String unit,
      String better,
      ToDoubleFunction<Cost> figure) {
    List<Point> points = new ArrayList<>();
    costs.forEach(
        (shape, rounds) -> {
          if (shape.series().equals(chart)) {
            points.add(point(shape, rounds, figure));
          }
        });
    return new Series(
        "scale." + chart + "." + id, title + " by " + TITLES.get(chart), unit, better, points);
  }

  private static Point point(Shape shape, List<Cost> rounds, ToDoubleFunction<Cost> figure) {
    return Point.of(shape.name(), rounds.stream().map(figure::applyAsDouble).toList());
  }
}
