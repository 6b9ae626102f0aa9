package io.livegauge.local.cluster;

import io.livegauge.job.LocalPaths;
import io.livegauge.job.config.JobOptions;
import io.livegauge.local.cluster.ClusterState.Change;
import io.livegauge.local.cluster.ClusterState.Job;
import io.livegauge.local.cluster.ClusterState.Kind;
import io.livegauge.local.cluster.ClusterState.Settings;
import io.livegauge.local.cluster.ClusterState.Step;
import io.livegauge.local.cluster.ClusterState.Version;
import io.livegauge.local.cluster.Flink.RefusedException;
import io.livegauge.local.cluster.Flink.Savepoint;
import io.livegauge.simulator.broker.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Brings the job from version to version. Each change is a few {@link Step}s; which one is under
 * way is written down before it begins, with all names that it uses. So a change that was
 * interrupted is found by the next command, and carried on or undone.
 */
final class Deployment {
  private static final Set<String> OVER = Set.of("FINISHED", "CANCELED", "FAILED");

  /** How long a job may take to run before its end by a savepoint is given up. */
  private static final Duration UNTIL_RUNNING = Duration.ofSeconds(30);

  private static final Duration UNTIL_STOPPED = Duration.ofMinutes(5);
  private static final Duration UNTIL_CANCELLED = Duration.ofMinutes(1);

  /** Where scores came so shortly before a stop they have to come after it. */
  private static final long FLOWING_MILLIS = 60_000;

  private final ClusterDirectory directory;
  private final Flink flink;
  private final Supplier<Scores> scores;
  private final Steps steps;
  private final Duration patience;
  private final Duration look;
  private final CountDownLatch never = new CountDownLatch(1);

  private ClusterState state;

  /** The jar of the target, where it was handed over already. */
  private String uploaded;

  /**
   * What became of a change.
   *
   * @param version that runs now
   * @param downtime from the request to stop until all tasks ran; null where nothing was stopped
   * @param untilScores from the request to stop until a score was there; null where none came
   *     before
   */
  record Outcome(Version version, Duration downtime, Duration untilScores) {}

  /** How a version that was started shows itself. */
  private record Proof(String problem, long runningAt, long scoresAt) {
    static Proof of(String problem) {
      return new Proof(problem, 0, 0);
    }
  }

  /**
   * @param scores looks for scores when it is asked
   * @param patience how long a version may take to show that it works
   * @param look how often what is waited for is looked at
   */
  Deployment(
      ClusterDirectory directory,
      ClusterState state,
      Flink flink,
      Supplier<Scores> scores,
      Steps steps,
      Duration patience,
      Duration look) {
    this.directory = directory;
    this.state = state;
    this.flink = flink;
    this.scores = scores;
    this.steps = steps;
    this.patience = patience;
    this.look = look;
  }

  /**
   * Starts the first version.
   *
   * @param from a savepoint to start from, or null
   * @throws IllegalStateException where there is a job already, or this one does not run
   */
  Outcome submit(VersionRequest request, String from) throws IOException, InterruptedException {
    if (isRunning(request)) {
      return unchanged();
    }
    if (job().current() != null) {
      throw new IllegalStateException(
          "version "
              + job().current().number()
              + " of the job was submitted already; './livegauge cluster redeploy' changes it");
    }
    if (job().change() != null) {
      Change change = job().change();
      if (change.step() == Step.START && request.isSame(change.target())) {
        steps.say("finishing the submit of version %d", change.target().number());
        return carryOn();
      }
      undo();
    }
    Version target = prepare(request, from);
    begin(new Change(Kind.SUBMIT, Step.START, target, null, now(), null, null));
    return carryOn();
  }

