package io.livegauge.local.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.livegauge.event.EventType;
import io.livegauge.event.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The jar that the build made goes on from the savepoint of every released version of the state, on
 * a cluster. What it then says, byte for byte, is tested beside the job itself.
 */
@Timeout(600)
class RestoreE2ECase {
  private static final Path SAVED =
      Path.of("..", "flink-job", "src", "test", "resources", "savepoint");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PARTITIONS = 2;

  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(strings = "v1")
  void shouldGoOnFromTheSavepointOfEveryVersion(String version) throws Exception {
    Path saved = SAVED.resolve(version);
    Path key = scratch.resolve("hash-key");
    Files.writeString(key, "000102030405060708090a0b0c0d0e0f\n");
    try (OwnCluster cluster =
        OwnCluster.up(
            scratch.resolve("cluster"),
            "--partitions",
            Integer.toString(PARTITIONS),
            "--hash-key-file",
            key.toString())) {
      // The savepoint knows offsets: the same records have to lie before them.
      send(cluster.bootstrap(), saved, "before.jsonl");

      cluster.done(
          "submit",
          "--jar",
          OwnCluster.jobJar().toString(),
          "--from",
          saved.resolve("savepoint").toString(),
          "--model",
          saved.resolve("model-base.json").toString(),
          "--parallelism",
          "2");
      send(cluster.bootstrap(), saved, "after.jsonl");

      try (ScoreRecords records = new ScoreRecords(cluster.bootstrap(), Long.MAX_VALUE)) {
        records.await("scores", Duration.ofMinutes(3), () -> records.lines.size() > 100);
      }
      JsonNode job = cluster.done("status").json().get("job");
      assertThat(job.get("status").asText()).isEqualTo("RUNNING");
      assertThat(job.has("lastFailure")).isFalse();
    }
  }

  private static void send(String bootstrap, Path saved, String file) throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String line : Files.readAllLines(saved.resolve(file))) {
        JsonNode event = JSON.readTree(line);
        String stream = event.get("streamId").asText();
        String topic =
            EventType.ofWireName(event.get("type").asText()).topic().named(Topic.DEFAULT_PREFIX);
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    topic,
                    Math.floorMod(stream.hashCode(), PARTITIONS),
                    stream.getBytes(UTF_8),
                    line.getBytes(UTF_8))));
      }
      for (String model : List.of("champion", "pending", "challenger")) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    Topic.MODELS.named(Topic.DEFAULT_PREFIX),
                    model.getBytes(UTF_8),
                    Files.readAllBytes(saved.resolve("model-" + model + ".json")))));
      }
      for (Future<?> record : sent) {
        record.get(30, TimeUnit.SECONDS);
      }
    }
  }
}
