package io.livegauge.simulator.replay;

import io.livegauge.event.Topic;

/**
 * How to replay.
 *
 * @param bootstrap addresses of the cluster, {@code host:port,...}
 * @param prefix the topics' common prefix
 * @param speed multiple of real time, above 0, at most 1,000,000
 * @param maxPauseMillis no pause in the events lasts longer than this on the wall clock, 0 to 1
 *     day: one wild event time does not hold up the rest for years
 */
public record ReplayOptions(String bootstrap, String prefix, double speed, long maxPauseMillis) {
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
  }

  /** The topics of the contract, and pauses of one minute at most. */
  public static ReplayOptions of(String bootstrap, double speed) {
    return new ReplayOptions(bootstrap, Topic.DEFAULT_PREFIX, speed, DEFAULT_MAX_PAUSE_MILLIS);
  }
}
