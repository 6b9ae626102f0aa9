package io.livegauge.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.local.cluster.OwnCluster.Answer;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job changes under load: its model, its parallelism, to versions that do not work, and by
 * commands that are killed. In the end every score is there once, of one model or the other, and
 * each stream changed its model once.
 */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedeployE2ECase {
  private static final Path MODEL_2 =
      Path.of("..", "flink-job", "src", "test", "resources", "savepoint", "v1")
          .resolve("model-champion.json");
  private static final Duration AT_MOST = Duration.ofMinutes(8);

  private Path scratch;
  private OwnCluster cluster;
  private LiveLoad load;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    scratch = directory;
    cluster = OwnCluster.up(scratch.resolve("cluster"));
    cluster.submit("--parallelism", "1");
    load = LiveLoad.start(cluster.bootstrap(), scratch, 21, 100, AT_MOST);
  }

  @AfterAll
  void stop() throws Exception {
    if (load != null) {
      load.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  private JsonNode job() throws Exception {
    return cluster.done("status").json().get("job");
  }

  @Test
  @Order(1)
  void shouldChangeModelAndParallelismByASavepoint() throws Exception {
    load.awaitMoment(12_000);

    Answer answer = cluster.done("redeploy", "--model", MODEL_2.toString(), "--parallelism", "2");

    assertThat(answer.out())
        .contains("version 2: model 2, parallelism 2", "scores flow", "Downtime ");
    assertThat(answer.json().get("version").asInt()).isEqualTo(2);
    assertThat(answer.json().get("downtimeSeconds").asDouble()).isPositive();
    assertThat(answer.json().get("scoresAfterSeconds").asDouble()).isPositive();
  }

  @Test
  @Order(2)
  void shouldRefuseWhatCannotWorkBeforeAnythingIsStopped() throws Exception {
    String jobId = job().get("jobId").asText();
    Path noModel = Files.writeString(scratch.resolve("broken.json"), "{\"version\": 3}");
    Path noJar = Files.writeString(scratch.resolve("broken.jar"), "no jar");

    Answer model = cluster.run("redeploy", "--model", noModel.toString());
    assertThat(model.err()).contains("option --model: '" + noModel + "' is no valid model");
    assertThat(model.status()).isEqualTo(2);
    Answer jar = cluster.run("redeploy", "--jar", noJar.toString());
    assertThat(jar.err()).contains("option --jar: '" + noJar + "' is not allowed");
    assertThat(jar.status()).isEqualTo(2);
    Answer main =
        cluster.run("redeploy", "--jar", jarWithout("io/livegauge/job/LiveJob.class").toString());
    assertThat(main.err()).contains("version 3 is refused: ", "version 2 was not touched");
    assertThat(main.status()).isEqualTo(1);

    assertThat(job().get("jobId").asText()).isEqualTo(jobId);
    assertThat(job().get("status").asText()).isEqualTo("RUNNING");
  }

  @Test
  @Order(3)
  void shouldGoBackByItselfFromAJarThatFails() throws Exception {
    Answer answer =
        cluster.run("redeploy", "--jar", jarWithout("io/livegauge/score/Scorer.class").toString());

    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.out()).contains("version 3 does not work: ", "going back to version 2");
    assertThat(answer.err()).contains("redeploy to version 3 failed: ", "version 2 runs again");
    assertThat(job().get("version").asInt()).isEqualTo(2);
  }

  @Test
  @Order(4)
  void shouldFinishARedeployThatWasKilled() throws Exception {
    cluster.runAndKillAt("version 2 has ended", "redeploy", "--parallelism", "1");

    Answer status = cluster.done("status");
    assertThat(status.out())
        .contains("a redeploy to version 4 is under way, or was interrupted after the stop")
        .contains("'./livegauge cluster redeploy' finishes it");
    assertThat(status.json().get("change").get("step").asText()).isEqualTo("start");

    Answer answer = cluster.done("redeploy");
    assertThat(answer.out()).contains("finishing the redeploy to version 4");
    assertThat(answer.json().get("parallelism").asInt()).isEqualTo(1);
    assertThat(cluster.done("status").json().get("change").isNull()).isTrue();
  }

  @Test
  @Order(5)
  void shouldUndoARedeployThatWasKilled() throws Exception {
    cluster.runAndKillAt("started version 5", "redeploy", "--parallelism", "2");

    Answer answer = cluster.done("rollback");

    assertThat(answer.out()).contains("undoing the redeploy to version 5");
    assertThat(job().get("version").asInt()).isEqualTo(4);
    assertThat(job().get("parallelism").asInt()).isEqualTo(1);
  }

  @Test
  @Order(6)
  void shouldHaveEveryScoreOfOneModelThenOfTheOther() throws Exception {
    load.finish();
    Map<String, String> ofModel1 = load.scores(null);
    Map<String, String> ofModel2 = load.scores(MODEL_2);

    try (ScoreRecords records = new ScoreRecords(cluster.bootstrap(), load.endTime())) {
      records.await(
          "all windows",
          Duration.ofMinutes(3),
          () -> records.lines.keySet().containsAll(ofModel1.keySet()));

      assertThat(records.lines.keySet()).isEqualTo(ofModel1.keySet());
      Map<String, Long> lastOfModel1 = new HashMap<>();
      Map<String, Long> firstOfModel2 = new TreeMap<>();
      records.lines.forEach(
          (key, lines) -> {
            String stream = key.substring(0, key.lastIndexOf(' '));
            long end = ScoreRecords.windowEnd(key);
            assertThat(lines).as(key).containsAnyOf(ofModel1.get(key), ofModel2.get(key));
            assertThat(lines.stream().distinct()).as(key).hasSize(1);
            if (lines.get(0).equals(ofModel1.get(key))) {
              lastOfModel1.merge(stream, end, Math::max);
            } else {
              firstOfModel2.merge(stream, end, Math::min);
            }
          });
      assertThat(firstOfModel2).isNotEmpty();
      firstOfModel2.forEach(
          (stream, first) ->
              assertThat(lastOfModel1.getOrDefault(stream, 0L)).as(stream).isLessThan(first));
    }
  }

  @Test
  @Order(7)
  void shouldBringTheVersionBeforeBack() throws Exception {
    Answer answer = cluster.done("rollback");

    assertThat(answer.json().get("version").asInt()).isEqualTo(2);
    assertThat(answer.json().get("parallelism").asInt()).isEqualTo(2);
    assertThat(job().get("status").asText()).isEqualTo("RUNNING");
  }

  @Test
  @Order(8)
  void shouldGoOnAfterAllProcessesWereEnded() throws Exception {
    String jobId = job().get("jobId").asText();

    assertThat(cluster.done("down").json().get("stopped").asInt()).isEqualTo(5);
    assertThat(cluster.done("status").out()).contains("'./livegauge cluster up' starts what");
    cluster.done("up");

    long up = System.currentTimeMillis();
    try (ScoreRecords records = new ScoreRecords(cluster.bootstrap(), Long.MAX_VALUE)) {
      records.await(
          "scores after everything was started again",
          Duration.ofMinutes(3),
          () -> records.arrivals.stream().anyMatch(arrival -> arrival[0] > up));
    }
    assertThat(job().get("jobId").asText()).isEqualTo(jobId);
    assertThat(job().get("status").asText()).isEqualTo("RUNNING");
  }

  /** The job's jar with one class less. */
  private Path jarWithout(String name) throws Exception {
    Path jar = scratch.resolve(name.substring(name.lastIndexOf('/') + 1) + "-less.jar");
    Files.copy(OwnCluster.jobJar(), jar);
    try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      Files.delete(files.getPath(name));
    }
    return jar;
  }
}
