package io.livegauge.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.job.config.OptionException;
import io.livegauge.local.cluster.ClusterState.Job;
import io.livegauge.local.cluster.ClusterState.Settings;
import io.livegauge.local.cluster.ClusterState.Version;
import io.livegauge.local.cluster.Deployment.Outcome;
import io.livegauge.local.cluster.FakeFlink.FakeJob;
import io.livegauge.local.cluster.FakeFlink.Fate;
import io.livegauge.local.cluster.FakeFlink.Killed;
import io.livegauge.simulator.broker.DirectoryTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Changes of the job, with a JobManager that pretends, and with commands that are killed before and
 * after each thing that they ask of it.
 */
class DeploymentTest {
  private static final Duration PATIENCE = Duration.ofMillis(60);
  private static final Duration LOOK = Duration.ofMillis(1);
  private static final int MORE_CALLS_THAN_THERE_ARE = 100;

  @TempDir private Path scratch;

  private final StringWriter out = new StringWriter();
  private Path root;
  private FakeFlink flink;
  private Path jar;

  /** What a command does. */
  private interface Command {
    Outcome run(Deployment deployment) throws IOException, InterruptedException;
  }

  @BeforeEach
  void setUp() throws IOException {
    jar = scratch.resolve("given.jar");
    try (JarOutputStream file = new JarOutputStream(Files.newOutputStream(jar))) {
      file.putNextEntry(new JarEntry("io/livegauge/job/ScoringJob.class"));
    }
    root = scratch.resolve("cluster");
    begin();
  }

  private void begin() throws IOException {
    if (Files.exists(root)) {
      DirectoryTree.delete(root);
    }
    try (ClusterDirectory directory = ClusterDirectory.toChange(root)) {
      flink = new FakeFlink(directory.in("checkpoints"));
      directory.write(
          new ClusterState(
              new Settings(2, "1280m", "127.0.0.1:9", true, "live.", null, "/key", Map.of()),
              Job.NONE));
    }
  }

  private Outcome run(Command command) throws IOException, InterruptedException {
    return run(command, flink);
  }

  private Outcome run(Command command, Flink through) throws IOException, InterruptedException {
    try (ClusterDirectory directory = ClusterDirectory.toChange(root)) {
      return command.run(
          new Deployment(
              directory,
              directory.require(),
              through,
              FlowingScores::new,
              new Steps(new PrintWriter(out)),
              PATIENCE,
              LOOK));
    }
  }

  private Job job() throws IOException {
    return ClusterDirectory.toRead(root).require().job();
  }

  private VersionRequest first() {
    return new VersionRequest(jar, null, 1, Map.of("slice", "1s"));
  }

  private static VersionRequest parallelism(int parallelism) {
    return new VersionRequest(null, null, parallelism, Map.of());
  }

  private void submit() throws IOException, InterruptedException {
    run(deployment -> deployment.submit(first(), null));
  }

  private void assertRuns(int version, int parallelism) throws IOException {
    Job job = job();
    assertThat(job.change()).isNull();
    assertThat(job.current().number()).isEqualTo(version);
    assertThat(job.current().parallelism()).isEqualTo(parallelism);
    assertThat(flink.running()).hasSize(1);
    FakeJob running = flink.jobs.get(job.current().jobId());
    assertThat(running.status).isEqualTo("RUNNING");
    assertThat(running.argument("parallelism")).isEqualTo(Integer.toString(parallelism));
    assertThat(running.start).isEqualTo(job.current().start());
    assertThat(Path.of(job.current().jar())).exists();
  }

  @Test
  void shouldSubmitWithWhatTheClusterKnows() throws Exception {
    submit();

    assertRuns(1, 1);
    FakeJob running = flink.running().get(0);
    assertThat(running.start).isNull();
    assertThat(running.arguments)
        .containsSubsequence("--bootstrap", "127.0.0.1:9")
        .containsSubsequence("--hash-key-file", "/key")
        .containsSubsequence("--slice", "1s")
        .containsSubsequence("--topic-prefix", "live.")
        .contains("--resident-bytes");
    assertThatThrownBy(() -> run(d -> d.submit(new VersionRequest(jar, null, 2, Map.of()), null)))
        .hasMessageContaining("version 1 of the job was submitted already");
  }

  @Test
  void shouldRedeployFromTheSavepointAndKeepTheOldVersion() throws Exception {
    submit();
    Outcome outcome = run(deployment -> deployment.redeploy(parallelism(2)));

    assertRuns(2, 2);
    assertThat(outcome.downtime()).isGreaterThanOrEqualTo(Duration.ZERO);
    assertThat(outcome.untilScores()).isGreaterThanOrEqualTo(Duration.ZERO);
    Version before = job().previous();
    assertThat(before.number()).isEqualTo(1);
    assertThat(before.end()).isEqualTo(job().current().start()).contains("savepoint-");
    assertThat(Path.of(URI.create(before.end()))).exists();
  }

