package io.livegauge.local.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Topic;
import io.livegauge.simulator.broker.EmbeddedKafka;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class ScoreWatchITCase {
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void startKafka() {
    kafka = EmbeddedKafka.temporary().start();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void shouldCountRecordsOfLaterWindowsAlone() throws Exception {
    String prefix = "watched.";
    kafka.createTopics(2, Topic.SCORES.named(prefix));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      try (ScoreWatch watch = new ScoreWatch(kafka.bootstrapServers(), prefix, Map.of())) {
        assertThat(watch.latestWritten()).isEqualTo(Long.MIN_VALUE);
      }
      long before = System.currentTimeMillis();
      send(producer, prefix, 0, "{\"windowEnd\":5000}");
      send(producer, prefix, 1, "{\"windowEnd\":6000}");

      try (ScoreWatch watch = new ScoreWatch(kafka.bootstrapServers(), prefix, Map.of())) {
        assertThat(watch.latestWritten()).isGreaterThanOrEqualTo(before);
        send(producer, prefix, 0, "{\"windowEnd\":6000}");
        send(producer, prefix, 0, "no record");
        send(producer, prefix, 0, "{\"windowEnd\":7000}");
        assertThat(awaitRead(watch, true)).isEqualTo(1);

        send(producer, prefix, 1, "{\"windowEnd\":1000}");
        assertThat(awaitRead(watch, false)).isEqualTo(1);

        send(producer, prefix, 1, "{\"windowEnd\":8000}");
        watch.catchUp();
        assertThat(watch.read(true)).isZero();
      }
    }
  }

  private static int awaitRead(ScoreWatch watch, boolean isLaterNeeded) {
    int found = 0;
    while (found == 0) {
      found = watch.read(isLaterNeeded);
    }
    return found;
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, String prefix, int partition, String text)
      throws Exception {
    producer
        .send(
            new ProducerRecord<>(Topic.SCORES.named(prefix), partition, null, text.getBytes(UTF_8)))
        .get(30, TimeUnit.SECONDS);
  }
}
