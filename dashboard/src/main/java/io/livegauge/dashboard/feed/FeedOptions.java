package io.livegauge.dashboard.feed;

import java.time.Duration;
import java.util.Map;

/**
 * Which Kafka is read, and how far back the state goes.
 *
 * @param bootstrap {@code host:port,...}
 * @param prefix what the names of the topics begin with, {@code live.} by default
 * @param history a session is shown until its newest slice end lies this far behind the newest of
 *     all; in event time
 * @param clientProperties further settings of the Kafka clients, such as those of TLS and SASL;
 *     they go over the built-in ones
 */
public record FeedOptions(
    String bootstrap, String prefix, Duration history, Map<String, String> clientProperties) {
  /** How far back the state goes where nothing else is said. */
  public static final Duration DEFAULT_HISTORY = Duration.ofHours(24);

  private static final Duration LEAST_HISTORY = Duration.ofMinutes(10);
  private static final Duration LARGEST_HISTORY = Duration.ofDays(366);

  /**
   * Copies the properties.
   *
   * @throws IllegalArgumentException where an option is out of range; the message names it
   */
  public FeedOptions {
    if (bootstrap == null || bootstrap.isBlank()) {
      throw new IllegalArgumentException(
          "bootstrap is empty: host:port,... of the Kafka cluster is needed");
    }
    if (prefix == null) {
      throw new IllegalArgumentException("prefix is missing: text, also none, is allowed");
    }
    if (history == null
        || history.compareTo(LEAST_HISTORY) < 0
        || history.compareTo(LARGEST_HISTORY) > 0) {
      throw new IllegalArgumentException(
          "history is " + history + ": 10 minutes to 366 days are allowed");
    }
    clientProperties = Map.copyOf(clientProperties);
  }

  /** Without the values of the client properties, which may hold secrets. */
  @Override
  public String toString() {
    return "FeedOptions[" + bootstrap + ", " + prefix + "*, history " + history + "]";
  }
}
