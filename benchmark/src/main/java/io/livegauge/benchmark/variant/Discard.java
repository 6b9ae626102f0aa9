package io.livegauge.benchmark.variant;

import io.livegauge.benchmark.workload.WorkloadTopics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The floor: what it takes to have the bytes at all. */
final class Discard implements Variant {
  private static final Duration POLL = Duration.ofSeconds(1);

  @Override
  public String name() {
    return Variants.DISCARD;
  }

  @Override
  public String describe() {
    return "Kafka's own consumer in one thread, which drops the bytes of every record.";
  }

  @Override
  public Outcome run(Run run) {
    Map<TopicPartition, Long> ends =
        new HashMap<>(
            WorkloadTopics.ends(run.bootstrap(), WorkloadTopics.inputs(run.inputPrefix())));
    ends.values().removeIf(end -> end == 0);
    long read = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, run.bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      while (!ends.isEmpty()) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        read += records.count();
        records.nextOffsets().forEach((partition, next) -> ends.remove(partition, next.offset()));
      }
    }
    return new Outcome(read, 0, 0, 0, 0);
  }
}
