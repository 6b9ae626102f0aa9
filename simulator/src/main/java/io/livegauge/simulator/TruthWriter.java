package io.livegauge.simulator;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the truth of a run beside its events.
 *
 * <p>A truth file is JSON Lines. There is one line per injected record, in the order of the run
 * (fields: see {@link Truth}), and one last line with the totals of all records:
 *
 * <pre>
 * {"n":17,"topic":"like","streamId":"s001-k3f9","eventId":"0-2b","eventTime":1700000004711,
 *  "kind":"redelivery","expected":"DUPLICATE_ID","definite":true}
 * {"summary":{"schema":1,"seed":1,...,"produced":9000,"normal":8100,"injected":900,
 *  "expected":{"DUPLICATE_ID":120,...,"accepted":8400,"settlement":9},...}}
 * </pre>
 *
 * The absence of the last line says that the run was cut off. A record without a line is normal and
 * must be accepted. {@code n} is the record's position in the run; in a file it is the line. Of two
 * records with equal bytes either may be the one that is rejected. The shape is published as {@code
 * truth.schema.json} beside this class's resources. Not thread-safe.
 */
public final class TruthWriter implements Closeable {
  private final OutputStream out;
  private final SimulationTotals totals;

  private TruthWriter(OutputStream out, SimulationTotals totals) {
    this.out = out;
    this.totals = totals;
  }

  /**
   * Writes to a file, over one that exists.
   *
   * @throws UncheckedIOException where the file cannot be written; the message names it
   */
  public static TruthWriter to(Path file, SimulationConfig config) {
    try {
      return to(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), config);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the truth to " + file, e);
    }
  }

  /** Writes to a stream, which is closed in the end. */
  public static TruthWriter to(OutputStream out, SimulationConfig config) {
    return new TruthWriter(out, new SimulationTotals(config));
  }

  /** Writes nowhere and counts only. */
  public static TruthWriter countingOnly(SimulationConfig config) {
    return to(OutputStream.nullOutputStream(), config);
  }

  /** Takes one record of the run, in the run's order. */
  public void add(SimulatedRecord record) {
    totals.add(record);
    if (record.truth().isInjected()) {
      line(record.truth().toJson());
    }
  }

  /** The counts up to now. */
  public SimulationTotals totals() {
    return totals;
  }

  /** Writes the last line and closes the file. */
  @Override
  public void close() {
    line(totals.toJson());
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the truth", e);
    }
  }

  private void line(byte[] json) {
    try {
      out.write(json);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the truth", e);
    }
  }
}