  @Test
  void shouldDoNothingTwice() throws Exception {
    submit();
    submit();
    assertThat(flink.jobs).hasSize(1);

    run(deployment -> deployment.redeploy(parallelism(2)));
    run(deployment -> deployment.redeploy(parallelism(2)));
    assertThat(flink.jobs).hasSize(2);
    assertRuns(2, 2);
  }

  @Test
  void shouldForgetVersionsThatCannotComeBack() throws Exception {
    submit();
    String first = run(deployment -> deployment.redeploy(parallelism(2))).version().start();
    run(deployment -> deployment.redeploy(parallelism(3)));
    run(deployment -> deployment.redeploy(parallelism(4)));

    assertRuns(4, 4);
    assertThat(Path.of(URI.create(first))).doesNotExist();
    assertThat(Path.of(URI.create(job().previous().end()))).exists();
    assertThat(Path.of(URI.create(job().current().start()))).exists();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fate.class,
      names = {"REFUSED", "FAILS", "NEVER_RUNS"})
  void shouldGoBackFromAVersionThatDoesNotWork(Fate fate) throws Exception {
    submit();
    flink.fates.put("2", fate);

    assertThatThrownBy(() -> run(deployment -> deployment.redeploy(parallelism(2))))
        .hasMessageStartingWith("redeploy to version 2 failed: ")
        .hasMessageEndingWith("; version 1 runs again");

    assertRuns(1, 1);
    assertThat(job().current().start()).contains("savepoint-");
    run(deployment -> deployment.redeploy(parallelism(3)));
    assertRuns(3, 3);
  }

  @Test
  void shouldRefuseWithoutTouchingWhatRuns() throws Exception {
    submit();
    String jobId = job().current().jobId();
    Path noModel = Files.writeString(scratch.resolve("model.json"), "{}");
    Path noJar = Files.writeString(scratch.resolve("no.jar"), "no jar");

    for (VersionRequest request :
        List.of(
            new VersionRequest(null, noModel, null, Map.of()),
            new VersionRequest(noJar, null, null, Map.of()),
            parallelism(5),
            new VersionRequest(null, null, null, Map.of()))) {
      assertThatThrownBy(() -> run(deployment -> deployment.redeploy(request)))
          .isInstanceOf(OptionException.class);
    }

    assertRuns(1, 1);
    assertThat(job().current().jobId()).isEqualTo(jobId);
  }

  @Test
  void shouldRollBackAndForthFromWhereEachEnded() throws Exception {
    submit();
    assertThatThrownBy(() -> run(Deployment::rollback)).hasMessageContaining("no version before");
    run(deployment -> deployment.redeploy(parallelism(2)));
    String end = job().previous().end();

    run(Deployment::rollback);
    assertRuns(1, 1);
    assertThat(job().current().start()).isEqualTo(end);
    run(Deployment::rollback);
    assertRuns(2, 2);
    run(deployment -> deployment.redeploy(parallelism(3)));
    assertRuns(3, 3);
  }

  @Test
  void shouldGoOnFromTheLastCheckpointOfAJobThatFailsAllTheTime() throws Exception {
    submit();
    String checkpoint =
        Snapshots.newest(root.resolve("checkpoints").resolve(job().current().jobId()))
            .orElseThrow();
    flink.running().get(0).fate = Fate.FAILS;

    run(deployment -> deployment.redeploy(parallelism(2)));

    assertRuns(2, 2);
    assertThat(job().current().start()).isEqualTo(checkpoint);
  }

  @Test
  void shouldGoOnFromTheLastCheckpointOfAJobThatSomebodyCancelled() throws Exception {
    submit();
    flink.cancel(job().current().jobId());

    run(deployment -> deployment.redeploy(parallelism(2)));

    assertRuns(2, 2);
    assertThat(job().current().start()).contains("chk-1");
  }

