package io.livegauge.local.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads what is committed on a topic at one moment, record by record, and no further. Memory is
 * bounded by a few fetches, whatever the topic holds.
 */
public final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaAccess access;
  private final Admin admin;
  private final BooleanSupplier isStopped;

  /**
   * @param admin a client of that cluster
   * @param isStopped whether to leave early; asked between fetches
   */
  public TopicReader(KafkaAccess access, Admin admin, BooleanSupplier isStopped) {
    this.access = access;
    this.admin = admin;
    this.isStopped = isStopped;
  }

  /**
   * All of a topic's records at this moment, by partition.
   *
   * @throws KafkaFailure where there is no such topic, or Kafka does not answer
   */
  public Map<TopicPartition, Stretch> whole(String topic) {
    return stretches(topic, OffsetSpec.earliest());
  }

  /** The records at this moment whose timestamps begin there. */
  public Map<TopicPartition, Stretch> since(String topic, Instant from) {
    return stretches(topic, OffsetSpec.forTimestamp(from.toEpochMilli()));
  }

  private Map<TopicPartition, Stretch> stretches(String topic, OffsetSpec begin) {
    Set<TopicPartition> partitions = new HashSet<>();
    for (int i = 0; i < describe(topic).partitions().size(); i++) {
      partitions.add(new TopicPartition(topic, i));
    }
    Map<TopicPartition, Long> begins = offsets(partitions, begin);
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    Map<TopicPartition, Stretch> stretches = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long end = ends.get(partition);
      // Of a time after the last record there is no offset.
      long from = begins.get(partition);
      stretches.put(partition, new Stretch(from < 0 ? end : from, end));
    }
    return stretches;
  }

  private TopicDescription describe(String topic) {
    String doing = "look at " + topic + " (Describe on it)";
    try {
      return access.tryAnswer(
          doing, admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new KafkaFailure(
            "There is no topic "
                + topic
                + " in Kafka at "
                + access.bootstrap()
                + "; 'livegauge topics create' makes what is missing",
            e);
      }
      throw access.failure(doing, e);
    }
  }

  private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> answer :
        access
            .answer(
                "look at the ends of partitions (Describe on the topics)",
                admin
                    .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all())
            .entrySet()) {
      offsets.put(answer.getKey(), answer.getValue().offset());
    }
    return offsets;
  }

  /**
   * Reads those records; of one partition in their order.
   *
   * @throws KafkaFailure where Kafka does not let them be read, or ceases to answer
   */
  public void read(
      Map<TopicPartition, Stretch> stretches, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    Map<TopicPartition, Stretch> open = new HashMap<>(stretches);
    open.values().removeIf(Stretch::isEmpty);
    if (open.isEmpty()) {
      return;
    }
    String doing = "read " + open.keySet().iterator().next().topic() + " (Read on it)";
    try (KafkaConsumer<byte[], byte[]> consumer =
        access.consumer(
            Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                Integer.toString(4 << 20)))) {
      consumer.assign(open.keySet());
      open.forEach((partition, stretch) -> consumer.seek(partition, stretch.from()));
      Progress progress = new Progress();
      while (!open.isEmpty() && !isStopped.getAsBoolean()) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> record : records) {
          Stretch stretch = open.get(new TopicPartition(record.topic(), record.partition()));
          if (stretch != null && record.offset() < stretch.to()) {
            sink.accept(record);
          }
        }
        // Markers of transactions move a position without a record.
        boolean isDone =
            open.entrySet()
                .removeIf(
                    entry ->
                        consumer.position(entry.getKey(), KafkaAccess.PATIENCE)
                            >= entry.getValue().to());
        if (isDone) {
          consumer.assign(open.keySet());
        }
        progress.note(!records.isEmpty() || isDone, doing);
      }
    } catch (KafkaException e) {
      throw access.failure(doing, e);
    }
  }

  /** Sees to it that nobody waits for ever for a broker that has gone. */
  private final class Progress {
    private long deadline = System.nanoTime() + KafkaAccess.PATIENCE.toNanos();

    void note(boolean isMoving, String doing) {
      long now = System.nanoTime();
      if (isMoving) {
        deadline = now + KafkaAccess.PATIENCE.toNanos();
      } else if (now - deadline > 0) {
        throw access.failure(doing, new org.apache.kafka.common.errors.TimeoutException());
      }
    }
  }
}
