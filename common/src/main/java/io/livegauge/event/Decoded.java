package io.livegauge.event;

/**
 * What decoding makes of one record: an event, packed as it travels, or a rejection; never both,
 * never neither.
 */
public sealed interface Decoded permits PackedEvent, Decoded.Rejected {

  /**
   * A record that does not keep the contract.
   *
   * @param timestamp the Kafka record's timestamp in epoch milliseconds, negative where Kafka knows
   *     none; 0 in files
   */
  record Rejected(Rejection rejection, long timestamp) implements Decoded {}
}
