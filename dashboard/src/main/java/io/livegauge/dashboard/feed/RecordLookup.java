package io.livegauge.dashboard.feed;

import java.util.Optional;

/** Reads single records back from Kafka by their coordinates. */
public interface RecordLookup {
  /**
   * The value of one record; waits a few seconds at most. Safe for several threads.
   *
   * @return empty where Kafka no longer has the record (or never had one there)
   * @throws KafkaUnavailableException where Kafka does not answer in time
   */
  Optional<byte[]> read(String topic, int partition, long offset);
}
