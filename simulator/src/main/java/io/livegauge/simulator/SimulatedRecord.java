package io.livegauge.simulator;

import io.livegauge.event.Topic;

/** One record of a run. Its arrays are not copied: nobody changes them. */
public final class SimulatedRecord {
  private final byte[] key;
  private final byte[] value;
  private final long emitTime;
  private final String type;
  private final Truth truth;

  SimulatedRecord(byte[] key, byte[] value, long emitTime, String type, Truth truth) {
    this.key = key;
    this.value = value;
    this.emitTime = emitTime;
    this.type = type;
    this.truth = truth;
  }

  /** The topic that the record goes to. */
  public Topic topic() {
    return truth.topic();
  }

  /** The record key: the stream id in UTF-8. */
  public byte[] key() {
    return key;
  }

  /** The record value; null for a tombstone, live only. */
  public byte[] value() {
    return value;
  }

  /** Event time, epoch milliseconds. */
  public long eventTime() {
    return truth.eventTime();
  }

  /** When the record reaches Kafka, on the clock of event time; never decreases over a run. */
  public long emitTime() {
    return emitTime;
  }

  /** The event type's wire name; null for a malformed record. */
  public String type() {
    return type;
  }

  /** What is known about it. */
  public Truth truth() {
    return truth;
  }
}
