package io.livegauge.local.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.event.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What else goes wrong around a job that runs, under load: no checkpoint can be written for a
 * while, and a topic gets a partition. Scores come all the time, and none is missing. Then a topic
 * is deleted, and made again.
 */
@Timeout(600)
class TroubleE2ECase {
  private static final Duration AT_MOST = Duration.ofMinutes(5);
  private static final String LATECOMER = "room-on-the-new-partition";

  @TempDir private Path scratch;

  @Test
  void shouldGoOnWithoutCheckpointsWithAnotherPartitionAndAfterALostTopic() throws Exception {
    try (OwnCluster cluster = OwnCluster.up(scratch.resolve("cluster"))) {
      String jobId = cluster.submit("--parallelism", "2").json().get("jobId").asText();
      try (LiveLoad load = LiveLoad.start(cluster.bootstrap(), scratch, 31, 100, AT_MOST)) {
        load.awaitMoment(5_000);
        addPartition(cluster.bootstrap());

        load.awaitMoment(10_000);
        Path place = cluster.state().resolve("checkpoints").resolve(jobId);
        Path away = place.resolveSibling("away");
        Files.move(place, away);
        Files.writeString(place, "in the way of every new checkpoint");
        OwnCluster.await("a failed checkpoint", () -> failedCheckpoints(cluster, jobId) > 0);
        Files.delete(place);
        Files.move(away, place);
        long completed = checkpoints(cluster);
        OwnCluster.await("checkpoints later on", () -> checkpoints(cluster) > completed);

        OwnCluster.await(
            "the new partition",
            () ->
                Pattern.compile("new partitions.*live\\.like-4")
                    .matcher(cluster.log("jobmanager"))
                    .find());
        sendToTheNewPartition(cluster.bootstrap());
        load.goOnFor(Duration.ofSeconds(5));
        load.finish();
        Map<String, String> expected = load.scores(null);
        try (ScoreRecords records = new ScoreRecords(cluster.bootstrap(), load.endTime())) {
          records.await(
              "all windows",
              Duration.ofMinutes(3),
              () ->
                  records.lines.keySet().containsAll(expected.keySet())
                      && records.lines.keySet().stream().anyMatch(k -> k.startsWith(LATECOMER)));
          records.lines.keySet().removeIf(key -> key.startsWith(LATECOMER));
          assertThat(records.lines.keySet()).isEqualTo(expected.keySet());
          records.lines.forEach(
              (key, lines) -> assertThat(lines).as(key).containsOnly(expected.get(key)));
        }
        assertThat(cluster.done("status").json().get("job").has("lastFailure")).isFalse();

        deleteTopic(cluster.bootstrap());
        assertThat(cluster.done("up").out()).contains("created 1 topics");
        long created = System.currentTimeMillis();
        try (ScoreRecords records = new ScoreRecords(cluster.bootstrap(), Long.MAX_VALUE)) {
          records.await(
              "scores after the topic was there again",
              Duration.ofMinutes(3),
              () ->
                  records.lines.keySet().stream()
                      .anyMatch(key -> ScoreRecords.windowEnd(key) > created));
        }
        assertThat(cluster.done("status").json().get("job").get("jobId").asText()).isEqualTo(jobId);
      }
    }
  }

  private static void deleteTopic(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin
          .deleteTopics(List.of(Topic.SURVEY.named(Topic.DEFAULT_PREFIX)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static long checkpoints(OwnCluster cluster) throws Exception {
    return cluster.done("status").json().get("job").get("checkpoints").asLong();
  }

  private static long failedCheckpoints(OwnCluster cluster, String jobId) throws Exception {
    JsonNode status = cluster.done("status").json().get("job");
    assertThat(status.get("jobId").asText()).isEqualTo(jobId);
    assertThat(status.get("status").asText()).isEqualTo("RUNNING");
    return status.get("failedCheckpoints").asLong();
  }

  private static void addPartition(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      String topic = Topic.LIKE.named(Topic.DEFAULT_PREFIX);
      admin
          .createPartitions(Map.of(topic, NewPartitions.increaseTo(5)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static void sendToTheNewPartition(String bootstrap) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      String event =
          """
          {"type":"like","eventId":"new-1","eventTime":%d,"streamId":"%s","userId":"u1","count":3}"""
              .formatted(System.currentTimeMillis(), LATECOMER);
      producer
          .send(
              new ProducerRecord<>(
                  Topic.LIKE.named(Topic.DEFAULT_PREFIX),
                  4,
                  LATECOMER.getBytes(UTF_8),
                  event.getBytes(UTF_8)))
          .get(30, TimeUnit.SECONDS);
    }
  }
}
