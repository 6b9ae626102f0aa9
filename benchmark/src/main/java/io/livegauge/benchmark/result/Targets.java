package io.livegauge.benchmark.result;

import io.livegauge.benchmark.result.Target.Kind;
import java.util.List;

/**
 * What the figures shall reach: the one place for limits, and for the series and points that tell
 * each of them. The tests of every command hold that it writes those that are named here.
 */
public final class Targets {
  private static final String RATIO = "pipeline.target.";
  private static final String ROCKSDB = "ours-rocksdb";
  private static final String HASHMAP = "ours-hashmap";

  /** All of them, in the order of their numbers. */
  public static final List<Target> ALL =
      List.of(
          new Target(
              1,
              "ours on RocksDB, checkpoints every 10 s, ÷ decode-only",
              Kind.MORE,
              0.4,
              0.7,
              RATIO + "ours-rocksdb-to-decode-only",
              ROCKSDB),
          new Target(
              2,
              "ours ÷ Flink SQL, both on RocksDB",
              Kind.MORE,
              5,
              12,
              RATIO + "ours-rocksdb-to-flink-sql-rocksdb",
              ROCKSDB),
          new Target(
              2,
              "ours ÷ Flink SQL, both on the heap",
              Kind.MORE,
              5,
              12,
              RATIO + "ours-hashmap-to-flink-sql-hashmap",
              HASHMAP),
          new Target(
              3,
              "ours on RocksDB ÷ Kafka Streams",
              Kind.MORE,
              10,
              30,
              RATIO + "ours-rocksdb-to-kafka-streams",
              ROCKSDB),
          new Target(
              4,
              "ours ÷ plain sliding windows, both on RocksDB",
              Kind.MORE,
              10,
              30,
              RATIO + "ours-rocksdb-to-plain-rocksdb",
              ROCKSDB),
          new Target(
              5,
              "slices of 1 s instead of 10 s: throughput lost",
              Kind.PERCENT,
              10,
              3,
              "scale.lost",
              "slices of 1 s instead of 10 s"),
          new Target(
              6,
              "one stream with half of all events, over the partitions: throughput lost",
              Kind.PERCENT,
              10,
              0,
              "scale.lost",
              "half of the events in one stream, spread over partitions"),
          new Target(
              7,
              "ours: RocksDB ÷ heap",
              Kind.MORE,
              0.5,
              0.8,
              RATIO + "ours-rocksdb-to-ours-hashmap",
              ROCKSDB),
          new Target(
              8,
              "ours on RocksDB: events a second",
              Kind.MORE,
              200_000,
              400_000,
              RATIO + "rate",
              ROCKSDB),
          new Target(
              9,
              "slice end and bound to readable score, at half load, at-least-once: p99",
              Kind.MILLIS,
              250,
              100,
              "latency.at-least-once.above",
              "50 % p99"),
          new Target(
              10,
              "ours on RocksDB: allocated for an event, above a consumer that discards bytes",
              Kind.BYTES,
              400,
              100,
              RATIO + "allocation",
              ROCKSDB),
          new Target(
              11,
              "state of an active viewer, without fingerprints",
              Kind.BYTES,
              200,
              100,
              "scale.state",
              "a viewer, without fingerprints"),
          new Target(
              11, "state of a fingerprint", Kind.BYTES, 16, 10, "scale.state", "a fingerprint"),
          new Target(12, "a score", Kind.MICROS, 0.5, 0.1, "micro.score", "score"),
          new Target(
              12,
              "a score with integrated gradients",
              Kind.MICROS,
              20,
              5,
              "micro.score",
              "scoreWithGradients"));

  private Targets() {}

  /**
   * The target that a series of its own tells.
   *
   * @throws IllegalArgumentException where no target, or more than one, is told by it
   */
  public static Target ofSeries(String series) {
    List<Target> found = ALL.stream().filter(target -> target.series().equals(series)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(found.size() + " targets are told by series " + series);
    }
    return found.get(0);
  }
}
