package io.livegauge.benchmark.pipeline;

import java.util.Map;

/**
 * How many events a peer is measured with: as many that the larger run takes a minute, and windows
 * are full in the smaller one.
 */
final class PeerSizes {
  /** Of the peers' workload these are 350 s of event time: their windows of 300 s are full. */
  static final long LEAST = 140_000;

  private static final double LEAST_SECONDS = 60;

  /** So that a run takes 60 s also when it is warmer than the one that says so. */
  private static final double ENOUGH_SECONDS = 70;

  /** Of a small run: start-up and the end weigh little beside it in the larger one. */
  private static final int LARGE_TO_SMALL = 8;

  private static final long STEP = 20_000;

  /** Wall time of an event on two cores, where also the broker runs; about. */
  private static final Map<String, Double> MICROS =
      Map.of(
          "plain-hashmap", 35.0,
          "plain-rocksdb", 310.0,
          "panes-hashmap", 17.0,
          "panes-rocksdb", 17.0,
          "flink-sql-hashmap", 15.0,
          "flink-sql-rocksdb", 40.0,
          "kafka-streams", 280.0,
          "kafka-streams-panes", 17.0);

  private PeerSizes() {}

  /**
   * The sizes to begin with.
   *
   * @param variant the name of a peer
   */
  static Sizes of(String variant) {
    double micros = MICROS.get(variant);
    long large = roundUp(Math.max(LEAST * 3 / 2, ENOUGH_SECONDS * 1e6 / micros));
    return new Sizes(Math.max(LEAST, roundUp(large / (double) LARGE_TO_SMALL)), large);
  }

  /**
   * The sizes for this machine: others than those to begin with where it is much faster or slower.
   *
   * @param secondsOfAnEvent what the last run took of one, start and end included
   */
  static Sizes fitted(Sizes sizes, double secondsOfAnEvent) {
    double expected = secondsOfAnEvent * sizes.large();
    if (expected >= LEAST_SECONDS && expected <= 2 * ENOUGH_SECONDS) {
      return sizes;
    }
    long least = sizes.small() * 3 / 2;
    return new Sizes(sizes.small(), Math.max(least, roundUp(ENOUGH_SECONDS / secondsOfAnEvent)));
  }

  /** What runs of so many events take, about, s. */
  static double seconds(String variant, long events) {
    return MICROS.get(variant) / 1e6 * events;
  }

  private static long roundUp(double events) {
    return (long) Math.ceil(events / STEP) * STEP;
  }
}