  /** Killed before or after every request, and done again. */
  @ParameterizedTest
  @CsvSource({
    "WORKS, false",
    "WORKS, true",
    "FAILS, false",
    "FAILS, true",
    "REFUSED, false",
    "REFUSED, true"
  })
  void shouldFinishARedeployThatWasKilledAnywhere(Fate fate, boolean isDone) throws Exception {
    int calls = 0;
    for (int call = 1; call < MORE_CALLS_THAN_THERE_ARE; call++) {
      begin();
      submit();
      flink.fates.put("2", fate);
      if (!isKilled(deployment -> deployment.redeploy(parallelism(2)), call, isDone)) {
        calls = call;
        break;
      }
      assertThat(flink.running()).as("call %d", call).hasSizeLessThanOrEqualTo(1);

      attempt(deployment -> deployment.redeploy(parallelism(2)));

      assertRuns(fate == Fate.WORKS ? 2 : 1, fate == Fate.WORKS ? 2 : 1);
      if (fate == Fate.WORKS) {
        assertThat(flink.jobs).as("call %d", call).hasSize(2);
      }
    }
    assertThat(calls).as("calls of a redeploy").isGreaterThan(8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldUndoARedeployThatWasKilledAnywhere(boolean isDone) throws Exception {
    for (int call = 1; call < MORE_CALLS_THAN_THERE_ARE; call++) {
      begin();
      submit();
      if (!isKilled(deployment -> deployment.redeploy(parallelism(2)), call, isDone)) {
        break;
      }
      attempt(Deployment::rollback);
      assertRuns(1, 1);
    }
  }

  /** An undoing can be killed too. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldFinishAnUndoingThatWasKilledAnywhere(boolean isDone) throws Exception {
    for (int call = 1; call < MORE_CALLS_THAN_THERE_ARE; call++) {
      begin();
      submit();
      // After the stop, before the start.
      killBeforeTheStart();
      if (!isKilled(Deployment::rollback, call, isDone)) {
        break;
      }
      attempt(Deployment::rollback);
      assertRuns(1, 1);
    }
  }

  private void killBeforeTheStart() throws IOException, InterruptedException {
    for (int call = 1; job().change() == null || flink.running().size() == 1; call++) {
      begin();
      submit();
      isKilled(deployment -> deployment.redeploy(parallelism(2)), call, true);
    }
  }

  @Test
  void shouldDoAnotherRedeployThanTheOneThatWasInterrupted() throws Exception {
    killBeforeTheStart();

    run(deployment -> deployment.redeploy(parallelism(3)));

    assertThat(job().current().parallelism()).isEqualTo(3);
    assertThat(job().previous().parallelism()).isEqualTo(1);
    assertThat(flink.running()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldFinishARollbackThatWasKilledAnywhere(boolean isDone) throws Exception {
    for (int call = 1; call < MORE_CALLS_THAN_THERE_ARE; call++) {
      begin();
      submit();
      run(deployment -> deployment.redeploy(parallelism(2)));
      if (!isKilled(Deployment::rollback, call, isDone)) {
        break;
      }
      if (job().change() != null) {
        run(Deployment::rollback);
      }
      // A kill at the very last leaves nothing to finish; at the very first nothing was begun.
      if (job().current().number() == 2) {
        run(Deployment::rollback);
      }
      assertRuns(1, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldFinishASubmitThatWasKilledAnywhere(boolean isDone) throws Exception {
    for (int call = 1; call < MORE_CALLS_THAN_THERE_ARE; call++) {
      begin();
      if (!isKilled(deployment -> deployment.submit(first(), null), call, isDone)) {
        break;
      }
      attempt(deployment -> deployment.submit(first(), null));
      assertRuns(1, 1);
      assertThat(flink.jobs).hasSize(1);
    }
  }

  @Test
  void shouldHaveNothingToGoBackToFromASubmitThatWasKilled() throws Exception {
    for (int call = 1; call < MORE_CALLS_THAN_THERE_ARE; call++) {
      begin();
      if (!isKilled(deployment -> deployment.submit(first(), null), call, true)) {
        break;
      }
      boolean isBegun = job().change() != null;
      assertThatThrownBy(() -> run(Deployment::rollback))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(
              isBegun ? "'./livegauge cluster submit' finishes it" : "cluster submit' starts one");
    }
  }

  @Test
  void shouldRefuseADirectoryForAFile() throws Exception {
    submit();

    assertThatThrownBy(
            () -> run(d -> d.redeploy(new VersionRequest(scratch, null, null, Map.of()))))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("--jar");
    assertThatThrownBy(
            () -> run(d -> d.redeploy(new VersionRequest(null, scratch, null, Map.of()))))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("--model");
    assertRuns(1, 1);
  }

  @Test
  void shouldLeaveNothingOfASubmitThatFails() throws Exception {
    flink.fates.put("1", Fate.FAILS);

    assertThatThrownBy(this::submit).hasMessageContaining("submit to version 1 failed: NoClassDef");

    assertThat(job().current()).isNull();
    assertThat(job().change()).isNull();
    assertThat(flink.running()).isEmpty();
    flink.fates.clear();
    submit();
    assertRuns(2, 1);
  }

  private boolean isKilled(Command command, int call, boolean isDone)
      throws IOException, InterruptedException {
    try {
      run(command, flink.killedAt(call, isDone));
      return false;
    } catch (Killed e) {
      return true;
    } catch (IllegalStateException e) {
      return false; // done, with a version that does not work
    }
  }

  /**
   * A command that may have to say that the version does not work, or that nothing is to be done.
   */
  private void attempt(Command command) throws IOException, InterruptedException {
    try {
      run(command);
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageMatching(".*(runs again|no version before).*");
    }
  }

  /** Scores that come as long as somebody asks. */
  private static final class FlowingScores implements Scores {
    @Override
    public long latestWritten() {
      return System.currentTimeMillis();
    }

    @Override
    public void catchUp() {
      // There is nothing to read.
    }

    @Override
    public int read(boolean isLaterNeeded) {
      return 1;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
