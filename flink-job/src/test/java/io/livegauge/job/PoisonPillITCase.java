package io.livegauge.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.event.EventType;
import io.livegauge.event.Reason;
import io.livegauge.event.Topic;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.OptionException;
import io.livegauge.job.metric.JobMetrics;
import io.livegauge.job.reference.EventBuilder;
import io.livegauge.simulator.broker.EmbeddedKafka;
import io.livegauge.simulator.broker.LiveTopics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that anybody puts on a topic stops the job, and what it needs is asked for at once. */
class PoisonPillITCase {
  private static final int BIG = 900 * 1_024;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.in(directory.resolve("kafka")).start();
    LiveTopics.create(kafka.bootstrapServers(), Topic.DEFAULT_PREFIX, 1);
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @Test
  void shouldSetAsideWhateverIsNoEventAndGoOn() throws Exception {
    // By topic and offset.
    Map<String, byte[]> pills = new HashMap<>();
    try (KafkaProducer<byte[], byte[]> producer = producer();
        LiveOutputs outputs = new LiveOutputs(kafka.bootstrapServers(), 1)) {
      JobClient job = startJob();
      Random random = new Random(7);
      long models = 0;
      for (Topic topic : Topic.values()) {
        if (topic.isInput() || topic == Topic.MODELS) {
          for (byte[] pill : pills(random)) {
            RecordMetadata at = send(producer, topic, "any", pill);
            pills.put(at.topic() + " " + at.offset(), pill);
            models += topic == Topic.MODELS ? 1 : 0;
          }
        }
      }
      floodMarks(producer);
      outputs.await(
          () -> outputs.rejections.size() >= pills.size(),
          () -> outputs.rejections.size() + " of " + pills.size() + " rejections");
      outputs.await(
          () -> outputs.scores.stream().anyMatch(score -> score.get("final").asBoolean()),
          () -> outputs.scores.size() + " scores, none of them the last; " + status(job));

      assertThat(outputs.rejections).hasSize(pills.size());
      for (JsonNode rejection : outputs.rejections) {
        String at = rejection.get("topic").asText() + " " + rejection.get("offset").asLong();
        assertThat(pills).containsKey(at);
        assertSetAside(rejection, pills.remove(at));
      }
      Map<String, Long> expected =
          Map.of(
              JobMetrics.rejected(Reason.INVALID).name(),
              outputs.rejections.size() - models,
              JobMetrics.rejected(Reason.INVALID_MODEL).name(),
              models);
      outputs.await(
          () -> counts(job).entrySet().containsAll(expected.entrySet()),
          () -> counts(job) + ", expected " + expected);
      assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
      job.cancel().get(30, TimeUnit.SECONDS);
    }
  }

  private static List<byte[]> pills(Random random) {
    List<byte[]> pills = new ArrayList<>();
    pills.add(null);
    pills.add(new byte[0]);
    for (int size : new int[] {1, 7, 100, 5_000, BIG}) {
      byte[] noise = new byte[size];
      random.nextBytes(noise);
      pills.add(noise);
    }
    String like =
        "{\"eventId\":\"e\",\"type\":\"like\",\"streamId\":\"poison\",\"userId\":\"u\",\"eventTime\":";
    for (String text :
        List.of(
            "null",
            "[]",
            "{",
            "\u0000",
            "{}{}",
            "[".repeat(BIG),
            "{\"a\":".repeat(BIG / 5),
            "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
            "\"" + "x".repeat(BIG) + "\"",
            like + "9".repeat(BIG / 2) + "}",
            like + "1e999999999}",
            like + "-1}",
            like + "1700000000000,\"type\":\"\ud83d\"}",
            "{\"type\":\"no_such_type\",\"text\":\"" + "\\u0000".repeat(BIG / 6) + "\"}")) {
      pills.add(text.getBytes(StandardCharsets.UTF_8));
    }
    return pills;
  }

