package io.livegauge.benchmark.report;

import io.livegauge.benchmark.result.Result.Point;
import io.livegauge.benchmark.result.Result.Series;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Series as lines of a terminal. */
public final class SeriesText {
  private SeriesText() {}

  /** Prints every figure with its least and its greatest round. */
  public static void print(List<Series> series, PrintWriter out) {
    for (Series one : series) {
      out.printf(Locale.ROOT, "%s (%s)%n", one.title(), one.unit());
      int width = one.points().stream().mapToInt(point -> point.name().length()).max().orElse(1);
      for (Point point : one.points()) {
        out.printf(
            Locale.ROOT,
            "  %-" + width + "s  %12s  %s to %s%n",
            point.name(),
            Shown.figure(point.median()),
            Shown.figure(point.min()),
            Shown.figure(point.max()));
      }
    }
    out.flush();
  }
}
