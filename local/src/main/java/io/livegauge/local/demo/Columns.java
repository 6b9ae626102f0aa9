package io.livegauge.local.demo;

import io.livegauge.local.TextTable;

/** Fits texts of any origin into columns of a terminal. */
final class Columns {
  private Columns() {}

  /** The text in exactly that many columns, flush left, cut where it is longer. */
  static String left(String text, int width, Glyphs glyphs) {
    String fitted = cut(text, width, glyphs);
    return fitted + " ".repeat(width - widthOf(fitted));
  }

  /** The same, flush right. */
  static String right(String text, int width, Glyphs glyphs) {
    String fitted = cut(text, width, glyphs);
    return " ".repeat(width - widthOf(fitted)) + fitted;
  }

  /** The text in at most that many columns, without control characters. */
  static String cut(String text, int width, Glyphs glyphs) {
    String clean = printable(text);
    if (widthOf(clean) <= width) {
      return clean;
    }
    StringBuilder cut = new StringBuilder();
    int used = 0;
    for (int codePoint : clean.codePoints().toArray()) {
      int wide = widthOf(codePoint);
      if (used + wide > width - 1) {
        break;
      }
      cut.appendCodePoint(codePoint);
      used += wide;
    }
    return width < 1 ? "" : cut.append(glyphs.cut()).toString();
  }

  /** How many columns a text takes. */
  static int widthOf(String text) {
    return text.codePoints().map(Columns::widthOf).sum();
  }

  /** No sequence in an id or a name reaches the terminal, nor a mark that takes no column. */
  private static String printable(String text) {
    return TextTable.printable(text).replaceAll("\\p{M}", "?");
  }

  private static int widthOf(int codePoint) {
    boolean isWide =
        codePoint >= 0x1100
            && (codePoint <= 0x115F
                || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
                || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
                || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
                || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
                || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
                || (codePoint >= 0xFFE0 && codePoint <= 0xFFE6)
                || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
                || codePoint >= 0x20000);
    return isWide ? 2 : 1;
  }
}