  /**
   * Changes to a new version.
   *
   * @throws IllegalStateException where it cannot be done; the message says what runs now
   */
  Outcome redeploy(VersionRequest request) throws IOException, InterruptedException {
    Change change = job().change();
    refuseToChangeSubmit();
    if (change != null) {
      boolean isWanted = request.isEmpty() || request.over(job().current()).isSame(change.target());
      if (change.step() == Step.BACK || isWanted) {
        steps.say("finishing the %s to version %d", change.kind().text(), change.target().number());
        return carryOn();
      }
      undo();
    }
    request.requireSome();
    VersionRequest whole = request.over(requireCurrent());
    if (isRunning(whole)) {
      return unchanged();
    }
    Version target = prepare(whole, null);
    begin(new Change(Kind.REDEPLOY, Step.STOP, target, newId(), 0, newId(), null));
    return carryOn();
  }

  /**
   * Goes back to the version before, from the savepoint that it ended with; or undoes what was
   * interrupted.
   *
   * @throws IllegalStateException where there is none, or it does not run
   */
  Outcome rollback() throws IOException, InterruptedException {
    Change change = job().change();
    refuseToChangeSubmit();
    if (change != null) {
      if (change.kind() == Kind.ROLLBACK || change.step() == Step.BACK) {
        steps.say("finishing the %s to version %d", change.kind().text(), change.target().number());
        return carryOn();
      }
      undo();
      return new Outcome(job().current(), null, null);
    }
    requireCurrent();
    Version previous = job().previous();
    if (previous == null || previous.end() == null) {
      throw new IllegalStateException("there is no version before this one to go back to");
    }
    Version target = previous.run(newId(), previous.end());
    steps.say("version %d, from where it ended", target.number());
    begin(new Change(Kind.ROLLBACK, Step.STOP, target, newId(), 0, newId(), null));
    return carryOn();
  }

  /** There is no version to go on from, or to go back to. */
  private void refuseToChangeSubmit() {
    if (job().change() != null && job().change().kind() == Kind.SUBMIT) {
      throw new IllegalStateException(
          "a submit was interrupted; './livegauge cluster submit' finishes it");
    }
  }

  /** Whether that is what runs already: a command that is repeated does nothing twice. */
  private boolean isRunning(VersionRequest request) throws IOException, InterruptedException {
    Version current = job().current();
    return current != null
        && job().change() == null
        && request.isSame(current)
        && flink.status(current.jobId()).filter(status -> !OVER.contains(status)).isPresent();
  }

  private Outcome unchanged() {
    steps.say("version %d is just that, and runs: nothing is changed", job().current().number());
    return new Outcome(job().current(), null, null);
  }

  private Version requireCurrent() {
    if (job().current() == null) {
      throw new IllegalStateException(
          "no job was submitted; './livegauge cluster submit' starts one");
    }
    return job().current();
  }

  /** Checks a version and lays down its files. Nothing that runs is touched. */
  private Version prepare(VersionRequest request, String start)
      throws IOException, InterruptedException {
    request.check(state.settings());
    int number = job().versions() + 1;
    Path place = directory.in("versions", Integer.toString(number));
    Version version = request.lay(place, number).run(newId(), start);
    steps.say("version %d: %s, parallelism %d", number, request.modelText(), version.parallelism());
    try {
      uploaded = flink.upload(Path.of(version.jar()));
      int operators = flink.plan(uploaded, arguments(version));
      steps.say("its jar was taken, and its plan made: %d chains of operators", operators);
    } catch (RefusedException e) {
      DirectoryTree.delete(place);
      throw new IllegalStateException(
          "version " + number + " is refused: " + e.getMessage() + running());
    }
    return version;
  }

  private String running() {
    return job().current() == null
        ? ""
        : "; version " + job().current().number() + " was not touched";
  }

  private void begin(Change change) {
    Job job = job();
    remember(
        new Job(
            job.current(),
            job.previous(),
            change,
            Math.max(job.versions(), change.target().number())));
  }

