package io.livegauge.trainer.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of a page: words in the first column, numbers in the others but where they are named. */
public final class Table {
  /** More columns than this stand closer together. */
  private static final int DENSE = 9;

  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Boolean> marked = new ArrayList<>();
  private final boolean[] isWords;

  /** An empty one with the names of its columns. */
  public Table(String... head) {
    this.head = List.of(head);
    isWords = new boolean[head.length];
    isWords[0] = true;
  }

  /** Columns, counted from 0, that hold words: they begin at the left. */
  public Table words(int... columns) {
    for (int column : columns) {
      isWords[column] = true;
    }
    return this;
  }

  /** A further row. */
  public Table row(String... cells) {
    return add(false, cells);
  }

  /** A further row that the reader looks for. */
  public Table markedRow(String... cells) {
    return add(true, cells);
  }

  /** Whether it has no row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  private Table add(boolean isMarked, String... cells) {
    if (cells.length != head.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + head.size() + " columns: " + Arrays.toString(cells));
    }
    rows.add(List.of(cells));
    marked.add(isMarked);
    return this;
  }

  String html() {
    StringBuilder html = new StringBuilder("<div class=\"wide\">");
    html.append(head.size() > DENSE ? "<table class=\"dense\">" : "<table>");
    html.append("\n<thead><tr>");
    for (int column = 0; column < head.size(); column++) {
      html.append("<th scope=\"col\"").append(style(column)).append('>');
      html.append(Page.escaped(head.get(column))).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (int row = 0; row < rows.size(); row++) {
      html.append(marked.get(row) ? "<tr class=\"marked\">" : "<tr>");
      for (int column = 0; column < head.size(); column++) {
        html.append("<td").append(style(column)).append('>');
        html.append(Page.escaped(rows.get(row).get(column))).append("</td>");
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  private String style(int column) {
    return isWords[column] ? " class=\"words\"" : "";
  }
}
