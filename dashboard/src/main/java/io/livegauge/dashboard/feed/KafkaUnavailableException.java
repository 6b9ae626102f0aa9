package io.livegauge.dashboard.feed;

/** Kafka did not answer in time; the message says what was asked. */
public final class KafkaUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what was asked, and why there is no answer. */
  public KafkaUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
