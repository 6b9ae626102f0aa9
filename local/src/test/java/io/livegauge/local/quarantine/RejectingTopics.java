package io.livegauge.local.quarantine;

import io.livegauge.event.Reason;
import io.livegauge.event.Rejection;
import io.livegauge.event.Topic;
import io.livegauge.simulator.broker.LiveTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics under a prefix, with records that were rejected, as if a job had read them. */
public final class RejectingTopics implements AutoCloseable {
  private final String bootstrap;
  private final String prefix;
  private final KafkaProducer<byte[], byte[]> producer;

  /** Creates all of them, with that many partitions. */
  public RejectingTopics(String bootstrap, String prefix, int partitions) {
    this.bootstrap = bootstrap;
    this.prefix = prefix;
    LiveTopics.create(bootstrap, prefix, partitions);
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", "5"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Puts a record on its topic. */
  public Future<RecordMetadata> send(Topic topic, String streamId, byte[] value) {
    return producer.send(
        new ProducerRecord<>(
            topic.named(prefix), streamId.getBytes(StandardCharsets.UTF_8), value));
  }

  /** Puts a record on its topic and its rejection into the quarantine. */
  public RecordMetadata reject(Reason reason, Topic topic, String streamId, byte[] value)
      throws Exception {
    RecordMetadata at = send(topic, streamId, value).get(30, TimeUnit.SECONDS);
    quarantine(
            reason == Reason.INVALID || reason == Reason.FUTURE
                ? Samples.undecodable(value, topic, at.partition(), at.offset())
                : Samples.of(reason, value, topic, at.partition(), at.offset()))
        .get(30, TimeUnit.SECONDS);
    return at;
  }

  /** Puts a rejection into the quarantine. */
  public Future<RecordMetadata> quarantine(Rejection rejection) {
    return producer.send(
        new ProducerRecord<>(
            Topic.QUARANTINE.named(prefix), rejection.key(), rejection.toJson(prefix)));
  }

  /** Returns when all is written. */
  public void flush() {
    producer.flush();
  }

  /** How far a topic can be read, all partitions together. */
  public long committedEnd(Topic topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return consumer.endOffsets(partitions(consumer, topic)).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, Topic topic) {
    return consumer.partitionsFor(topic.named(prefix)).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  /** All committed records of a topic, in no order. */
  public List<ConsumerRecord<byte[], byte[]>> committed(Topic topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
