package io.livegauge.trainer.command;

import io.livegauge.trainer.comparison.Contest;
import io.livegauge.trainer.comparison.Run;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A line for every run of a comparison, with the time that is left. */
final class ContestProgress implements Contest.Progress {
  private final PrintWriter err;
  private final LongSupplier nanos;
  private final long begun;

  ContestProgress(PrintWriter err, LongSupplier nanos) {
    this.err = err;
    this.nanos = nanos;
    begun = nanos.getAsLong();
  }

  @Override
  public void ran(int done, int all, String name, Run run) {
    long left = (nanos.getAsLong() - begun) / done * (all - done);
    err.printf(
        Locale.ROOT,
        "%" + Integer.toString(all).length() + "d/%d  seed %d  %-5s rmse %.4f  %.1f s%s%n",
        done,
        all,
        run.seed(),
        name,
        run.metrics().rmse(),
        run.seconds(),
        done == all ? "" : "  about " + Math.round(left / 1e9) + " s left");
    err.flush();
  }
}
