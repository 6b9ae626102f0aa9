package io.livegauge.local.demo;

import io.livegauge.local.Terminal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** A table that is drawn anew in place, on the terminal's second screen. */
final class TableDisplay implements Display {
  private static final String SECOND_SCREEN = "\u001b[?1049h\u001b[?25l\u001b[2J";
  private static final String FIRST_SCREEN = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String CLEAR_LINE_END = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final int HEADER = 5;

  /** What the JSON line and the prompt take below the last table. */
  private static final int LAST_LINES = 10;

  /** Asking for the size starts a process: not at every drawing. */
  private static final int ASK_SIZE_EVERY = 4;

  private final PrintWriter out;
  private final Supplier<Terminal.Size> sizes;
  private final ScoreTable table;
  private Terminal.Size size = Terminal.Size.DEFAULT;
  private int drawings;
  private View last;

  TableDisplay(PrintWriter out, Supplier<Terminal.Size> sizes, Glyphs glyphs) {
    this.out = out;
    this.sizes = sizes;
    this.table = new ScoreTable(glyphs);
  }

  @Override
  public void say(String line) {
    if (last == null) {
      out.println(line);
      out.flush();
    }
  }

  @Override
  public void show(View view) {
    if (last == null) {
      out.print(SECOND_SCREEN);
    }
    last = view;
    if (drawings % ASK_SIZE_EVERY == 0) {
      size = sizes.get();
    }
    drawings++;
    StringBuilder drawing = new StringBuilder(HOME);
    // The last line stays free, so that no terminal scrolls.
    List<String> lines = lines(view, size.lines() - 1, true);
    for (String line : lines) {
      drawing.append(line).append(CLEAR_LINE_END).append("\r\n");
    }
    out.print(drawing.append(CLEAR_BELOW));
    out.flush();
  }

  private List<String> lines(View view, int height, boolean isLive) {
    List<String> lines = new ArrayList<>();
    lines.add(
        table.fit(
            "Livegauge demo  Kafka "
                + view.bootstrap()
                + "  "
                + LineDisplay.clock(view.seconds())
                + "  "
                + (isLive ? view.phase() : ""),
            size.columns()));
    lines.add(
        table.fit(
            String.format(
                Locale.ROOT,
                "produced %,d  accepted %,d  rejected %,d  scores %,d%s%s",
                view.produced(),
                view.accepted(),
                view.rejected(),
                view.scores(),
                view.latencyP99Millis() == null
                    ? ""
                    : String.format(Locale.ROOT, "  p99 %.1f s", view.latencyP99Millis() / 1000.0),
                view.modelVersion() == null ? "" : "  model " + view.modelVersion()),
            size.columns()));
    lines.add(view.refit() == null ? "" : table.fit("refit: " + view.refit(), size.columns()));
    lines.add(
        view.screens() == null ? "" : table.fit("screens: " + view.screens(), size.columns()));
    lines.add("");
    if (view.rows().isEmpty()) {
      lines.add(table.fit("No scores yet: the first slice is not closed.", size.columns()));
    } else {
      lines.addAll(table.lines(view.rows(), size.columns(), Math.max(2, height - HEADER)));
    }
    return lines.subList(0, Math.min(lines.size(), Math.max(1, height)));
  }

  @Override
  public void abandon() {
    out.print(FIRST_SCREEN);
    out.flush();
  }

  @Override
  public void close() {
    if (last != null) {
      out.print(FIRST_SCREEN);
      lines(last, size.lines() - LAST_LINES, false).forEach(out::println);
      last = null;
    }
    out.flush();
  }
}
