package io.livegauge.benchmark.latency;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads score records as anyone would, what is not committed excepted, and notes when each one
 * could be read.
 */
final class ScoreReader implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Clock clock;

  /** A reader of a topic that exists, from its beginning on. */
  ScoreReader(String bootstrap, String topic, Clock clock) {
    this.clock = clock;
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Hands on what there is to read, after at most that time. */
  void read(Duration wait, Latencies latencies) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
    // All of them were there to be read now; taking them apart takes its time.
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    for (ConsumerRecord<byte[], byte[]> score : records) {
      latencies.take(
          new String(score.key(), UTF_8), windowEnd(score.value()), score.timestamp(), micros);
    }
  }

  /** The field of that name, which stands near the beginning. */
  static long windowEnd(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && "windowEnd".equals(parser.currentName())) {
          return parser.nextLongValue(0);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A score record is no JSON", e);
    }
    throw new IllegalArgumentException("A score record has no windowEnd");
  }

  @Override
  public void close() {
    consumer.close();
  }
}
