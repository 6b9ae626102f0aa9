package io.livegauge.local.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JobManager that only pretends: its jobs are entries of a map. */
final class FakeFlink implements Flink {
  /** What becomes of a job that is started. */
  enum Fate {
    WORKS,
    REFUSED,
    FAILS,
    NEVER_RUNS
  }

  /** The end of a command's process, at any moment. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** One run of a job. */
  static final class FakeJob {
    final String start;
    final List<String> arguments;
    String status = "RUNNING";
    Fate fate;

    FakeJob(String start, List<String> arguments, Fate fate) {
      this.start = start;
      this.arguments = arguments;
      this.fate = fate;
    }

    String argument(String name) {
      int index = arguments.indexOf("--" + name);
      return index < 0 ? null : arguments.get(index + 1);
    }
  }

  final Map<String, FakeJob> jobs = new LinkedHashMap<>();

  /** The fate of jobs by their parallelism; others work. */
  final Map<String, Fate> fates = new HashMap<>();

  private final Map<String, Savepoint> savepoints = new HashMap<>();
  private final Path checkpoints;
  private int jars;

  /**
   * @param checkpoints where jobs leave theirs
   */
  FakeFlink(Path checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** The same for a process that is killed at its nth call, before or after it was done. */
  Flink killedAt(int call, boolean isDone) {
    int[] calls = {0};
    return (Flink)
        Proxy.newProxyInstance(
            FakeFlink.class.getClassLoader(),
            new Class<?>[] {Flink.class},
            (proxy, method, arguments) -> {
              calls[0]++;
              if (calls[0] == call && !isDone) {
                throw new Killed();
              }
              try {
                Object answer = method.invoke(this, arguments);
                if (calls[0] == call) {
                  throw new Killed();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** The jobs that are not over. */
  List<FakeJob> running() {
    return jobs.values().stream().filter(job -> job.status.equals("RUNNING")).toList();
  }

  @Override
  public Optional<String> status(String jobId) {
    return Optional.ofNullable(jobs.get(jobId)).map(job -> job.status);
  }

  @Override
  public boolean runs(String jobId) {
    FakeJob job = jobs.get(jobId);
    return job != null && job.status.equals("RUNNING") && job.fate == Fate.WORKS;
  }

  @Override
  public Optional<String> failure(String jobId) {
    FakeJob job = jobs.get(jobId);
    return job != null && job.fate == Fate.FAILS
        ? Optional.of("NoClassDefFoundError: Scorer")
        : Optional.empty();
  }

  @Override
  public long checkpoints(String jobId) {
    return runs(jobId) ? 1 : 0;
  }

  @Override
  public String upload(Path jar) {
    assertThatItIsThere(jar);
    jars++;
    return "jar" + jars;
  }

  private static void assertThatItIsThere(Path jar) {
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is not there");
    }
  }

  @Override
  public void delete(String jarId) {
    // Nobody asks for it again.
  }

  @Override
  public int plan(String jarId, List<String> arguments) {
    return 9;
  }

  @Override
  public void run(String jarId, List<String> arguments, String jobId, String snapshot) {
    if (jobs.containsKey(jobId)) {
      throw new RefusedException("DuplicateJobSubmissionException: " + jobId);
    }
    if (snapshot != null && !Files.exists(Path.of(URI.create(snapshot)).resolve("_metadata"))) {
      throw new RefusedException("FileNotFoundException: " + snapshot);
    }
    FakeJob job = new FakeJob(snapshot, arguments, Fate.WORKS);
    job.fate = fates.getOrDefault(job.argument("parallelism"), Fate.WORKS);
    if (job.fate == Fate.REFUSED) {
      throw new RefusedException("StateMigrationException: not compatible");
    }
    jobs.put(jobId, job);
    if (job.fate == Fate.WORKS) {
      snapshot(checkpoints.resolve(jobId), "chk-1");
    }
  }

  @Override
  public void stop(String jobId, String trigger, String directory) {
    if (savepoints.containsKey(trigger)) {
      return;
    }
    if (!runs(jobId)) {
      savepoints.put(trigger, new Savepoint(null, "not all tasks run"));
      return;
    }
    Path savepoint = snapshot(Path.of(URI.create(directory)), "savepoint-" + jobId);
    savepoints.put(trigger, new Savepoint(savepoint.toUri().toString(), null));
    jobs.get(jobId).status = "FINISHED";
  }

  private static Path snapshot(Path directory, String name) {
    try {
      Path snapshot = Files.createDirectories(directory.resolve(name));
      Files.writeString(snapshot.resolve("_metadata"), "state");
      return snapshot;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Savepoint> savepoint(String jobId, String trigger) {
    return Optional.ofNullable(savepoints.get(trigger));
  }

  @Override
  public void cancel(String jobId) {
    jobs.get(jobId).status = "CANCELED";
  }
}
