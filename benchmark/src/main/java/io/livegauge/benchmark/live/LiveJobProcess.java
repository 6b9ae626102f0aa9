package io.livegauge.benchmark.live;

import io.livegauge.benchmark.live.JobOrder.Kind;
import io.livegauge.benchmark.worker.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Live jobs with their engine in a JVM of their own, one after the other, so that it stays warm.
 * Not thread-safe, but for {@link #kill}.
 */
public final class LiveJobProcess implements AutoCloseable {
  private final ChildJvm jvm;

  private LiveJobProcess(ChildJvm jvm) {
    this.jvm = jvm;
  }

  /**
   * Starts the JVM, without a job.
   *
   * @param jvmOptions such as {@code -Xmx2g}
   * @param logs the folder for its log, {@code job.log}
   * @param scratch a folder that the owner deletes, for temporary files
   * @throws IOException where no JVM can be started
   */
  public static LiveJobProcess start(List<String> jvmOptions, Path logs, Path scratch)
      throws IOException {
    Path temporary = Files.createDirectories(scratch.resolve("tmp-job"));
    // Kafka Streams brings a RocksDB of its own with the same classes as Flink's.
    return new LiveJobProcess(
        ChildJvm.start(
            "job",
            jvmOptions,
            jar -> jar.startsWith("rocksdbjni"),
            LiveJobMain.class,
            List.of(temporary.toAbsolutePath().toString()),
            logs));
  }

  /**
   * Starts a job, in the place of the one before, and returns when it runs.
   *
   * @param options of the job, by their names on the command line
   * @param parallelism of each stage
   * @throws IllegalStateException where it does not run
   */
  public void run(Map<String, String> options, int parallelism) {
    ask(new JobOrder(Kind.RUN, options, parallelism, null));
  }

  /**
   * How it goes.
   *
   * @throws IllegalStateException where the job is over
   */
  public JobFigures figures() {
    return ask(new JobOrder(Kind.FIGURES, Map.of(), 0, null));
  }

  /**
   * Takes a savepoint in Flink's canonical format.
   *
   * @param directory a folder that is empty or missing
   * @return the size of all its files
   * @throws IllegalStateException where the job is over
   */
  public long savepointBytes(Path directory) {
    return ask(new JobOrder(Kind.SAVEPOINT, Map.of(), 0, directory.toAbsolutePath().toString()))
        .savepointBytes();
  }

  /** Ends the job, and waits until it has ended. */
  public void stop() {
    ask(new JobOrder(Kind.STOP, Map.of(), 0, null));
  }

  private JobFigures ask(JobOrder order) {
    jvm.send(order);
    JobFigures answer = jvm.receive(JobFigures.class);
    if (answer.failure() != null) {
      throw new IllegalStateException("The job failed: " + answer.failure());
    }
    return answer;
  }

  /** CPU time that the JVM took so far. */
  public Duration cpu() {
    return jvm.cpu();
  }

  /** Ends the JVM at once. */
  public void kill() {
    jvm.kill();
  }

  @Override
  public void close() {
    jvm.close();
  }
}
