package io.livegauge.job.ingest;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Turns {@link StartAt} into real offsets before partitions are handed out, so that every reader
 * knows where it stands from the first moment on: a partition's time depends on it.
 */
final class ResolvedOffsets implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  private final StartAt start;

  ResolvedOffsets(StartAt start) {
    this.start = start;
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    return switch (start.kind()) {
      case EARLIEST -> retriever.beginningOffsets(partitions);
      case LATEST -> retriever.endOffsets(partitions);
      case COMMITTED -> {
        Map<TopicPartition, Long> offsets = new HashMap<>(retriever.beginningOffsets(partitions));
        offsets.putAll(retriever.committedOffsets(partitions));
        yield offsets;
      }
      case TIMESTAMP -> {
        Map<TopicPartition, Long> offsets = new HashMap<>(retriever.endOffsets(partitions));
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, start.timestampMillis()));
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
            retriever.offsetsForTimes(times).entrySet()) {
          if (found.getValue() != null) {
            offsets.put(found.getKey(), found.getValue().offset());
          }
        }
        yield offsets;
      }
    };
  }

  /** Where retention was faster than the job, reading goes on with the first record left. */
  @Override
  @SuppressWarnings("deprecation") // the connector's interface asks for it
  public org.apache.kafka.clients.consumer.OffsetResetStrategy getAutoOffsetResetStrategy() {
    return org.apache.kafka.clients.consumer.OffsetResetStrategy.EARLIEST;
  }
}