  private Outcome carryOn() throws IOException, InterruptedException {
    try (Scores watch = scores.get()) {
      if (job().change().step() == Step.STOP) {
        stopCurrent();
      }
      if (job().change().step() == Step.START) {
        watch.catchUp();
        Change change = job().change();
        Proof proof = start(change.target(), change, watch);
        if (proof.problem() == null) {
          return finish(proof);
        }
        steps.say("version %d does not work: %s", change.target().number(), proof.problem());
        remember(job().with(change.goingBack(proof.problem())));
      }
    }
    Change change = job().change();
    goBack();
    throw new IllegalStateException(
        change.kind().text()
            + " to version "
            + change.target().number()
            + " failed: "
            + change.problem()
            + (job().current() == null
                ? ""
                : "; version " + job().current().number() + " runs again"));
  }

  /** Stops what runs, and remembers where it ended. */
  private void stopCurrent() throws IOException, InterruptedException {
    Version current = job().current();
    Change change = job().change();
    if (change.stoppedAt() == 0) {
      change = change.stopping(now());
      remember(job().with(change));
    }
    String end = stop(current, change);
    remember(
        new Job(
            current.endedBy(end),
            job().previous(),
            change.starting(
                change.kind() == Kind.REDEPLOY
                    ? change.target().run(change.target().jobId(), end)
                    : change.target()),
            job().versions()));
    steps.say("version %d has ended: %s", current.number(), end);
  }

  private String stop(Version current, Change change) throws IOException, InterruptedException {
    String jobId = current.jobId();
    Path target = directory.in("savepoints", change.stopTrigger());
    long begun = System.nanoTime();
    boolean isAsked = false;
    Duration untilRunning = patience.compareTo(UNTIL_RUNNING) < 0 ? patience : UNTIL_RUNNING;
    while (true) {
      // A JobManager that answers has taken up all jobs that it shall go on with.
      Optional<String> status = flink.status(jobId);
      if (status.isEmpty() || OVER.contains(status.get())) {
        return endOf(current, target);
      }
      Optional<Savepoint> savepoint = flink.savepoint(jobId, change.stopTrigger());
      if (savepoint.isPresent() && savepoint.get().failure() != null) {
        return withoutSavepoint(current, change, savepoint.get().failure());
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - begun);
      if (savepoint.isEmpty() && flink.runs(jobId)) {
        if (!isAsked) {
          steps.say("stopping version %d with a savepoint", current.number());
          isAsked = true;
        }
        flink.stop(jobId, change.stopTrigger(), target.toUri().toString());
      } else if (savepoint.isEmpty() && waited.compareTo(untilRunning) > 0) {
        return withoutSavepoint(
            current, change, flink.failure(jobId).orElse("it is " + status.get()));
      }
      if (waited.compareTo(UNTIL_STOPPED) > 0) {
        throw new IllegalStateException(
            "version "
                + current.number()
                + " was asked to stop, and has not within "
                + UNTIL_STOPPED.toMinutes()
                + " min; the same command goes on waiting");
      }
      pause();
    }
  }

  /** What a job that is over has left. */
  private String endOf(Version current, Path savepoints) throws IOException {
    Optional<String> savepoint = Snapshots.newest(savepoints);
    if (savepoint.isPresent()) {
      return savepoint.get();
    }
    steps.say("version %d was over before: going on from its last checkpoint", current.number());
    return lastCheckpoint(current);
  }

