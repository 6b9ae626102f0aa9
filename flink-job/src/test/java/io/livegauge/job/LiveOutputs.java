package io.livegauge.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.event.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the scores and the quarantine of a live run, from their beginning. */
final class LiveOutputs implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  final List<JsonNode> scores = new ArrayList<>();
  final List<JsonNode> rejections = new ArrayList<>();
  private final KafkaConsumer<byte[], byte[]> consumer;

  LiveOutputs(String bootstrap, int partitions) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      all.add(new TopicPartition(Topic.SCORES.named(Topic.DEFAULT_PREFIX), i));
      all.add(new TopicPartition(Topic.QUARANTINE.named(Topic.DEFAULT_PREFIX), i));
    }
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** Reads on until a condition holds; fails after a minute, saying how things stand. */
  void await(BooleanSupplier condition, Supplier<String> how) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(how.get()).isLessThan(deadline);
      poll();
    }
  }

  /** Reads what is there, waiting a little for it. */
  void poll() throws IOException {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
      JsonNode value = JSON.readTree(record.value());
      (record.topic().endsWith(Topic.SCORES.suffix()) ? scores : rejections).add(value);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
