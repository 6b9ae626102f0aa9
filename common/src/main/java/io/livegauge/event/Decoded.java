package io.livegauge.event;

/** What decoding makes of one record: an event, or a rejection; never both, never neither. */
public sealed interface Decoded {

  /** A record that keeps the contract. */
  record Valid(Event event) implements Decoded {}

  /**
   * A record that does not.
   *
   * @param timestamp the Kafka record's timestamp in epoch milliseconds, negative where Kafka knows
   *     none; 0 in files
   */
  record Rejected(Rejection rejection, long timestamp) implements Decoded {}
}
