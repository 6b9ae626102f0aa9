package io.livegauge.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.event.EventType;
import io.livegauge.event.Reason;
import io.livegauge.event.Topic;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.reference.EventBuilder;
import io.livegauge.simulator.FileTarget;
import io.livegauge.simulator.Impairment;
import io.livegauge.simulator.SimulatedRecord;
import io.livegauge.simulator.Simulation;
import io.livegauge.simulator.SimulationConfig;
import io.livegauge.simulator.broker.EmbeddedKafka;
import io.livegauge.simulator.broker.LiveTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Live through a real broker, with a stop and a restore to another parallelism in the middle, the
 * score records have the bytes that a backfill of the same records gives.
 */
class LiveRoadITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MINUTE = 60_000;
  private static final String SENTINEL = "sentinel";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  /** Alerts at every occasion, for three minutes are too short for the usual settings. */
  private static final Map<String, String> WATCHFUL =
      Map.of(
          "alert-raise-windows", "1",
          "alert-clear-windows", "2",
          "alert-least-duration", "5s",
          "alert-bot-surge", "0.005",
          "alert-bot-surge-clear", "0.002",
          "alert-data-health", "0.01",
          "alert-data-health-clear", "0.004",
          "alert-no-events", "5",
          "alert-no-events-clear", "0");

  @TempDir Path directory;

  @Test
  void shouldGiveTheBytesOfABackfillAcrossARestore() throws Exception {
    long start = System.currentTimeMillis() - 20 * MINUTE;
    long end = start + 3 * MINUTE;
    Path input = directory.resolve("events.jsonl");
    List<SimulatedRecord> records = new ArrayList<>();
    new FileTarget(input)
        .write(
            new Simulation(
                SimulationConfig.file(3, 5, 100, 3 * MINUTE, start)
                    .with(EnumSet.complementOf(EnumSet.of(Impairment.LATE)))),
            records::add);
    Map<Topic, String> sentinels = sentinels(end + MINUTE);
    Files.write(input, sentinels.values(), StandardOpenOption.APPEND);
    Map<String, String> backfilled = backfill(input, end);
    Map<String, String> alerts = alerts(directory.resolve("backfill"), end);

    try (EmbeddedKafka kafka = EmbeddedKafka.in(directory.resolve("kafka")).start()) {
      String bootstrap = kafka.bootstrapServers();
      LiveTopics.create(bootstrap, Topic.DEFAULT_PREFIX, 1);
      int half = records.size() / 2;
      try (KafkaProducer<byte[], byte[]> producer = producer(bootstrap);
          Outputs outputs = new Outputs(bootstrap, end)) {
        send(producer, records.subList(0, half));
        JobClient first = start(bootstrap, 1, null);
        outputs.awaitScores(backfilled.size() / 4);
        String savepoint =
            first
                .stopWithSavepoint(
                    false,
                    directory.resolve("savepoints").toUri().toString(),
                    SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
        int before = outputs.scores.size();

        send(producer, records.subList(half, records.size()));
        sendSentinels(producer, sentinels);
        JobClient second = start(bootstrap, 2, savepoint);
        outputs.awaitScores(backfilled.size());

        assertThat(before).as("scores before the restore").isLessThan(backfilled.size());
        assertThat(outputs.scores.keySet()).isEqualTo(backfilled.keySet());
        assertThat(outputs.scores)
            .allSatisfy((key, line) -> assertThat(line).as(key).isEqualTo(backfilled.get(key)));
        outputs.awaitRejections(rejections(directory.resolve("backfill")));
        outputs.awaitAlerts(alerts.size());
        assertThat(outputs.alerts).isEqualTo(alerts);
        assertThat(second.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
        second.cancel().get(30, TimeUnit.SECONDS);
      }
    }
  }

  /** One event of a stream of its own on each topic: they bring every partition's time on. */
  private static Map<Topic, String> sentinels(long time) {
    Map<Topic, String> lines = new EnumMap<>(Topic.class);
    for (EventType type : EventType.values()) {
      lines.computeIfAbsent(
          type.topic(),
          topic ->
              EventBuilder.toJsonLine(
                  EventBuilder.event(type, "sentinel-" + type.wireName()).stream(SENTINEL)
                      .user(1)
                      .at(time - EventBuilder.BASE)
                      .build()));
    }
    return lines;
  }

  /** The scores up to an event time, by stream and window end. */
  private Map<String, String> backfill(Path input, long end) throws Exception {
    Path output = directory.resolve("backfill");
    Backfill.run(JobConfig.of(WATCHFUL), List.of(input), output, 2);
    Map<String, String> scores = new TreeMap<>();
    for (String line : Files.readAllLines(output.resolve("scores.jsonl"))) {
      Outputs.putScore(scores, line, end);
    }
    assertThat(scores).isNotEmpty();
    return scores;
  }

  /** The changes of alerts up to an event time, by stream, rule and window end. */
  private static Map<String, String> alerts(Path output, long end) throws Exception {
    Map<String, String> alerts = new TreeMap<>();
    for (String line : Files.readAllLines(output.resolve("alerts.jsonl"))) {
      Outputs.putAlert(alerts, line, end);
    }
    assertThat(alerts).hasSizeGreaterThan(5);
    return alerts;
  }

  private static Map<String, Integer> rejections(Path output) throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    for (String line : Files.readAllLines(output.resolve("quarantine.jsonl"))) {
      counts.merge(JSON.readTree(line).get("reason").asText(), 1, Integer::sum);
    }
    return counts;
  }

  private JobClient start(String bootstrap, int parallelism, String savepoint) throws Exception {
    Map<String, String> options = new HashMap<>(WATCHFUL);
    options.put("bootstrap", bootstrap);
    options.put("parallelism", Integer.toString(parallelism));
    options.put("start", "earliest");
    options.put("checkpoint-interval", "500ms");
    options.put("checkpoints", directory.resolve("checkpoints").toUri().toString());
    // Without a key of its own each start would know the users by other hashes.
    Path key = directory.resolve("hash-key");
    Files.writeString(key, "000102030405060708090a0b0c0d0e0f\n");
    options.put("hash-key-file", key.toString());
    options.put("store", directory.resolve("store").toUri().toString());
    Configuration settings = new Configuration();
    if (savepoint != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    return LiveJob.start(env, JobConfig.of(options));
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, List<SimulatedRecord> records)
      throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    for (SimulatedRecord record : records) {
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  record.topic().named(Topic.DEFAULT_PREFIX), record.key(), record.value())));
    }
    await(sent);
  }

  private static void sendSentinels(
      KafkaProducer<byte[], byte[]> producer, Map<Topic, String> sentinels) throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    sentinels.forEach(
        (topic, line) ->
            sent.add(
                producer.send(
                    new ProducerRecord<>(
                        topic.named(Topic.DEFAULT_PREFIX),
                        SENTINEL.getBytes(StandardCharsets.UTF_8),
                        line.getBytes(StandardCharsets.UTF_8)))));
    await(sent);
  }

  private static void await(List<Future<?>> sent) throws Exception {
    for (Future<?> record : sent) {
      record.get(30, TimeUnit.SECONDS);
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrap, "linger.ms", "5"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** A plain consumer of the scores, the alerts and the quarantine. */
  private static final class Outputs implements AutoCloseable {
    final Map<String, String> scores = new TreeMap<>();
    final Map<String, String> alerts = new TreeMap<>();
    private final Map<String, Integer> rejections = new TreeMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final long end;

    Outputs(String bootstrap, long end) {
      this.end = end;
      consumer =
          new KafkaConsumer<>(
              Map.of("bootstrap.servers", bootstrap),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      List<TopicPartition> partitions =
          List.of(
              new TopicPartition(Topic.SCORES.named(Topic.DEFAULT_PREFIX), 0),
              new TopicPartition(Topic.ALERTS.named(Topic.DEFAULT_PREFIX), 0),
              new TopicPartition(Topic.QUARANTINE.named(Topic.DEFAULT_PREFIX), 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }

    void awaitScores(int count) throws Exception {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (scores.size() < count) {
        assertThat(System.nanoTime())
            .as("%d of %d scores came", scores.size(), count)
            .isLessThan(deadline);
        poll();
      }
    }

    void awaitAlerts(int count) throws Exception {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (alerts.size() < count) {
        assertThat(System.nanoTime())
            .as("%d of %d alerts came", alerts.size(), count)
            .isLessThan(deadline);
        poll();
      }
    }

    void awaitRejections(Map<String, Integer> expected) throws Exception {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!rejections.equals(expected)) {
        assertThat(System.nanoTime())
            .as("rejections %s, expected %s", rejections, expected)
            .isLessThan(deadline);
        poll();
      }
    }

    private void poll() throws Exception {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        String value = new String(record.value(), StandardCharsets.UTF_8);
        if (record.topic().endsWith(Topic.SCORES.suffix())) {
          putScore(scores, value, end);
        } else if (record.topic().endsWith(Topic.ALERTS.suffix())) {
          putAlert(alerts, value, end);
        } else {
          String reason = JSON.readTree(value).get("reason").asText();
          assertThat(reason).isNotEqualTo(Reason.LATE.name()).isNotEqualTo(Reason.FUTURE.name());
          rejections.merge(reason, 1, Integer::sum);
        }
      }
    }

    static void putAlert(Map<String, String> alerts, String line, long end) throws Exception {
      JsonNode record = JSON.readTree(line);
      String stream = record.get("streamId").asText();
      long windowEnd = record.get("windowEnd").asLong();
      if (windowEnd <= end && !stream.equals(SENTINEL)) {
        String key = stream + " " + record.get("rule").asText() + " " + windowEnd;
        String before = alerts.put(key, line);
        assertThat(before == null ? line : before).as("a repeated record").isEqualTo(line);
      }
    }

    static void putScore(Map<String, String> scores, String line, long end) throws Exception {
      JsonNode record = JSON.readTree(line);
      long windowEnd = record.get("windowEnd").asLong();
      String stream = record.get("streamId").asText();
      if (windowEnd <= end && !stream.equals(SENTINEL)) {
        String before = scores.put(stream + " " + windowEnd, line);
        assertThat(before == null ? line : before).as("a repeated record").isEqualTo(line);
      }
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
