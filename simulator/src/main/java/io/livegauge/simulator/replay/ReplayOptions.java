package io.livegauge.simulator.replay;

import io.livegauge.event.Topic;
import java.util.Map;

/**
 * How to replay.
 *
 * @param bootstrap addresses of the cluster, {@code host:port,...}
 * @param prefix the topics' common prefix
 * @param speed multiple of real time, above 0, at most 1,000,000
 * @param maxPauseMillis no pause in the events lasts longer than this on the wall clock, 0 to 1
 *     day: one wild event time does not hold up the rest for years
 * @param clientProperties further settings of the Kafka clients, security for one
 */
public record ReplayOptions(
    String bootstrap,
    String prefix,
    double speed,
    long maxPauseMillis,
    Map<String, String> clientProperties) {
  /** What {@link #of} sets: one minute. */
  public static final long DEFAULT_MAX_PAUSE_MILLIS = 60_000;

  /** Checks every part; the message of an error names the part, its value and what is allowed. */
  public ReplayOptions {
    if (!(speed > 0 && speed <= 1_000_000)) {
      throw new IllegalArgumentException(
          "speed is " + speed + ": above 0 and at most 1000000 is allowed");
    }
    if (maxPauseMillis < 0 || maxPauseMillis > 86_400_000) {
      throw new IllegalArgumentException(
          "longest pause is " + maxPauseMillis + " ms: 0 to 86400000 is allowed");
    }
    clientProperties = Map.copyOf(clientProperties);
  }

  /** The same without further settings of the Kafka clients. */
  public ReplayOptions(String bootstrap, String prefix, double speed, long maxPauseMillis) {
    this(bootstrap, prefix, speed, maxPauseMillis, Map.of());
  }

  /** The topics of the contract, and pauses of one minute at most. */
  public static ReplayOptions of(String bootstrap, double speed) {
    return new ReplayOptions(bootstrap, Topic.DEFAULT_PREFIX, speed, DEFAULT_MAX_PAUSE_MILLIS);
  }

  /** Without the values of the client properties, which may hold secrets. */
  @Override
  public String toString() {
    return "ReplayOptions[" + bootstrap + ", " + prefix + "*, speed " + speed + "]";
  }
}
