package io.livegauge.simulator;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What to simulate. Equal configurations give equal bytes.
 *
 * @param seed any number
 * @param streams live rooms, 1 to 100,000
 * @param ratePerSecond records a second over all streams, injected ones included; above 0, at most
 *     1,000,000
 * @param durationMillis event time that the run covers, 1 s to 30 days
 * @param startTime event time at which the run begins, epoch milliseconds
 * @param medium where the records go
 * @param impairments what goes wrong; empty for a perfect world
 * @param incidents what befalls single rooms; none by default
 */
public record SimulationConfig(
    long seed,
    int streams,
    double ratePerSecond,
    long durationMillis,
    long startTime,
    Medium medium,
    Set<Impairment> impairments,
    List<Incident> incidents) {

  private static final long MAX_DURATION_MILLIS = 30L * 24 * 3600 * 1000;
  private static final long MAX_START_TIME = 253402300799999L - 2 * MAX_DURATION_MILLIS;

  /** Checks every part; the message of an error names the part, its value and what is allowed. */
  public SimulationConfig {
    if (streams < 1 || streams > 100_000) {
      throw new IllegalArgumentException("streams is " + streams + ": 1 to 100000 is allowed");
    }
    if (!(ratePerSecond > 0 && ratePerSecond <= 1_000_000)) {
      throw new IllegalArgumentException(
          "rate is " + ratePerSecond + ": above 0 and at most 1000000 records a second is allowed");
    }
    if (durationMillis < 1000 || durationMillis > MAX_DURATION_MILLIS) {
      throw new IllegalArgumentException(
          "duration is " + durationMillis + " ms: 1 second to 30 days is allowed");
    }
    if (startTime < 1 || startTime > MAX_START_TIME) {
      throw new IllegalArgumentException(
          "start time is " + startTime + ": 1 to " + MAX_START_TIME + " is allowed");
    }
    impairments = Set.copyOf(impairments);
    incidents = List.copyOf(incidents);
  }

  /** A run in which nothing befalls single rooms. */
  public SimulationConfig(
      long seed,
      int streams,
      double ratePerSecond,
      long durationMillis,
      long startTime,
      Medium medium,
      Set<Impairment> impairments) {
    this(seed, streams, ratePerSecond, durationMillis, startTime, medium, impairments, List.of());
  }

  /** A run for Kafka from now on, with everything that can go wrong. */
  public static SimulationConfig live(
      long seed, int streams, double ratePerSecond, long durationMillis, long now) {
    return new SimulationConfig(
        seed, streams, ratePerSecond, durationMillis, now, Medium.LIVE, everything());
  }

  /** A run for a file, with everything that can go wrong. */
  public static SimulationConfig file(
      long seed, int streams, double ratePerSecond, long durationMillis, long startTime) {
    return new SimulationConfig(
        seed, streams, ratePerSecond, durationMillis, startTime, Medium.FILE, everything());
  }

  /** The same run with only these impairments. */
  public SimulationConfig with(Set<Impairment> only) {
    return new SimulationConfig(
        seed, streams, ratePerSecond, durationMillis, startTime, medium, only, incidents);
  }

  /** The same run for another medium. */
  public SimulationConfig to(Medium other) {
    return new SimulationConfig(
        seed, streams, ratePerSecond, durationMillis, startTime, other, impairments, incidents);
  }

  /** The same run, but for what befalls single rooms. */
  public SimulationConfig with(List<Incident> these) {
    return new SimulationConfig(
        seed, streams, ratePerSecond, durationMillis, startTime, medium, impairments, these);
  }

  /** Event time at which the run is over. */
  public long endTime() {
    return startTime + durationMillis;
  }

  private static Set<Impairment> everything() {
    return EnumSet.allOf(Impairment.class);
  }
}
