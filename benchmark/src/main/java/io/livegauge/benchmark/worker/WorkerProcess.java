package io.livegauge.benchmark.worker;

import io.livegauge.benchmark.variant.Run;
import io.livegauge.benchmark.variant.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A variant in a JVM of its own, from its owner's side. */
public final class WorkerProcess implements AutoCloseable {
  private final String variant;
  private final ChildJvm jvm;

  private WorkerProcess(String variant, ChildJvm jvm) {
    this.variant = variant;
    this.jvm = jvm;
  }

  /**
   * Starts one.
   *
   * @param variant its name, see {@link Variants}
   * @param options of the JVM
   * @param logs the folder for its log
   * @param scratch a folder that the owner deletes, for its temporary files
   * @throws IOException where it cannot be started
   */
  public static WorkerProcess start(String variant, List<String> options, Path logs, Path scratch)
      throws IOException {
    Path temporary = Files.createDirectories(scratch.resolve("tmp-" + variant));
    List<String> all = new ArrayList<>(options);
    all.add("-Djava.io.tmpdir=" + temporary.toAbsolutePath());
    return new WorkerProcess(
        variant,
        ChildJvm.start(
            variant,
            all,
            jar -> Variants.hides(variant, jar),
            Worker.class,
            List.of(variant),
            logs));
  }

  /**
   * The JVM options of all workers.
   *
   * @param heap their heap, such as {@code 2g}
   * @throws IllegalArgumentException where it is no such size; the message names {@code --heap}
   */
  public static List<String> options(String heap) {
    if (!heap.matches("[1-9][0-9]*[mg]")) {
      throw new IllegalArgumentException(
          "--heap: '" + heap + "'; allowed: a number and m or g, such as 2g");
    }
    return List.of(
        "-Xms" + heap,
        "-Xmx" + heap,
        "-XX:MaxDirectMemorySize=1g",
        "-XX:MaxMetaspaceSize=384m",
        "-XX:ReservedCodeCacheSize=256m",
        "-XX:+UseG1GC");
  }

  /**
   * Makes it run once and waits for the end.
   *
   * @throws IllegalStateException where the run fails or the worker ends; the message says why
   */
  public Answer run(Run run) {
    jvm.send(run);
    Answer answer = jvm.receive(Answer.class);
    if (answer.error() != null) {
      throw new IllegalStateException(variant + " failed: " + answer.error());
    }
    return answer;
  }

  /**
   * The same as {@link #run}, recorded by Flight Recorder.
   *
   * @param file what is recorded goes there
   * @throws IOException where it cannot be recorded
   */
  public Answer run(Run run, Path file) throws IOException {
    Recording recording = Recording.start(jvm.handle().pid(), file);
    try {
      return run(run);
    } finally {
      recording.stop();
    }
  }

  /** Ends it at once. */
  public void kill() {
    jvm.kill();
  }

  @Override
  public void close() {
    jvm.close();
  }
}
