package io.livegauge.benchmark.pipeline;

import static io.livegauge.benchmark.variant.Variants.DECODE_ONLY;
import static io.livegauge.benchmark.variant.Variants.DISCARD;
import static io.livegauge.benchmark.variant.Variants.OURS_HASHMAP;
import static io.livegauge.benchmark.variant.Variants.OURS_ROCKSDB;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A figure that the pipeline shall reach.
 *
 * @param id stable, part of the series' id
 * @param ours the variant that shall reach it
 * @param other the variant that it is held against; null for none
 * @param title for people
 * @param unit of the figure
 * @param higherIsBetter whether {@code least} is a lower bound
 * @param least what it must reach
 * @param aim what it should reach
 * @param figure of ours and the other in one round; the other is null where there is none
 */
record Target(
    String id,
    String ours,
    String other,
    String title,
    String unit,
    boolean higherIsBetter,
    double least,
    double aim,
    BiFunction<Round, Round, Double> figure) {

  /** All of them, in the order to show. */
  static final List<Target> ALL =
      List.of(
          throughput(OURS_ROCKSDB, DECODE_ONLY, 0.4, 0.7),
          throughput(OURS_ROCKSDB, "flink-sql-rocksdb", 5, 12),
          throughput(OURS_HASHMAP, "flink-sql-hashmap", 5, 12),
          throughput(OURS_ROCKSDB, "kafka-streams", 10, 30),
          throughput(OURS_ROCKSDB, "plain-rocksdb", 10, 30),
          throughput(OURS_ROCKSDB, OURS_HASHMAP, 0.5, 0.8),
          new Target(
              "rate",
              OURS_ROCKSDB,
              null,
              OURS_ROCKSDB + ", events a second",
              "events/s",
              true,
              200_000,
              400_000,
              (ours, none) -> 1e6 / ours.wallMicros()),
          new Target(
              "allocation",
              OURS_ROCKSDB,
              DISCARD,
              OURS_ROCKSDB + ", allocated above " + DISCARD,
              "bytes/event",
              false,
              400,
              100,
              (ours, discard) -> ours.allocatedBytes() - discard.allocatedBytes()));

  private static Target throughput(String ours, String other, double least, double aim) {
    return new Target(
        ours + "-to-" + other,
        ours,
        other,
        "throughput of " + ours + " ÷ " + other,
        "×",
        true,
        least,
        aim,
        (one, two) -> two.wallMicros() / one.wallMicros());
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

  /** How far a figure is: {@code aim reached}, {@code reached} or {@code missed}. */
  String verdict(double value) {
    if (!(value > 0)) {
      return "no figure, since the larger run took no more than the smaller";
    }
    return reaches(value, aim) ? "aim reached" : reaches(value, least) ? "reached" : "missed";
  }

  private boolean reaches(double value, double bound) {
    return higherIsBetter ? value >= bound : value <= bound;
  }
}
