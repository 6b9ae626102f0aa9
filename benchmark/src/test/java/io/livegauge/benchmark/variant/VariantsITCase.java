package io.livegauge.benchmark.variant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.livegauge.benchmark.workload.Workload;
import io.livegauge.benchmark.workload.WorkloadTopics;
import io.livegauge.benchmark.workload.WorkloadTopics.Filled;
import io.livegauge.event.Topic;
import io.livegauge.simulator.broker.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The variants over a workload that takes 7 min of event time, viewers as busy as they may be. */
class VariantsITCase {
  private static final int EVENTS = 50_000;
  private static final int ROOMS = 8;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir static Path folder;

  private static EmbeddedKafka kafka;
  private static Filled filled;

  @BeforeAll
  static void fill() {
    kafka = EmbeddedKafka.in(folder.resolve("kafka")).start();
    Workload workload = Workload.standard().withPace(360, 120).withRooms(ROOMS, 1, 0.1);
    filled = WorkloadTopics.fill(kafka.bootstrapServers(), workload, EVENTS, 2, written -> {});
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void shouldTripNoRuleButTheOneForDuplicates() throws Exception {
    Run run = run("default", Map.of());
    Outcome outcome = Variants.create(Variants.OURS_HASHMAP).run(run);

    assertOnlyDuplicatesRejected(run);
    assertThat(outcome.read()).isEqualTo(EVENTS);
    assertThat(outcome.written())
        .isEqualTo(WorkloadTopics.records(kafka.bootstrapServers(), Ours.outputs(run)))
        .isGreaterThan(filled.duplicates());
  }

  @Test
  void shouldTripNoOtherRuleWithShortSlicesEither() throws Exception {
    Run run = run("short", Map.of("slice", "1s"));
    Outcome outcome = Variants.create(Variants.OURS_ROCKSDB).run(run);

    assertOnlyDuplicatesRejected(run);
    assertThat(outcome.checkpoints()).isPositive();
    assertThat(outcome.checkpointBytes()).isPositive();
  }

  @Test
  void shouldReadEveryEventWhereNothingElseIsDone() throws Exception {
    assertThat(Variants.create(Variants.DISCARD).run(run("discard", Map.of())).read())
        .isEqualTo(EVENTS);
    assertThat(Variants.create(Variants.DECODE_ONLY).run(run("decode", Map.of())).read())
        .isEqualTo(EVENTS);
  }

  private static Run run(String name, Map<String, String> options) {
    return new Run(
        kafka.bootstrapServers(),
        EVENTS,
        WorkloadTopics.prefix(EVENTS),
        name + ".",
        2,
        folder.resolve(name),
        options);
  }

  private static void assertOnlyDuplicatesRejected(Run run) throws IOException {
    Map<String, Long> reasons = new HashMap<>();
    for (JsonNode rejected : records(Topic.QUARANTINE.named(run.outputPrefix()))) {
      reasons.merge(rejected.get("reason").asText(), 1L, Long::sum);
    }
    assertThat(reasons).isEqualTo(Map.of("DUPLICATE_ID", filled.duplicates()));
    List<JsonNode> sessions = records(Topic.SESSIONS.named(run.outputPrefix()));
    assertThat(sessions).hasSize(ROOMS);
    for (JsonNode session : sessions) {
      assertThat(session.get("quality").get("excess")).as("cut by a cap").isEmpty();
    }
  }

  private static List<JsonNode> records(String topic) throws IOException {
    Map<TopicPartition, Long> ends = WorkloadTopics.ends(kafka.bootstrapServers(), List.of(topic));
    List<JsonNode> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      long expected = ends.values().stream().mapToLong(Long::longValue).sum();
      while (records.size() < expected) {
        for (var message : consumer.poll(Duration.ofSeconds(1))) {
          records.add(JSON.readTree(message.value()));
        }
      }
    }
    return records;
  }
}
