package io.livegauge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.event.EventType;
import io.livegauge.event.Topic;
import io.livegauge.simulator.broker.EmbeddedKafka;
import io.livegauge.simulator.broker.LiveTopics;
import io.livegauge.simulator.replay.Replay;
import io.livegauge.simulator.replay.ReplayOptions;
import io.livegauge.simulator.replay.ReplayReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class KafkaTargetITCase {
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
  void shouldWriteEveryRecordOfARun() {
    LiveTopics.create(kafka.bootstrapServers(), "run.", 2);
    SimulationConfig config = SimulationConfig.live(5, 4, 100, 60_000, 1_700_000_000_000L);
    List<SimulatedRecord> written = new ArrayList<>();
    // By a clock at which the whole run is past, nothing waits.
    try (KafkaTarget target =
            new KafkaTarget(kafka.bootstrapServers(), "run.", () -> Long.MAX_VALUE);
        TruthWriter truth = TruthWriter.countingOnly(config)) {
      long acknowledged =
          target.write(
              new Simulation(config),
              r -> {
                written.add(r);
                truth.add(r);
              });

      assertThat(acknowledged).isEqualTo(written.size()).isEqualTo(truth.totals().produced());
      assertThat(target.sent()).isEqualTo(acknowledged);
    }

    Map<Topic, List<ConsumerRecord<byte[], byte[]>>> read = consume("run.", 2);
    for (Topic topic : read.keySet()) {
      List<SimulatedRecord> sent = written.stream().filter(r -> r.topic() == topic).toList();
      assertThat(read.get(topic)).hasSameSizeAs(sent);
      assertThat(read.get(topic).stream().map(r -> text(r.value())))
          .containsExactlyInAnyOrderElementsOf(sent.stream().map(r -> text(r.value())).toList());
      assertThat(read.get(topic).stream().map(r -> text(r.key())).distinct())
          .containsExactlyInAnyOrderElementsOf(
              sent.stream().map(r -> r.truth().streamId()).distinct().toList());
    }
  }

  @Test
  void shouldKeepThePaceOfTheWallClockUntilStopped() {
    LiveTopics.create(kafka.bootstrapServers(), "pace.", 1);
    SimulationConfig config =
        SimulationConfig.live(5, 2, 200, 3_600_000, System.currentTimeMillis());
    AtomicReference<KafkaTarget> running = new AtomicReference<>();
    SimulationTotals totals = new SimulationTotals(config);
    try (KafkaTarget target = new KafkaTarget(kafka.bootstrapServers(), "pace.")) {
      running.set(target);
      long acknowledged =
          target.write(
              new Simulation(config),
              r -> {
                totals.add(r);
                assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(r.emitTime());
                if (r.emitTime() > config.startTime() + 2_000) {
                  running.get().stop();
                }
              });

      assertThat(acknowledged).isEqualTo(totals.produced());
    }
    consume("pace.", 1).values().stream()
        .flatMap(List::stream)
        .forEach(r -> assertThat(r.timestamp()).isGreaterThanOrEqualTo(config.startTime()));
  }

  @Test
  void shouldReplayFilesInEventTimeOrder(@TempDir Path directory) throws Exception {
    LiveTopics.create(kafka.bootstrapServers(), "replay.", 1);
    SimulationConfig config = SimulationConfig.file(6, 3, 100, 60_000, 1_700_000_000_000L);
    Path events = directory.resolve("events.jsonl");
    List<SimulatedRecord> records = new ArrayList<>();
    new FileTarget(events).write(new Simulation(config), records::add);
    Path huge =
        Files.writeString(
            directory.resolve("huge.jsonl"),
            "{\"type\":\"like\",\"eventTime\":1700000000000,\"x\":\""
                + "y".repeat(2_000_000)
                + "\"}\n\nno event\n");

    ReplayReport report =
        new Replay(
                List.of(events, huge),
                new ReplayOptions(kafka.bootstrapServers(), "replay.", 100, 100))
            .run();

    assertThat(report.lines()).isEqualTo(records.size() + 2L);
    assertThat(report.sent()).isEqualTo(report.lines());
    assertThat(report.refused()).isEqualTo(1);
    assertThat(report.firstRefusal()).contains("replay.like");
    assertThat(report.acknowledged()).isEqualTo(records.size() + 1L);
    assertThat(report.stopped()).isFalse();
    Map<Topic, List<ConsumerRecord<byte[], byte[]>>> read = consume("replay.", 1);
    assertThat(read.get(Topic.STREAM).stream().map(r -> text(r.value()))).contains("no event");
    ObjectMapper json = new ObjectMapper();
    long last = 0;
    for (ConsumerRecord<byte[], byte[]> r : read.get(Topic.PRODUCT)) {
      var event = json.readTree(r.value());
      assertThat(EventType.ofWireName(event.get("type").asText()).topic()).isEqualTo(Topic.PRODUCT);
      assertThat(event.get("eventTime").asLong()).isGreaterThanOrEqualTo(last);
      last = event.get("eventTime").asLong();
    }
  }

  @Test
  void shouldSayWhichTopicsAreMissing() {
    assertThatThrownBy(() -> new KafkaTarget(kafka.bootstrapServers(), "none."))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lacks the topics none.access, none.ad");
  }

  private static Map<Topic, List<ConsumerRecord<byte[], byte[]>>> consume(
      String prefix, int partitions) {
    Properties p = new Properties();
    p.setProperty("bootstrap.servers", kafka.bootstrapServers());
    Map<Topic, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(p, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      for (Topic topic : Topic.values()) {
        if (!topic.isInput()) {
          continue;
        }
        List<ConsumerRecord<byte[], byte[]>> ofTopic = new ArrayList<>();
        records.put(topic, ofTopic);
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
          all.add(new TopicPartition(topic.named(prefix), i));
        }
        consumer.assign(all);
        consumer.seekToBeginning(all);
        long end = consumer.endOffsets(all).values().stream().mapToLong(x -> x).sum();
        while (ofTopic.size() < end) {
          consumer.poll(Duration.ofSeconds(1)).forEach(ofTopic::add);
        }
      }
    }
    return records;
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "null" : new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
