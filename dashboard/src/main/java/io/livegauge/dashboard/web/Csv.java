package io.livegauge.dashboard.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Lines of CSV (RFC 4180): a header row, commas, CRLF, quotes where they are needed. Texts that a
 * spreadsheet would take for a formula get an apostrophe in front; numbers stay numbers. An absent
 * value is an empty cell.
 */
final class Csv {
  static final String CONTENT_TYPE = "text/csv;charset=utf-8;header=present";

  private static final String FORMULA_STARTS = "=+-@\t\r\n";

  private final StringBuilder text = new StringBuilder(4096);
  private boolean isLineBegun;

  Csv(String... columns) {
    for (String column : columns) {
      cell(column);
    }
    end();
  }

  /** A text from outside. */
  Csv text(String value) {
    if (value != null && !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0) {
      return cell("'" + value);
    }
    return cell(value == null ? "" : value);
  }

  Csv number(long value) {
    return cell(Long.toString(value));
  }

  /** A number as it is written in JSON; absent where null. */
  Csv number(String json) {
    return cell(json == null ? "" : json);
  }

  /** A point of time as two cells: ISO 8601 in UTC, then epoch milliseconds. */
  Csv time(long epochMillis) {
    cell(Instant.ofEpochMilli(epochMillis).truncatedTo(ChronoUnit.MILLIS).toString());
    return number(epochMillis);
  }

  /** Ends the line. */
  void end() {
    text.append("\r\n");
    isLineBegun = false;
  }

  private Csv cell(String value) {
    if (isLineBegun) {
      text.append(',');
    }
    isLineBegun = true;
    // Some spreadsheets split at semicolons and tabs too.
    if (value
        .chars()
        .noneMatch(c -> c == ',' || c == ';' || c == '"' || Character.isISOControl(c))) {
      text.append(value);
    } else {
      text.append('"').append(value.replace("\"", "\"\"")).append('"');
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
