package io.livegauge.benchmark.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A recording by Flight Recorder of another JVM, from its start to {@link #stop}. It is asked for
 * by the JDK's own {@code jcmd}, so that a JVM which is warm already can be looked at.
 */
final class Recording {
  private static final String NAME = "name=bench";

  private final long pid;

  private Recording(long pid) {
    this.pid = pid;
  }

  /**
   * Begins to record.
   *
   * @param pid of the JVM
   * @param file what is recorded goes there
   * @throws IllegalStateException where the JVM does not do it; the message says what it answered
   * @throws IOException where there is no {@code jcmd}, or the file's folder cannot be made
   */
  static Recording start(long pid, Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    tell(pid, "JFR.start", NAME, "settings=profile", "filename=" + absolute);
    return new Recording(pid);
  }

  /** Ends it; the file is whole then. */
  void stop() throws IOException {
    tell(pid, "JFR.stop", NAME);
  }

  private static void tell(long pid, String... command) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    line.add(Long.toString(pid));
    line.addAll(List.of(command));
    Process jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
    String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (jcmd.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", line) + " failed: " + answer.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while jcmd ran", e);
    }
  }
}
