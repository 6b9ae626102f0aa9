package io.livegauge.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.livegauge.event.Topic;
import io.livegauge.job.config.KafkaProperties;
import io.livegauge.local.cluster.ClusterState.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Looks for scores as any client could: first at what was written last, then for records of later
 * windows. It sees what is committed.
 */
final class ScoreWatch implements Scores {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  /** Records of a partition's end that are looked at: all streams of a slice are about as far. */
  private static final long LAST = 200;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private long latestWindow = Long.MIN_VALUE;
  private long latestWritten = Long.MIN_VALUE;

  /**
   * Looks at what was written last.
   *
   * @param client further settings of the consumer
   * @throws org.apache.kafka.common.KafkaException where Kafka does not answer
   */
  ScoreWatch(String bootstrap, String prefix, Map<String, String> client) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(Topic.SCORES.named(prefix)).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    partitions.forEach(p -> consumer.seek(p, Math.max(beginnings.get(p), ends.get(p) - LAST)));
    catchUp();
  }

  /** One of a cluster's scores. */
  static ScoreWatch of(Settings settings) {
    return new ScoreWatch(
        settings.bootstrap(), settings.topicPrefix(), KafkaProperties.load(settings.kafkaConfig()));
  }

  @Override
  public void catchUp() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long deadline = System.nanoTime() + ANSWER.toNanos();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())
        && System.nanoTime() < deadline) {
      read(false);
    }
  }

  @Override
  public int read(boolean isLaterNeeded) {
    long before = latestWindow;
    int count = 0;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      long window = take(record);
      if (window > (isLaterNeeded ? before : Long.MIN_VALUE)) {
        count++;
      }
    }
    return count;
  }

  private long take(ConsumerRecord<byte[], byte[]> record) {
    try {
      JsonNode node = JSON.readTree(record.value());
      long window = node == null ? Long.MIN_VALUE : node.path("windowEnd").asLong(Long.MIN_VALUE);
      latestWindow = Math.max(latestWindow, window);
      latestWritten = Math.max(latestWritten, record.timestamp());
      return window;
    } catch (IOException | IllegalArgumentException e) {
      return Long.MIN_VALUE; // anybody can write to a topic
    }
  }

  @Override
  public long latestWritten() {
    return latestWritten;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE));
  }
}
