package io.livegauge.dashboard.room;

import java.util.List;

/**
 * How it stands with Kafka.
 *
 * @param bootstrap the address that was given
 * @param connected whether the cluster answers
 * @param since epoch ms by the wall clock: when it first answered, or last did (where it never did:
 *     when it was first asked)
 * @param missingTopics those that do not exist yet, in alphabetical order
 * @param caughtUp whether everything has been read that was readable a moment ago
 * @param readBack share of it that has been read, 0 to 1
 */
public record KafkaState(
    String bootstrap,
    boolean connected,
    long since,
    List<String> missingTopics,
    boolean caughtUp,
    double readBack) {
  /** Copies the list. */
  public KafkaState {
    missingTopics = List.copyOf(missingTopics);
  }
}
