package io.livegauge.local.cluster;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints what is done, each step with the time since the command began. */
final class Steps {
  private final PrintWriter out;
  private final long start = System.nanoTime();

  Steps(PrintWriter out) {
    this.out = out;
  }

  /** A step that is done, or one that takes a while and begins. */
  void say(String text, Object... values) {
    out.println(
        String.format(
            Locale.ROOT, "%7.1f s  %s", seconds(), String.format(Locale.ROOT, text, values)));
    out.flush();
  }

  /** A line without a time. */
  void line(String text) {
    out.println(text);
    out.flush();
  }

  /** Seconds since the command began. */
  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
