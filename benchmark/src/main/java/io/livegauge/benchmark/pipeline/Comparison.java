package io.livegauge.benchmark.pipeline;

import static io.livegauge.benchmark.variant.Variants.DECODE_ONLY;
import static io.livegauge.benchmark.variant.Variants.DISCARD;
import static io.livegauge.benchmark.variant.Variants.OURS_HASHMAP;
import static io.livegauge.benchmark.variant.Variants.OURS_ROCKSDB;

import io.livegauge.benchmark.result.Result.Point;
import io.livegauge.benchmark.result.Target;
import io.livegauge.benchmark.result.Target.Verdict;
import io.livegauge.benchmark.result.Targets;
import io.livegauge.benchmark.variant.Variants;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * A figure of ours, most of them beside another variant's. What one that a target asks for shall
 * reach stands in {@link Targets}; the others are shown beside these.
 *
 * @param id stable, part of the series' id
 * @param isTarget whether a target asks for it
 * @param ours the variant that shall reach it
 * @param other the variant that it is held against; null for none
 * @param title for people
 * @param unit of the figure
 * @param figure of a round of ours and one of the other; the other is null where there is none
 */
record Comparison(
    String id,
    boolean isTarget,
    String ours,
    String other,
    String title,
    String unit,
    BiFunction<Round, Round, Double> figure) {

  /** All of them, in the order to show. */
  static final List<Comparison> ALL =
      List.of(
          throughput(OURS_ROCKSDB, DECODE_ONLY),
          throughput(OURS_ROCKSDB, "flink-sql-rocksdb"),
          throughput(OURS_HASHMAP, "flink-sql-hashmap"),
          throughput(OURS_ROCKSDB, "kafka-streams"),
          throughput(OURS_ROCKSDB, "plain-rocksdb"),
          throughput(OURS_ROCKSDB, OURS_HASHMAP),
          beside(OURS_ROCKSDB, "kafka-streams-panes"),
          beside(OURS_ROCKSDB, "panes-rocksdb"),
          beside(OURS_HASHMAP, "panes-hashmap"),
          beside(OURS_HASHMAP, "plain-hashmap"),
          new Comparison(
              "rate",
              true,
              OURS_ROCKSDB,
              null,
              OURS_ROCKSDB + ", events a second",
              "events/s",
              (ours, none) -> 1e6 / ours.wallMicros()),
          new Comparison(
              "allocation",
              true,
              OURS_ROCKSDB,
              DISCARD,
              OURS_ROCKSDB + ", allocated above " + DISCARD,
              "bytes/event",
              (ours, discard) -> ours.allocatedBytes() - discard.allocatedBytes()));

  private static Comparison throughput(String ours, String other) {
    return throughput(ours, other, true);
  }

  private static Comparison beside(String ours, String other) {
    return throughput(ours, other, false);
  }

  private static Comparison throughput(String ours, String other, boolean isTarget) {
    return new Comparison(
        ours + "-to-" + other,
        isTarget,
        ours,
        other,
        "throughput of " + ours + " ÷ " + other,
        "×",
        (one, two) -> two.wallMicros() / one.wallMicros());
  }

  /** The id of its series. */
  String series() {
    return (isTarget ? "pipeline.target." : "pipeline.beside.") + id;
  }

  /** Whether more of it is better: so it is of all ratios. */
  boolean isMoreBetter() {
    return !isTarget || target().kind().isMoreBetter();
  }

  private Target target() {
    return Targets.ofSeries(series());
  }

  /**
   * The figure in each round; empty where one of them did not run. Ours and what only reads run in
   * turn, so rounds of the same number are taken together. Peers have rounds of their own: each is
   * held against all of ours, and their median counts.
   */
  List<Double> figures(Map<String, List<Round>> rounds) {
    List<Round> own = rounds.getOrDefault(ours, List.of());
    if (other == null) {
      return own.stream().map(one -> figure.apply(one, null)).toList();
    }
    List<Round> others = rounds.getOrDefault(other, List.of());
    if (Variants.isPeer(other) && !own.isEmpty()) {
      return others.stream().map(two -> median(own, two)).toList();
    }
    return IntStream.range(0, Math.min(own.size(), others.size()))
        .mapToObj(i -> figure.apply(own.get(i), others.get(i)))
        .toList();
  }

  private double median(List<Round> own, Round two) {
    return Point.of("", own.stream().map(one -> figure.apply(one, two)).toList()).median();
  }

  /** How far a figure is, in a sentence. */
  String sentence(double value) {
    String figure = String.format(Locale.ROOT, "%s: %,.2f %s", title, value, unit);
    if (!isTarget) {
      return figure + " (no target)";
    }
    Target target = target();
    return figure
        + String.format(
            Locale.ROOT,
            " (at %s %,.1f, aim %,.1f): %s",
            target.kind().isMoreBetter() ? "least" : "most",
            target.atLeast(),
            target.aim(),
            verdict(value));
  }

  /** How far a figure that a target asks for is, in words. */
  String verdict(double value) {
    Verdict verdict = target().verdict(value);
    return verdict == Verdict.NOT_MEASURED
        ? "no figure, since the larger run took no more than the smaller"
        : verdict.words();
  }
}
