package io.livegauge.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.event.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the output topics as any client could, and keeps a {@link Scoreboard}. */
final class ScoreReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScoreReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long STOP_MILLIS = 5_000;

  private final ObjectMapper json = new ObjectMapper();
  private final Scoreboard scoreboard;
  private final String scores;
  private final String sessions;
  private final String alerts;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;

  ScoreReader(String bootstrap, String prefix, Scoreboard scoreboard) {
    this.scoreboard = scoreboard;
    this.scores = Topic.SCORES.named(prefix);
    this.sessions = Topic.SESSIONS.named(prefix);
    this.alerts = Topic.ALERTS.named(prefix);
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(scores, sessions, alerts, Topic.QUARANTINE.named(prefix))) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.thread = new Thread(this::read, "score-reader");
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void read() {
    try (consumer) {
      while (true) {
        var records = consumer.poll(POLL);
        long now = System.currentTimeMillis();
        for (ConsumerRecord<byte[], byte[]> record : records) {
          take(record, now);
        }
      }
    } catch (WakeupException e) {
      LOG.debug("The reader was asked to stop");
    } catch (RuntimeException e) {
      LOG.error("The output topics can no longer be read", e);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, long now) {
    if (record.topic().equals(sessions)) {
      scoreboard.session();
      return;
    }
    boolean isScore = record.topic().equals(scores);
    if (!isScore && !record.topic().equals(alerts)) {
      scoreboard.quarantined();
      return;
    }
    try {
      JsonNode node = json.readTree(record.value());
      if (node != null && node.isObject()) {
        if (isScore) {
          scoreboard.score(node, now);
        } else {
          scoreboard.alert(node);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // Anybody can write to a topic; what is no record of the job's is no row.
      LOG.warn("No record of the job's: {} {}", record.topic(), record.offset(), e);
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
