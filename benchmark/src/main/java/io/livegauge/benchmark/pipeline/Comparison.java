package io.livegauge.benchmark.pipeline;

import static io.livegauge.benchmark.variant.Variants.DECODE_ONLY;
import static io.livegauge.benchmark.variant.Variants.DISCARD;
import static io.livegauge.benchmark.variant.Variants.OURS_HASHMAP;
import static io.livegauge.benchmark.variant.Variants.OURS_ROCKSDB;

import io.livegauge.benchmark.result.Target;
import io.livegauge.benchmark.result.Target.Verdict;
import io.livegauge.benchmark.result.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A figure of ours that a target asks for, most of them beside another variant's. What it shall
 * reach stands in {@link Targets}.
 *
 * @param id stable, part of the series' id
 * @param ours the variant that shall reach it
 * @param other the variant that it is held against; null for none
 * @param title for people
 * @param unit of the figure
 * @param figure of ours and the other in one round; the other is null where there is none
 */
record Comparison(
    String id,
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
          new Comparison(
              "rate",
              OURS_ROCKSDB,
              null,
              OURS_ROCKSDB + ", events a second",
              "events/s",
              (ours, none) -> 1e6 / ours.wallMicros()),
          new Comparison(
              "allocation",
              OURS_ROCKSDB,
              DISCARD,
              OURS_ROCKSDB + ", allocated above " + DISCARD,
              "bytes/event",
              (ours, discard) -> ours.allocatedBytes() - discard.allocatedBytes()));

  private static Comparison throughput(String ours, String other) {
    return new Comparison(
        ours + "-to-" + other,
        ours,
        other,
        "throughput of " + ours + " ÷ " + other,
        "×",
        (one, two) -> two.wallMicros() / one.wallMicros());
  }

  /** The id of its series. */
  String series() {
    return "pipeline.target." + id;
  }

  /** What it shall reach. */
  Target target() {
    return Targets.ofSeries(series());
  }

  /** The figure in each round that both have; empty where one of them did not run. */
  List<Double> figures(Map<String, List<Round>> rounds) {
    List<Round> own = rounds.getOrDefault(ours, List.of());
    List<Round> others = other == null ? own : rounds.getOrDefault(other, List.of());
    List<Double> figures = new ArrayList<>();
    for (int i = 0; i < Math.min(own.size(), others.size()); i++) {
      figures.add(figure.apply(own.get(i), other == null ? null : others.get(i)));
    }
    return figures;
  }

  /** How far a figure is, in words. */
  String verdict(double value) {
    Verdict verdict = target().verdict(value);
    return verdict == Verdict.NOT_MEASURED
        ? "no figure, since the larger run took no more than the smaller"
        : verdict.words();
  }
}
