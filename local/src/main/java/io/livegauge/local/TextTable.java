package io.livegauge.local;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table in plain text, its columns as wide as they need to be. Not thread-safe. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();

  /** A table with its headings. */
  public TextTable(String... headings) {
    rows.add(headings);
  }

  /** Adds a row, with as many cells as there are headings. */
  public void row(String... cells) {
    if (cells.length != rows.get(0).length) {
      throw new IllegalArgumentException(
          cells.length + " cells under " + rows.get(0).length + " headings");
    }
    String[] clean = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      clean[i] = printable(cells[i]);
    }
    rows.add(clean);
  }

  /** Prints it; numbers are flush right, all else flush left. */
  public void print(PrintWriter out) {
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    boolean[] isNumber = new boolean[columns];
    for (int column = 0; column < columns; column++) {
      isNumber[column] = rows.size() > 1;
      for (int i = 0; i < rows.size(); i++) {
        String cell = rows.get(i)[column];
        widths[column] = Math.max(widths[column], cell.length());
        isNumber[column] &= i == 0 || cell.matches("[0-9,]*");
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String padding = " ".repeat(widths[column] - row[column].length());
        line.append(column == 0 ? "" : GAP)
            .append(isNumber[column] ? padding + row[column] : row[column] + padding);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  /** A stranger's text in one line: no sequence in it reaches the terminal. */
  public static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
  }
}
