package io.livegauge.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.job.scoring.BaseModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With shell commands in place of the other JVM. */
@Timeout(60)
class RefitTest {
  private final List<List<String>> started = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  @TempDir private Path directory;
  private String before = "exit 0";

  private Refit refit(String script) {
    return new Refit(
        new DemoSettings(
            3, 30, 7, null, true, 0, null, Map.of("slice", "1s", "store", "file:/mine")),
        directory.resolve("refit"),
        "127.0.0.1:9092",
        "live.",
        BaseModel.load(null),
        (arguments, errors) -> {
          started.add(arguments);
          boolean isRetrain = arguments.get(0).equals("retrain");
          Process process =
              new ProcessBuilder("sh", "-c", isRetrain ? script : before)
                  .redirectError(errors.toFile())
                  .start();
          processes.add(process);
          return process;
        });
  }

  private static ObjectNode result(Refit refit) throws InterruptedException {
    refit.start();
    CountDownLatch never = new CountDownLatch(1);
    while (refit.state().result() == null) {
      never.await(20, TimeUnit.MILLISECONDS);
    }
    return refit.state().result();
  }

  @Test
  void shouldTellWhatTheGateDecided() throws Exception {
    try (Refit refit =
        refit(
            "echo 'something else'; echo '{\"decision\":\"refused\",\"version\":2,"
                + "\"reasons\":[\"Not better.\",\"Few rooms.\"],\"published\":[]}'")) {
      assertThat(refit.state().text()).isEqualTo("waiting for the first scores");

      ObjectNode result = result(refit);

      assertThat(result.path("decision").asText()).isEqualTo("refused");
      assertThat(result.path("version").asInt()).isEqualTo(2);
      assertThat(result.path("reasons")).hasSize(2);
      assertThat(result.path("seconds").isIntegralNumber()).isTrue();
      assertThat(refit.state().text()).isEqualTo("refused, kept as challenger 2. Not better.");
    }
    Path store = directory.resolve("refit/store");
    assertThat(started.get(0))
        .startsWith("simulate", "--out", directory.resolve("refit/events.jsonl").toString())
        .containsSequence("--seed", "7", "--streams", "24", "--rate", "120.000");
    assertThat(started.get(1))
        .containsExactly(
            "backfill",
            "--input",
            directory.resolve("refit/events.jsonl").toString(),
            "--output",
            store.toString(),
            "--slice=1s");
    assertThat(started.get(2))
        .startsWith("retrain", "--once", "--windows", store.resolve("windows").toString())
        .containsSequence("--to", "127.0.0.1:9092", "--topic-prefix", "live.");
    // The model that scores is the one to beat.
    assertThat(directory.resolve("refit/registry/CURRENT")).hasContent("1\n");
  }

  @Test
  void shouldSayHowTheOtherProcessFailed() throws Exception {
    try (Refit refit = refit("echo boom >&2; exit 3")) {
      ObjectNode result = result(refit);

      assertThat(result.path("decision").asText()).isEqualTo("failed");
      assertThat(result.path("reasons").toString()).contains("exit status 3", "boom");
      assertThat(refit.state().text()).isEqualTo("failed. exit status 3");
    }
  }

  @Test
  void shouldSayThatThereIsNothingToLearnFrom() throws Exception {
    before = "echo 'no space' >&2; exit 1";
    try (Refit refit = refit("exit 0")) {
      assertThat(result(refit).path("reasons").toString()).contains("exit status 1", "no space");
    }
    assertThat(started).hasSize(1);
  }

  @Test
  void shouldNotTakeAnythingForADecision() throws Exception {
    try (Refit refit = refit("echo '{\"sessions\":3}'")) {
      assertThat(result(refit).path("decision").asText()).isEqualTo("failed");
    }
  }

  @Test
  void shouldEndTheOtherProcessWithTheDemo() throws Exception {
    Path mark = directory.resolve("mark");
    Refit refit = refit("touch " + mark + "; exec sleep 600");
    refit.start();
    CountDownLatch never = new CountDownLatch(1);
    while (!Files.exists(mark)) {
      never.await(20, TimeUnit.MILLISECONDS);
    }

    refit.close();

    assertThat(processes.get(2).waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(refit.state().result().path("decision").asText()).isEqualTo("stopped");
    assertThat(refit.state().text()).isEqualTo("not finished when the demo was stopped.");
  }

  @Test
  void shouldGiveUpWhatTakesTooLong() throws Exception {
    Path mark = directory.resolve("mark");
    try (Refit refit = refit("touch " + mark + "; exec sleep 600")) {
      refit.start();
      CountDownLatch never = new CountDownLatch(1);
      while (!Files.exists(mark)) {
        never.await(20, TimeUnit.MILLISECONDS);
      }
      refit.check(300);
      assertThat(refit.state().result()).isNull();

      refit.check(301);

      assertThat(refit.state().result().path("decision").asText()).isEqualTo("failed");
      assertThat(refit.state().text()).isEqualTo("failed. not done within 300 s");
      assertThat(processes.get(2).waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void shouldNotBeginAfterTheEnd() {
    Refit refit = refit("exit 0");
    refit.close();

    refit.start();

    assertThat(started).isEmpty();
    assertThat(refit.state().result().path("decision").asText()).isEqualTo("stopped");
  }
}
