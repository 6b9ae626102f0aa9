package io.livegauge.local.demo;

import io.livegauge.trainer.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/** One line every few seconds, for pipes, files and dumb terminals. */
final class LineDisplay implements Display {
  private static final long EVERY_SECONDS = 5;

  private final PrintWriter out;
  private long nextSecond = EVERY_SECONDS;
  private String refit;

  LineDisplay(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void show(View view) {
    if (view.refit() != null && !view.refit().equals(refit)) {
      refit = view.refit();
      new Console(out).paragraph("Refit: ", refit);
      out.flush();
    }
    if (view.seconds() < nextSecond) {
      return;
    }
    nextSecond = view.seconds() + EVERY_SECONDS;
    say(line(view));
  }

  static String line(View view) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "%s  produced %d  read %d  accepted %d  rejected %d  scores %d",
            clock(view.seconds()),
            view.produced(),
            view.read(),
            view.accepted(),
            view.rejected(),
            view.scores()));
    if (!view.rows().isEmpty()) {
      StreamRow best = view.rows().get(0);
      double mean = view.rows().stream().mapToDouble(StreamRow::score).average().orElse(0);
      line.append(
          String.format(
              Locale.ROOT,
              "  streams %d  mean %.2f  best %s %.2f",
              view.rows().size(),
              mean,
              Columns.cut(best.streamId(), 20, Glyphs.ASCII),
              best.score()));
    }
    return line.toString();
  }

  static String clock(long seconds) {
    return String.format(
        Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  @Override
  public void abandon() {
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
