package io.livegauge.benchmark.pipeline;

import io.livegauge.benchmark.result.Result.Point;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures for a terminal: medians of the rounds. */
final class PipelineTable {
  private PipelineTable() {}

  static void print(PrintWriter out, Map<String, List<Round>> rounds) {
    out.printf(
        Locale.ROOT,
        "%-20s %12s %10s %10s %12s %10s %14s%n",
        "variant",
        "events/s",
        "µs/event",
        "CPU µs",
        "bytes/event",
        "peak MB",
        "checkpoints");
    rounds.forEach(
        (variant, own) ->
            out.printf(
                Locale.ROOT,
                "%-20s %,12.0f %10.3f %10.3f %,12.0f %,10.0f %14s%n",
                variant,
                median(own, round -> 1e6 / round.wallMicros()),
                median(own, Round::wallMicros),
                median(own, Round::cpuMicros),
                median(own, Round::allocatedBytes),
                median(own, round -> round.large().usage().peakBytes() / 1e6),
                checkpoints(own)));
    out.println();
    PipelineFigures.verdicts(rounds).forEach(out::println);
    out.flush();
  }

  /** Number, and the largest one's size. */
  private static String checkpoints(List<Round> rounds) {
    return String.format(
        Locale.ROOT,
        "%.0f, %,.1f MB",
        median(rounds, round -> round.large().outcome().checkpoints()),
        median(rounds, round -> round.large().outcome().checkpointBytes() / 1e6));
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Point.of("", rounds.stream().map(figure::applyAsDouble).toList()).median();
  }
}
