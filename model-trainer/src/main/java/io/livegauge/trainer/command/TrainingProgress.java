package io.livegauge.trainer.command;

import io.livegauge.trainer.training.Epoch;
import io.livegauge.trainer.training.HiddenSearch;
import io.livegauge.trainer.training.NetworkTrainer;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Tells how training goes: on a terminal in one line that is drawn again and again, elsewhere in
 * about ten lines.
 */
final class TrainingProgress implements NetworkTrainer.Progress, HiddenSearch.Progress {
  private static final int LINES = 10;
  private static final int BAR = 10;
  private static final long REDRAW_NANOS = 100_000_000;
  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter err;
  private final double learningRate;
  private final boolean isTerminal;
  private final boolean hasBlocks;
  private final LongSupplier nanos;
  private long begun;
  private long drawn;
  private boolean isDrawn;

  /**
   * Tells on the error stream.
   *
   * @param nanos a clock that only goes forward
   */
  TrainingProgress(PrintWriter err, double learningRate, LongSupplier nanos) {
    this(
        err,
        learningRate,
        nanos,
        Boolean.getBoolean("livegauge.terminal.err"),
        "UTF-8".equalsIgnoreCase(System.getProperty("native.encoding")));
  }

  TrainingProgress(
      PrintWriter err,
      double learningRate,
      LongSupplier nanos,
      boolean isTerminal,
      boolean hasBlocks) {
    this.err = err;
    this.learningRate = learningRate;
    this.nanos = nanos;
    this.isTerminal = isTerminal;
    this.hasBlocks = hasBlocks;
    begin();
  }

  /** Counts the time from now on. */
  void begin() {
    begun = nanos.getAsLong();
  }

  @Override
  public void epoch(Epoch epoch, int epochs) {
    String losses =
        String.format(Locale.ROOT, "loss %.5f", epoch.trainingLoss())
            + (Double.isNaN(epoch.validationLoss())
                ? ""
                : String.format(Locale.ROOT, "  val %.5f", epoch.validationLoss()))
            + "  rate "
            + learningRate;
    tell("epoch", epoch.epoch(), epochs, losses);
  }

  @Override
  public void trained(int done, int all, int hidden) {
    tell("search", done, all, "hidden size " + hidden);
  }

  private void tell(String what, int done, int all, String told) {
    long now = nanos.getAsLong();
    String left = done == all ? "" : "  " + left((now - begun) / done * (all - done)) + " left";
    String count = String.format(Locale.ROOT, "%s %" + digits(all) + "d/%d", what, done, all);
    if (!isTerminal) {
      int every = Math.max(1, all / LINES);
      if (done % every == 0 || done == all) {
        err.println(count + "  " + told + left);
        err.flush();
      }
      return;
    }
    if (done == all || !isDrawn || now - drawn >= REDRAW_NANOS) {
      err.print(ERASE + count + " " + bar(done, all) + " " + told + left);
      drawn = now;
      isDrawn = true;
      if (done == all) {
        end();
      }
      err.flush();
    }
  }

  /** Ends the line that was drawn, so that others can follow. */
  void end() {
    if (isDrawn) {
      err.println();
      err.flush();
      isDrawn = false;
    }
  }

  private String bar(int done, int all) {
    int full = (int) ((long) BAR * done / all);
    return (hasBlocks ? "█" : "#").repeat(full) + (hasBlocks ? "░" : ".").repeat(BAR - full);
  }

  private static int digits(int number) {
    return Integer.toString(number).length();
  }

  /** Minutes and seconds, from an hour on also hours. */
  static String left(long nanos) {
    long seconds = Math.max(0, Math.round(nanos / 1e9));
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
