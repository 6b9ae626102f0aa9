package io.livegauge.trainer.io;

import java.io.PrintWriter;
import java.util.Locale;

/** Lines of at most 80 columns. */
public final class Console {
  public static final int WIDTH = 80;

  private final PrintWriter out;

  public Console(PrintWriter out) {
    this.out = out;
  }

  public void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }

  public void heading(String text) {
    out.println();
    paragraph(text);
    out.println("-".repeat(Math.min(WIDTH, text.length())));
  }

  /** Text wrapped between words; words that are too long are cut. */
  public void paragraph(String text) {
    paragraph("", text);
  }

  /** Text under a mark, further lines indented by the mark's width. */
  public void paragraph(String mark, String text) {
    StringBuilder line = new StringBuilder(mark);
    boolean isStart = true;
    for (String word : printable(text).split(" +", -1)) {
      String rest = word;
      if (!isStart && line.length() + 1 + rest.length() > WIDTH) {
        out.println(line);
        line = new StringBuilder(" ".repeat(mark.length()));
        isStart = true;
      }
      while (line.length() + rest.length() > WIDTH) {
        int room = WIDTH - line.length();
        out.println(line + rest.substring(0, room));
        rest = rest.substring(room);
        line = new StringBuilder(" ".repeat(mark.length()));
      }
      line.append(isStart ? "" : " ").append(rest);
      isStart = false;
    }
    out.println(line);
  }

  /** As much of a text as fits: its begin and its end, as names often differ at their ends. */
  public static String cut(String text, int width) {
    String shown = printable(text);
    if (shown.length() <= width) {
      return shown;
    }
    int head = (width - 1) / 2;
    return shown.substring(0, head) + "~" + shown.substring(shown.length() - (width - 1 - head));
  }

  /** A number with as many of the decimals as fit. */
  public static String fitting(Double value, int width, int decimals) {
    for (int places = decimals; places >= 0; places--) {
      String text = number(value, "%." + places + "f");
      if (text.length() <= width) {
        return text;
      }
    }
    return number(value, "%.2e");
  }

  public static String number(Double value, String format) {
    return value == null ? "-" : String.format(Locale.ROOT, format, value);
  }

  /** A file's texts come from anywhere: no control character of theirs reaches a terminal. */
  public static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", " ");
  }
}