  /** The last checkpoint of a run; where it made none, what it started from holds all there is. */
  private String lastCheckpoint(Version version) throws IOException {
    return Snapshots.newest(directory.in("checkpoints", version.jobId()))
        .or(() -> Optional.ofNullable(version.start()))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "version "
                        + version.number()
                        + " is over and has left no checkpoint in "
                        + directory.in("checkpoints", version.jobId())));
  }

  /**
   * A job that fails over and over makes no savepoint: it is ended, and what comes after it goes on
   * from its last checkpoint. One that runs, and refuses a savepoint, goes on.
   */
  private String withoutSavepoint(Version current, Change change, String reason)
      throws IOException, InterruptedException {
    if (change.kind() == Kind.REDEPLOY && flink.runs(current.jobId())) {
      remember(job().with(null));
      throw new IllegalStateException(
          "version "
              + current.number()
              + " was not stopped, since its savepoint failed: "
              + reason
              + "; it goes on");
    }
    steps.say("version %d makes no savepoint: %s", current.number(), reason);
    cancel(current.jobId());
    steps.say("cancelled it: going on from its last checkpoint");
    return lastCheckpoint(current);
  }

  private Proof start(Version version, Change change, Scores watch)
      throws IOException, InterruptedException {
    if (flink.status(version.jobId()).isEmpty()) {
      try {
        String jar = uploaded == null ? flink.upload(Path.of(version.jar())) : uploaded;
        uploaded = null;
        try {
          flink.run(jar, arguments(version), version.jobId(), version.start());
        } finally {
          flink.delete(jar);
        }
      } catch (RefusedException e) {
        // An answer that was lost may have been a yes.
        if (flink.status(version.jobId()).isEmpty()) {
          return Proof.of(e.getMessage());
        }
      }
      steps.say(
          "started version %d %s",
          version.number(), version.start() == null ? "without state" : "from " + version.start());
    }
    return prove(version, change, watch);
  }

  /** Waits until all tasks run, without having failed, and scores come where they came before. */
  private Proof prove(Version version, Change change, Scores watch)
      throws IOException, InterruptedException {
    boolean isFlowing =
        change.kind() != Kind.SUBMIT
            && watch.latestWritten() >= change.stoppedAt() - FLOWING_MILLIS;
    boolean isLaterNeeded = change.kind() == Kind.REDEPLOY && change.step() == Step.START;
    long deadline = System.nanoTime() + patience.toNanos();
    long runningAt = 0;
    long found = 0;
    IOException silence = null;
    while (System.nanoTime() < deadline) {
      try {
        String status = flink.status(version.jobId()).orElse("not there any more");
        Optional<String> failure = flink.failure(version.jobId());
        if (failure.isPresent() || !isUnderWay(status)) {
          return Proof.of(failure.orElse("its job is " + status));
        }
        if (runningAt == 0 && flink.runs(version.jobId())) {
          runningAt = now();
          steps.say("all tasks of version %d run", version.number());
        }
        found += watch.read(isLaterNeeded);
        if (runningAt != 0 && (isFlowing ? found > 0 : flink.checkpoints(version.jobId()) > 0)) {
          steps.say(
              isFlowing ? "scores flow" : "its first checkpoint is complete (no scores flowed)");
          return new Proof(null, runningAt, isFlowing ? now() : 0);
        }
        silence = null;
      } catch (IOException e) {
        silence = e;
      }
      pause();
    }
    if (silence != null) {
      throw silence;
    }
    return Proof.of(
        (runningAt == 0
                ? "not all of its tasks ran"
                : isFlowing ? "no score of a later window came" : "no checkpoint was complete")
            + " within "
            + patience.toSeconds()
            + " s");
  }

  private static boolean isUnderWay(String status) {
    return Set.of("CREATED", "INITIALIZING", "RUNNING", "RECONCILING").contains(status);
  }

  private Outcome finish(Proof proof) throws IOException {
    Change change = job().change();
    Version ended = job().current();
    remember(
        new Job(change.target(), ended == null ? job().previous() : ended, null, job().versions()));
    tidy();
    return new Outcome(
        change.target(),
        ended == null ? null : Duration.ofMillis(proof.runningAt() - change.stoppedAt()),
        ended == null || proof.scoresAt() == 0
            ? null
            : Duration.ofMillis(proof.scoresAt() - change.stoppedAt()));
  }

  /** Ends the target, where it was started, and starts again what ran before. */
  private void goBack() throws IOException, InterruptedException {
    Change change = job().change();
    cancel(change.target().jobId());
    Version before = job().current();
    if (before == null) {
      remember(new Job(null, null, null, job().versions()));
      tidy();
      return;
    }
    steps.say("going back to version %d", before.number());
    Version again = before.run(change.backJobId(), before.end());
    uploaded = null;
    Proof proof;
    try (Scores watch = scores.get()) {
      proof = start(again, change, watch);
    }
    remember(new Job(again, job().previous(), null, job().versions()));
    if (proof.problem() != null) {
      throw new IllegalStateException(
          "version "
              + change.target().number()
              + " failed ("
              + change.problem()
              + "), and version "
              + before.number()
              + ", started again, does not work either: "
              + proof.problem());
    }
    tidy();
  }

  /** Undoes a change that was interrupted. */
  private void undo() throws IOException, InterruptedException {
    Change change = job().change();
    steps.say("undoing the %s to version %d", change.kind().text(), change.target().number());
    if (change.step() == Step.STOP) {
      String jobId = job().current().jobId();
      boolean isUntouched =
          flink.status(jobId).filter(status -> !OVER.contains(status)).isPresent()
              && flink.savepoint(jobId, change.stopTrigger()).isEmpty();
      if (isUntouched) {
        remember(job().with(null));
        steps.say("version %d was not stopped yet: it goes on", job().current().number());
        return;
      }
      stopCurrent();
    }
    remember(job().with(job().change().goingBack("it was undone")));
    goBack();
  }

  private void cancel(String jobId) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + UNTIL_CANCELLED.toNanos();
    boolean isAsked = false;
    while (flink.status(jobId).filter(status -> !OVER.contains(status)).isPresent()) {
      if (!isAsked) {
        flink.cancel(jobId);
        isAsked = true;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("job " + jobId + " does not end");
      }
      pause();
    }
  }

  /** What the job's main is given: no secret is among it, only where one lies. */
  private List<String> arguments(Version version) {
    Settings settings = state.settings();
    Map<String, String> options = new TreeMap<>(version.options());
    options.put(JobOptions.BOOTSTRAP.name(), settings.bootstrap());
    options.put(JobOptions.TOPIC_PREFIX.name(), settings.topicPrefix());
    options.put(JobOptions.HASH_KEY_FILE.name(), settings.hashKeyFile());
    options.put(JobOptions.PARALLELISM.name(), Integer.toString(version.parallelism()));
    options.putIfAbsent(
        JobOptions.RESIDENT_BYTES.name(),
        Long.toString(new FlinkSettings(directory, settings).residentBytes()));
    if (settings.kafkaConfig() != null) {
      options.put(JobOptions.KAFKA_CONFIG.name(), settings.kafkaConfig());
    }
    if (version.model() != null) {
      options.put(JobOptions.MODEL.name(), version.model());
    }
    List<String> arguments = new ArrayList<>();
    options.forEach((name, value) -> arguments.addAll(List.of("--" + name, value)));
    return arguments;
  }

  /** Deletes what belongs to no version that can run again. */
  private void tidy() throws IOException {
    Set<Path> wanted = new HashSet<>();
    for (Version version : new Version[] {job().current(), job().previous()}) {
      if (version != null) {
        wanted.add(Path.of(version.jar()));
        wanted.add(directory.in("checkpoints", version.jobId()));
        Stream.of(version.start(), version.end())
            .filter(uri -> uri != null && uri.startsWith("file:"))
            .forEach(uri -> wanted.add(LocalPaths.ofFlink(uri)));
        if (version.model() != null) {
          wanted.add(Path.of(version.model()));
        }
      }
    }
    for (String kind : List.of("versions", "savepoints", "checkpoints")) {
      Path all = directory.in(kind);
      if (!Files.isDirectory(all)) {
        continue;
      }
      try (Stream<Path> entries = Files.list(all)) {
        for (Path entry : entries.toList()) {
          if (wanted.stream().noneMatch(path -> path.startsWith(entry))) {
            DirectoryTree.delete(entry);
          }
        }
      }
    }
  }

  private Job job() {
    return state.job();
  }

  private void remember(Job job) {
    state = new ClusterState(state.settings(), job);
    directory.write(state);
  }

  private void pause() throws InterruptedException {
    never.await(look.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  /** A name as Flink gives them: 32 hexadecimal digits. */
  private static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
