package io.livegauge.benchmark.pipeline;

import io.livegauge.benchmark.result.Result.Point;
import io.livegauge.benchmark.result.Result.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the rounds come to: a figure of every variant by chart, and the targets. */
final class PipelineFigures {
  private PipelineFigures() {}

  /**
   * @param rounds the counted rounds by variant, in the order to show
   */
  static List<Series> of(Map<String, List<Round>> rounds) {
    List<Series> series = new ArrayList<>();
    series.add(
        series(
            rounds,
            "rate",
            "Events a second, start-up left out",
            "events/s",
            "higher",
            round -> 1e6 / round.wallMicros()));
    series.add(
        series(
            rounds,
            "whole-rate",
            "Events a second of the whole larger run",
            "events/s",
            "higher",
            Round::wholeRate));
    series.add(
        series(rounds, "wall", "Wall time of an event", "µs/event", "lower", Round::wallMicros));
    series.add(
        series(rounds, "cpu", "CPU time of an event", "µs/event", "lower", Round::cpuMicros));
    series.add(
        series(
            rounds,
            "broker",
            "CPU time of the broker for an event",
            "µs/event",
            "lower",
            Round::brokerMicros));
    series.add(
        series(
            rounds,
            "allocated",
            "Heap allocated for an event",
            "bytes/event",
            "lower",
            Round::allocatedBytes));
    series.add(
        series(
            rounds,
            "peak",
            "Peak resident memory of the larger run",
            "bytes",
            "lower",
            round -> round.large().usage().peakBytes()));
    series.add(
        series(
            rounds,
            "checkpoints",
            "Checkpoints in the larger run",
            "checkpoints",
            "higher",
            round -> round.large().outcome().checkpoints()));
    series.add(
        series(
            rounds,
            "checkpoint-bytes",
            "Largest checkpoint of the larger run, in full",
            "bytes",
            "lower",
            round -> round.large().outcome().checkpointBytes()));
    series.add(
        series(
            rounds,
            "checkpoint-time",
            "Longest checkpoint of the larger run",
            "ms",
            "lower",
            round -> round.large().outcome().checkpointMillis()));
    for (Comparison comparison : Comparison.ALL) {
      List<Double> figures = comparison.figures(rounds);
      if (!figures.isEmpty()) {
        series.add(
            new Series(
                comparison.series(),
                comparison.title(),
                comparison.unit(),
                comparison.isMoreBetter() ? "higher" : "lower",
                List.of(Point.of(comparison.ours(), figures))));
      }
    }
    return series;
  }

  /** How what was measured of the comparisons stands, a sentence each. */
  static List<String> verdicts(Map<String, List<Round>> rounds) {
    List<String> verdicts = new ArrayList<>();
    for (Comparison comparison : Comparison.ALL) {
      List<Double> figures = comparison.figures(rounds);
      if (!figures.isEmpty()) {
        verdicts.add(comparison.sentence(Point.of("", figures).median()));
      }
    }
    return verdicts;
  }

  private static Series series(
      Map<String, List<Round>> rounds,
      String id,
      String title,
      String unit,
      String better,
      ToDoubleFunction<Round> figure) {
    List<Point> points = new ArrayList<>();
    rounds.forEach(
        (variant, own) -> {
          if (!own.isEmpty()) {
            points.add(Point.of(variant, own.stream().map(figure::applyAsDouble).toList()));
          }
        });
    return new Series("pipeline." + id, title, unit, better, points);
  }
}
