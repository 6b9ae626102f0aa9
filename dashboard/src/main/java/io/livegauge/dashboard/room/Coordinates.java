package io.livegauge.dashboard.room;

/** Where a record lies in Kafka. */
public record Coordinates(String topic, int partition, long offset) {
  /** Whether this record goes over one of the same identity that lies there. */
  boolean isAfter(int otherPartition, long otherOffset) {
    return partition != otherPartition ? partition > otherPartition : offset >= otherOffset;
  }
}
