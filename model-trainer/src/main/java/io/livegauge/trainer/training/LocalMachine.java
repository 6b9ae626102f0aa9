package io.livegauge.trainer.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The machine that this process runs on. */
final class LocalMachine implements Machine {
  /** Where no daemon keeps the driver loaded, the first question takes seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");

  private final Duration patience;

  LocalMachine() {
    this(PATIENCE);
  }

  LocalMachine(Duration patience) {
    this.patience = patience;
  }

  @Override
  public boolean hasCudaBackend() {
    return Backends.isOnClassPath(Backends.CUDA);
  }

  @Override
  public boolean hasDriver() {
    return Files.exists(DRIVER);
  }

  @Override
  public String variable(String name) {
    return System.getenv(name);
  }

  @Override
  public Answer run(List<String> command) {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return new Answer(Outcome.MISSING, List.of());
    }
    try {
      process.getOutputStream().close();
      // The answer is a few lines, which fit into the pipe.
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Answer(Outcome.TOO_SLOW, List.of());
      }
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      List<String> lines = text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
      return new Answer(process.exitValue() == 0 ? Outcome.ANSWERED : Outcome.FAILED, lines);
    } catch (IOException e) {
      return new Answer(Outcome.FAILED, List.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(Outcome.TOO_SLOW, List.of());
    } finally {
      process.destroyForcibly();
    }
  }
}
