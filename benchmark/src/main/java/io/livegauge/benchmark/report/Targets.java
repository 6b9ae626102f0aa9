package io.livegauge.benchmark.report;

import io.livegauge.benchmark.result.Result;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What the figures shall reach, and whether they do. The one place that says from which series and
 * points each of them is worked out.
 */
final class Targets {
  private static final double NANOS_OF_A_MICRO = 1000;

  private static final List<Target> ALL =
      List.of(
          new Target(
              1,
              "ours on RocksDB, checkpoints every 10 s, ÷ decode-only",
              Kind.MORE,
              0.4,
              0.7,
              pipeline("ours-rocksdb", "ours-rocksdb-to-decode-only")),
          new Target(
              2,
              "ours ÷ Flink SQL, both on RocksDB",
              Kind.MORE,
              5,
              12,
              pipeline("ours-rocksdb", "ours-rocksdb-to-flink-sql-rocksdb")),
          new Target(
              2,
              "ours ÷ Flink SQL, both on the heap",
              Kind.MORE,
              5,
              12,
              pipeline("ours-hashmap", "ours-hashmap-to-flink-sql-hashmap")),
          new Target(
              3,
              "ours on RocksDB ÷ Kafka Streams",
              Kind.MORE,
              10,
              30,
              pipeline("ours-rocksdb", "ours-rocksdb-to-kafka-streams")),
          new Target(
              4,
              "ours ÷ plain sliding windows, both on RocksDB",
              Kind.MORE,
              10,
              30,
              pipeline("ours-rocksdb", "ours-rocksdb-to-plain-rocksdb")),
          new Target(
              5,
              "slices of 1 s instead of 10 s: throughput lost",
              Kind.PERCENT,
              10,
              3,
              medians -> medians.of("scale.lost", "slices of 1 s instead of 10 s")),
          new Target(
              6,
              "one stream with half of all events, over the partitions: throughput lost",
              Kind.PERCENT,
              10,
              0,
              medians ->
                  medians.of(
                      "scale.lost", "half of the events in one stream, spread over partitions")),
          new Target(
              7,
              "ours: RocksDB ÷ heap",
              Kind.MORE,
              0.5,
              0.8,
              pipeline("ours-rocksdb", "ours-rocksdb-to-ours-hashmap")),
          new Target(
              8,
              "ours on RocksDB: events a second",
              Kind.MORE,
              200_000,
              400_000,
              pipeline("ours-rocksdb", "rate")),
          new Target(
              9,
              "slice end and bound to readable score, at half load, at-least-once: p99",
              Kind.MILLIS,
              250,
              100,
              medians -> medians.of("latency.at-least-once.above", "50 % p99")),
          new Target(
              10,
              "ours on RocksDB: allocated for an event, above a consumer that discards bytes",
              Kind.BYTES,
              400,
              100,
              pipeline("ours-rocksdb", "allocation")),
          new Target(
              11,
              "state of an active viewer, without fingerprints",
              Kind.BYTES,
              200,
              100,
              medians -> medians.of("scale.state", "a viewer, without fingerprints")),
          new Target(
              11,
              "state of a fingerprint",
              Kind.BYTES,
              16,
              10,
              medians -> medians.of("scale.state", "a fingerprint")),
          new Target(12, "a score", Kind.MICROS, 0.5, 0.1, score("score")),
          new Target(
              12,
              "a score with integrated gradients",
              Kind.MICROS,
              20,
              5,
              score("scoreWithGradients")));

  private Targets() {}

  /** How a figure does. */
  enum Verdict {
    AIM_REACHED("✓ aim reached"),
    MET("✓ met"),
    MISSED("✗ missed"),
    NOT_MEASURED("– not measured");

    private final String shown;

    Verdict(String shown) {
      this.shown = shown;
    }

    String shown() {
      return shown;
    }
  }

  /**
   * One line of the table, as it is shown.
   *
   * @param number 1 to 12; some have two lines
   * @param measured a dash where it was not
   */
  record Line(
      int number, String figure, String atLeast, String aim, String measured, Verdict verdict) {}

  /** What a figure is of, and whether more of it is better. */
  private enum Kind {
    /** A ratio or a rate: the only ones of which more is better. */
    MORE("", true),
    PERCENT(" %", false),
    MILLIS(" ms", false),
    MICROS(" µs", false),
    BYTES(" B", false);

    private final String unit;
    private final boolean isMoreBetter;

    Kind(String unit, boolean isMoreBetter) {
      this.unit = unit;
      this.isMoreBetter = isMoreBetter;
    }

    boolean reaches(double value, double limit) {
      return isMoreBetter ? value >= limit : value <= limit;
    }

    String limit(double value) {
      return (isMoreBetter ? "≥ " : "≤ ") + shown(value);
    }

    String shown(double value) {
      return Shown.figure(value) + unit;
    }
  }

  private record Target(
      int number,
      String figure,
      Kind kind,
      double atLeast,
      double aim,
      Function<Medians, OptionalDouble> from) {

    Line line(Medians medians) {
      OptionalDouble measured = from.apply(medians);
      Verdict verdict = Verdict.NOT_MEASURED;
      String shown = "–";
      if (measured.isPresent()) {
        double value = measured.getAsDouble();
        shown = kind.shown(value);
        verdict =
            kind.reaches(value, aim)
                ? Verdict.AIM_REACHED
                : kind.reaches(value, atLeast) ? Verdict.MET : Verdict.MISSED;
      }
      return new Line(number, figure, kind.limit(atLeast), kind.limit(aim), shown, verdict);
    }
  }

  /** All lines, in the order of their numbers, whatever was measured. */
  static List<Line> of(List<Result> results) {
    Medians medians = new Medians(results);
    return ALL.stream().map(target -> target.line(medians)).toList();
  }

  /** What {@code bench pipeline} works out itself, round by round. */
  private static Function<Medians, OptionalDouble> pipeline(String ours, String target) {
    return medians -> medians.of("pipeline.target." + target, ours);
  }

  private static Function<Medians, OptionalDouble> score(String step) {
    return medians -> {
      OptionalDouble nanos = medians.of("micro.score", step);
      return nanos.isEmpty() ? nanos : OptionalDouble.of(nanos.getAsDouble() / NANOS_OF_A_MICRO);
    };
  }
}
