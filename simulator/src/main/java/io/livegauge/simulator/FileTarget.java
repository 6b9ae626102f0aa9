package io.livegauge.simulator;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Writes a run as JSON Lines, one record a line, in the run's order: line n is the record whose
 * truth says n. A file that exists is replaced.
 */
public final class FileTarget {
  private final Path file;
  private volatile boolean stopped;

  public FileTarget(Path file) {
    this.file = file;
  }

  /**
   * Writes until the run is over or {@link #stop()} is called.
   *
   * @param simulation a run for {@link Medium#FILE}
   * @param observer is told each record once it is written, e.g. {@link TruthWriter#add}
   * @return records written
   * @throws IllegalArgumentException where the run is for another medium
   * @throws UncheckedIOException where the file cannot be written; the message names it
   */
  public long write(Simulation simulation, Consumer<SimulatedRecord> observer) {
    if (simulation.config().medium() != Medium.FILE) {
      throw new IllegalArgumentException(
          "medium is " + simulation.config().medium() + ": FILE is allowed for a file");
    }
    long written = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      while (!stopped && simulation.hasNext()) {
        SimulatedRecord record = simulation.next();
        out.write(record.value());
        out.write('\n');
        observer.accept(record);
        written++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + file + ": " + e.getMessage(), e);
    }
    return written;
  }

  /** Ends the writing after the record at hand; from any thread. */
  public void stop() {
    stopped = true;
  }
}
