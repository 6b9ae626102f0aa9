package io.livegauge.benchmark.latency;

import io.livegauge.event.Topic;
import java.util.List;
import java.util.Set;

/**
 * What a load process shall send.
 *
 * @param bootstrap address of the broker
 * @param prefix of the input topics, which exist
 * @param schedule when
 * @param seed of the events
 * @param rooms number of streams
 * @param quiet topics that get nothing: their events are left out
 * @param lingerMillis how long a producer waits for more before it sends
 */
record LoadOrder(
    String bootstrap,
    String prefix,
    Schedule schedule,
    long seed,
    int rooms,
    Set<Topic> quiet,
    int lingerMillis) {
  LoadOrder {
    quiet = Set.copyOf(quiet);
  }

  /**
   * What became of one stage.
   *
   * @param sent events handed to the producer
   * @param lateMicrosP99 how far behind its schedule an event was handed over, 99th percentile
   * @param lateMicrosMax the most
   * @param acknowledgedMicrosP99 from the schedule to the broker's acknowledgement
   */
  record Sent(long sent, long lateMicrosP99, long lateMicrosMax, long acknowledgedMicrosP99) {}

  /**
   * What became of all.
   *
   * @param stages in their order
   * @param failure why the broker did not take an event; null where it took all
   */
  record Report(List<Sent> stages, String failure) {}
}