  /** Valid events whose marks would not fit into one record. */
  private static void floodMarks(KafkaProducer<byte[], byte[]> producer) throws Exception {
    long time = System.currentTimeMillis() / 1_000 * 1_000 - 60_000 - EventBuilder.BASE;
    // Each is six bytes of JSON: the widest that an id can be.
    String wide = "\u0001".repeat(124);
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      sent.add(
          producer.send(
              record(
                  Topic.PRODUCT,
                  "flood",
                  EventBuilder.toJsonLine(
                      EventBuilder.event(EventType.PRODUCT_PIN, "pin" + i).stream("flood")
                          .user(i % 5 + 1)
                          .item(String.format("%04d", i) + wide)
                          .at(time)
                          .build()))));
      sent.add(
          producer.send(
              record(
                  Topic.GAME,
                  "flood",
                  EventBuilder.toJsonLine(
                      EventBuilder.event(EventType.GAME_JOIN, "game" + i).stream("flood")
                          .user(i % 5 + 1)
                          .game(String.format("%04d", i) + wide)
                          .at(time)
                          .build()))));
    }
    for (Future<RecordMetadata> record : sent) {
      record.get(30, TimeUnit.SECONDS);
    }
    send(
        producer,
        Topic.STREAM,
        "flood",
        EventBuilder.toJsonLine(
                EventBuilder.event(EventType.STREAM_END, "end").stream("flood")
                    .at(time + 2_000)
                    .build())
            .getBytes(StandardCharsets.UTF_8));
  }

  private static void assertSetAside(JsonNode rejection, byte[] pill) throws Exception {
    assertThat(rejection.get("reason").asText())
        .isEqualTo(
            rejection.get("topic").asText().equals("live.models")
                ? Reason.INVALID_MODEL.name()
                : Reason.INVALID.name());
    assertThat(rejection.get("detail").asText()).isNotBlank().hasSizeLessThan(2_000);
    if (pill == null) {
      return;
    }
    assertThat(rejection.get("size").asLong()).isEqualTo(pill.length);
    assertThat(rejection.get("truncated").asBoolean()).isEqualTo(pill.length > 65_536);
    assertThat(rejection.get("original").binaryValue())
        .isEqualTo(Arrays.copyOf(pill, Math.min(pill.length, 65_536)));
    assertThat(rejection.get("sha256").asText())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pill)));
  }

  @Test
  void shouldNameTheTopicsThatAreMissing() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    JobConfig config =
        JobConfig.of(Map.of("bootstrap", kafka.bootstrapServers(), "topic-prefix", "shop."));

    assertThatThrownBy(() -> LiveJob.start(env, config))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining(kafka.bootstrapServers())
        .hasMessageContaining("shop.access")
        .hasMessageContaining("shop.models")
        .hasMessageContaining("shop.quarantine");
  }

  @Test
  void shouldSayInTimeThatABrokerDoesNotAnswer() throws Exception {
    String nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "127.0.0.1:" + socket.getLocalPort();
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    JobConfig config = JobConfig.of(Map.of("bootstrap", nobody));
    long begin = System.nanoTime();

    assertThatThrownBy(() -> LiveJob.start(env, config))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("--bootstrap")
        .hasMessageContaining(nobody)
        .hasMessageContaining("does not answer")
        .hasMessageNotContaining("null");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(25));
  }

  private static JobClient startJob() throws Exception {
    Configuration settings = new Configuration();
    // The first failure would be the last.
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return LiveJob.start(
        StreamExecutionEnvironment.getExecutionEnvironment(settings),
        JobConfig.of(
            Map.of(
                "bootstrap", kafka.bootstrapServers(),
                "parallelism", "2",
                "start", "earliest",
                "state-backend", "hashmap",
                "checkpoint-interval", "1s")));
  }

  private static Map<String, Long> counts(JobClient job) {
    Map<String, Long> counts = new HashMap<>();
    job.getAccumulators()
        .join()
        .forEach((name, sum) -> counts.put(name, sum instanceof Long count ? count : -1L));
    return counts;
  }

  /** The job's status, and what it failed of. */
  private static String status(JobClient job) {
    JobStatus status = job.getJobStatus().join();
    return status.isTerminalState()
        ? status
            + ": "
            + job.getJobExecutionResult()
                .handle((result, failure) -> ExceptionUtils.stringifyException(failure))
                .join()
        : status.toString();
  }

  private static RecordMetadata send(
      KafkaProducer<byte[], byte[]> producer, Topic topic, String key, byte[] value)
      throws Exception {
    return producer
        .send(
            new ProducerRecord<>(
                topic.named(Topic.DEFAULT_PREFIX), key.getBytes(StandardCharsets.UTF_8), value))
        .get(30, TimeUnit.SECONDS);
  }

  private static ProducerRecord<byte[], byte[]> record(Topic topic, String key, String line) {
    return new ProducerRecord<>(
        topic.named(Topic.DEFAULT_PREFIX),
        key.getBytes(StandardCharsets.UTF_8),
        line.getBytes(StandardCharsets.UTF_8));
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", "5"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
