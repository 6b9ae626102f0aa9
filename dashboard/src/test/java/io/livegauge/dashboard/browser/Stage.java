package io.livegauge.dashboard.browser;

import io.livegauge.alert.AlertRecord;
import io.livegauge.dashboard.MadeUpRooms;
import io.livegauge.event.Topic;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.SessionSummary;
import io.livegauge.simulator.broker.EmbeddedKafka;
import io.livegauge.simulator.broker.LiveTopics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with the topics of the screens, and a producer of what the job would publish. */
final class Stage implements AutoCloseable {
  private static final String PREFIX = "live.";

  private final EmbeddedKafka kafka = EmbeddedKafka.temporary();
  private final KafkaProducer<byte[], byte[]> producer;

  Stage() {
    kafka.start();
    LiveTopics.create(kafka.bootstrapServers(), PREFIX, 2);
    producer = producer();
  }

  String bootstrap() {
    return kafka.bootstrapServers();
  }

  /** The broker goes away and keeps what it has. */
  void stopBroker() {
    kafka.stop();
  }

  void startBroker() {
    kafka.start();
  }

  /** Publishes the next slice ends of all rooms, the last of which is returned. */
  List<ScoreRecord> play(MadeUpRooms rooms, int slices) {
    List<ScoreRecord> records = List.of();
    for (int i = 0; i < slices; i++) {
      records = rooms.next();
      await(
          records.stream()
              .map(record -> send(Topic.SCORES, record.streamId(), record.toJson()))
              .toList());
    }
    return records;
  }

  /**
   * Publishes the next slice end of all rooms.
   *
   * @param readable takes for each stream when its record was acknowledged, epoch ms: on the one
   *     broker it then is readable
   */
  List<ScoreRecord> play(MadeUpRooms rooms, Map<String, Long> readable) {
    List<ScoreRecord> records = rooms.next();
    Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (ScoreRecord record : records) {
      sent.add(
          producer.send(
              message(Topic.SCORES, record.streamId(), record.toJson()),
              (done, failed) -> acknowledged.put(record.streamId(), System.currentTimeMillis())));
    }
    await(sent);
    readable.putAll(acknowledged);
    return records;
  }

  void publish(ScoreRecord record) {
    await(List.of(send(Topic.SCORES, record.streamId(), record.toJson())));
  }

  void publish(AlertRecord alert) {
    await(List.of(send(Topic.ALERTS, alert.streamId(), alert.toJson())));
  }

  void publish(SessionSummary summary) {
    String key = summary.streamId() + summary.sessionStart();
    await(List.of(send(Topic.SESSIONS, key, summary.toJson())));
  }

  /** Publishes any bytes to a topic. */
  void publish(Topic topic, String key, String text) {
    await(List.of(send(topic, key, text.getBytes(StandardCharsets.UTF_8))));
  }

  private Future<RecordMetadata> send(Topic topic, String key, byte[] value) {
    return producer.send(message(topic, key, value));
  }

  private static ProducerRecord<byte[], byte[]> message(Topic topic, String key, byte[] value) {
    return new ProducerRecord<>(topic.named(PREFIX), key.getBytes(StandardCharsets.UTF_8), value);
  }

  private static void await(List<Future<RecordMetadata>> sent) {
    try {
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  @Override
  public void close() {
    producer.close();
    kafka.close();
  }
}
