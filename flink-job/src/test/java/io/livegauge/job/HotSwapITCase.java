package io.livegauge.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.event.EventType;
import io.livegauge.event.Reason;
import io.livegauge.event.Topic;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.reference.EventBuilder;
import io.livegauge.model.Role;
import io.livegauge.simulator.broker.EmbeddedKafka;
import io.livegauge.simulator.broker.LiveTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A model that is published while the job runs takes over at one window, in every stream. */
class HotSwapITCase {
  private static final long SECOND = 1_000;
  private static final int PARTITIONS = 2;
  private static final Set<String> STREAMS =
      IntStream.range(0, 8)
          .mapToObj(i -> "room" + i)
          .collect(Collectors.toCollection(TreeSet::new));

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path directory;

  /** Event time, epoch ms: nothing of it is ahead of the wall clock. */
  private final long start = (System.currentTimeMillis() - 20 * 60 * SECOND) / SECOND * SECOND;

  private final long validFrom = start + 180 * SECOND;
  private int eventsSent;

  @Test
  void shouldChangeTheModelAtOneWindowInAllStreams() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.in(directory.resolve("kafka")).start()) {
      String bootstrap = kafka.bootstrapServers();
      LiveTopics.create(bootstrap, Topic.DEFAULT_PREFIX, PARTITIONS);
      try (KafkaProducer<byte[], byte[]> producer = producer(bootstrap);
          LiveOutputs outputs = new LiveOutputs(bootstrap, PARTITIONS)) {
        JobClient job = startJob(bootstrap);
        long time = sendLikes(producer, start, start + 20 * SECOND);
        outputs.await(
            () -> streamsOf(outputs.scores).equals(STREAMS),
            () -> "streams with scores: " + streamsOf(outputs.scores));

        // The challenger comes last: a stream that shows it has heard of the others too.
        publish(producer, "2", TestModels.writer(2).validFrom(validFrom).write());
        publish(
            producer, "3", "{\"format\":\"livegauge-model/1\"}".getBytes(StandardCharsets.UTF_8));
        publish(producer, "2", null);
        publish(producer, "9", TestModels.writer(9).role(Role.CHALLENGER).write());
        while (!streamsOf(shadowed(outputs.scores)).equals(STREAMS)) {
          assertThat(time).as("event time without a challenger").isLessThan(validFrom - SECOND);
          time = sendLikes(producer, time, time + SECOND);
          outputs.poll();
        }
        sendLikes(producer, time, validFrom + 20 * SECOND);
        outputs.await(
            () ->
                lastWindows(outputs.scores).values().stream()
                    .allMatch(w -> w >= validFrom + 5 * SECOND),
            () -> "last windows " + lastWindows(outputs.scores) + " of " + validFrom);

        assertThat(outputs.scores)
            .allSatisfy(
                record ->
                    assertThat(record.get("model").get("version").asLong())
                        .as("model of the window that ends at %s", record.get("windowEnd"))
                        .isEqualTo(record.get("windowEnd").asLong() < validFrom ? 1 : 2));
        assertThat(streamsOf(endingAt(validFrom - SECOND, outputs.scores))).isEqualTo(STREAMS);
        assertThat(streamsOf(endingAt(validFrom, outputs.scores))).isEqualTo(STREAMS);
        outputs.await(() -> outputs.rejections.size() >= 2, outputs.rejections::toString);
        assertThat(outputs.rejections)
            .extracting(rejection -> rejection.get("reason").asText())
            .containsExactly(Reason.INVALID_MODEL.name(), Reason.INVALID_MODEL.name());
        assertThat(outputs.rejections)
            .extracting(rejection -> rejection.get("offset").asLong())
            .containsExactly(1L, 2L);
        assertThat(outputs.rejections.get(0).get("detail").asText()).contains("sha256");
        assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
        job.cancel().get(30, TimeUnit.SECONDS);
      }
    }
  }

  private JobClient startJob(String bootstrap) throws Exception {
    Path model = Files.write(directory.resolve("model.json"), TestModels.artifact(1));
    Configuration settings = new Configuration();
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return LiveJob.start(
        StreamExecutionEnvironment.getExecutionEnvironment(settings),
        JobConfig.of(
            Map.of(
                "bootstrap", bootstrap,
                "parallelism", "2",
                "slice", "1s",
                "window", "10s",
                "start", "earliest",
                "state-backend", "hashmap",
                "model", model.toString())));
  }

  /** A like a second in every stream; returns where they ended. */
  private long sendLikes(KafkaProducer<byte[], byte[]> producer, long from, long to)
      throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    for (long time = from; time < to; time += SECOND) {
      for (String stream : STREAMS) {
        String line =
            EventBuilder.toJsonLine(
                EventBuilder.event(EventType.LIKE, "e" + eventsSent++).stream(stream)
                    .user(eventsSent % 17)
                    .at(time - EventBuilder.BASE)
                    .build());
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    Topic.LIKE.named(Topic.DEFAULT_PREFIX),
                    stream.getBytes(StandardCharsets.UTF_8),
                    line.getBytes(StandardCharsets.UTF_8))));
      }
    }
    for (Future<?> record : sent) {
      record.get(30, TimeUnit.SECONDS);
    }
    return to;
  }

  private static void publish(KafkaProducer<byte[], byte[]> producer, String key, byte[] document)
      throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                Topic.MODELS.named(Topic.DEFAULT_PREFIX),
                key.getBytes(StandardCharsets.UTF_8),
                document))
        .get(30, TimeUnit.SECONDS);
  }

  private static Set<String> streamsOf(List<JsonNode> scores) {
    return scores.stream()
        .map(score -> score.get("streamId").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<JsonNode> shadowed(List<JsonNode> scores) {
    return scores.stream().filter(score -> score.has("shadow")).toList();
  }

  private static List<JsonNode> endingAt(long windowEnd, List<JsonNode> scores) {
    return scores.stream().filter(s -> s.get("windowEnd").asLong() == windowEnd).toList();
  }

  private static Map<String, Long> lastWindows(List<JsonNode> scores) {
    Map<String, Long> windows = new TreeMap<>();
    scores.forEach(
        s -> windows.merge(s.get("streamId").asText(), s.get("windowEnd").asLong(), Math::max));
    return windows;
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrap, "linger.ms", "5"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
