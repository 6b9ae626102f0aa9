package io.livegauge.local.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/** Draws the streams as a table of at most 80 columns. Pure: rows in, lines out. */
final class ScoreTable {
  static final int MAX_WIDTH = 80;

  private static final int STREAM = 14;
  private static final int SCORE = 6;
  private static final int BARS = 10;
  private static final int VIEWERS = 7;
  private static final int SALES = 16;

  /** A change of the score that is worth an arrow, and over how many records it is looked at. */
  private static final double WORTH_AN_ARROW = 0.5;

  private static final int ARROW_SPAN = 12;

  /** Least height of a sparkline's scale, so that noise does not look like mountains. */
  private static final double LEAST_SPREAD = 5;

  private final Glyphs glyphs;

  ScoreTable(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /**
   * The lines of the table.
   *
   * @param rows in the order to show
   * @param width columns of the terminal
   * @param height how many lines there may be, 2 or more
   */
  List<String> lines(List<StreamRow> rows, int width, int height) {
    List<String> lines = new ArrayList<>();
    lines.add(
        fit(
            Columns.left("STREAM", STREAM, glyphs)
                + " "
                + Columns.right("SCORE", SCORE, glyphs)
                + " "
                + Columns.left("TREND", BARS + 2, glyphs)
                + " "
                + Columns.right("VIEWERS", VIEWERS, glyphs)
                + " "
                + Columns.right("SALES", SALES, glyphs)
                + "  ADVICE",
            width));
    boolean isCut = rows.size() > height - 1;
    int shown = isCut ? Math.max(0, height - 2) : rows.size();
    for (StreamRow row : rows.subList(0, shown)) {
      lines.add(line(row, width));
    }
    if (isCut) {
      lines.add(fit("and " + (rows.size() - shown) + " more", width));
    }
    return lines;
  }

  private String line(StreamRow row, int width) {
    return fit(
        Columns.left(row.streamId(), STREAM, glyphs)
            + " "
            + Columns.right(String.format(Locale.ROOT, "%.2f", row.score()), SCORE, glyphs)
            + " "
            + arrow(row.scores())
            + " "
            + Columns.left(bars(row.scores()), BARS, glyphs)
            + " "
            + Columns.right(Long.toString(row.viewers()), VIEWERS, glyphs)
            + " "
            + Columns.right(money(row.salesMinor(), row.currency()), SALES, glyphs)
            + "  "
            + remark(row),
        width);
  }

  /** What somebody should see to goes before what would pay. */
  private static String remark(StreamRow row) {
    if (row.ended()) {
      return "(ended)";
    }
    if (row.alert() != null) {
      return "! " + words(row.alert());
    }
    return row.advice() == null ? "" : words(row.advice());
  }

  /** Cuts a line to the terminal's width, 80 at most. */
  String fit(String line, int width) {
    return Columns.cut(line.stripTrailing(), Math.min(width, MAX_WIDTH), glyphs);
  }

  private char arrow(List<Double> scores) {
    double now = scores.get(scores.size() - 1);
    double before = scores.get(Math.max(0, scores.size() - ARROW_SPAN));
    if (now - before >= WORTH_AN_ARROW) {
      return glyphs.up();
    }
    return before - now >= WORTH_AN_ARROW ? glyphs.down() : glyphs.level();
  }

  private String bars(List<Double> scores) {
    List<Double> last = scores.subList(Math.max(0, scores.size() - BARS), scores.size());
    double low = last.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double high = last.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double spread = Math.max(LEAST_SPREAD, high - low);
    double bottom = (low + high - spread) / 2;
    StringBuilder bars = new StringBuilder();
    for (double score : last) {
      int bar = (int) ((score - bottom) / spread * glyphs.bars().length());
      bars.append(glyphs.bars().charAt(Math.max(0, Math.min(glyphs.bars().length() - 1, bar))));
    }
    return bars.toString();
  }

  /** An amount as people of the currency write it; of an unknown one, two decimals. */
  static String money(long minor, String currency) {
    int digits = 2;
    String code = "";
    if (currency != null) {
      code = " " + currency;
      try {
        digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
      } catch (IllegalArgumentException e) {
        // No ISO code: shown as it came, with two decimals.
        digits = 2;
      }
    }
    return String.format(
            Locale.ROOT, "%,." + digits + "f", BigDecimal.valueOf(minor).movePointLeft(digits))
        + code;
  }

  private static String words(String key) {
    return key.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
