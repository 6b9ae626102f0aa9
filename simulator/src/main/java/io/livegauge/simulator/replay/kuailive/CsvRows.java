package io.livegauge.simulator.replay.kuailive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the rows of a CSV file (RFC 4180, UTF-8, commas) one after the other, without making
 * strings: files have millions of rows, and nearly all cells are integers.
 *
 * <p>Blank lines are passed over. A row that cannot be told (a quote that is not closed, a row
 * beyond 64 KiB) costs its first line only; reading goes on with the next.
 */
final class CsvRows implements Closeable {

  /** What a cell holds, read as an integer. */
  enum Found {
    MISSING,
    NONE,
    VALID
  }

  private static final int MAX_ROW_BYTES = 1 << 16;
  private static final int MAX_CELLS = 1_000;

  private final InputStream in;
  private final byte[] bytes = new byte[4 * MAX_ROW_BYTES];

  /** Next byte to read, and the end of those that there are. */
  private int position;

  private int limit;
  private boolean ended;

  // The row at hand
  private final int[] begins = new int[MAX_CELLS];
  private final int[] ends = new int[MAX_CELLS];
  private int cells;
  private int next;
  private int lineEnds;
  private String problem;
  private long line;
  private long nextLine = 1;
  private long integer;

  CsvRows(Path file) throws IOException {
    in = Files.newInputStream(file);
    fill();
    if (limit >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF) {
      position = 3;
    }
  }

  /** Goes to the next row; false at the end of the file. */
  boolean next() throws IOException {
    while (true) {
      if (position == limit && !fill()) {
        return false;
      }
      line = nextLine;
      while (!scan()) {
        if (limit - position >= MAX_ROW_BYTES) {
          giveUp("is over 64 KiB, or a quote is not closed");
          return true;
        }
        fill();
      }
      if (problem != null) {
        giveUp(problem);
        return true;
      }
      position = next;
      nextLine += lineEnds;
      if (cells > 1 || ends[0] > begins[0] || isQuoted(0)) {
        return true;
      }
    }
  }

  /** Why the row cannot be told apart into cells, or null. */
  String problem() {
    return problem;
  }

  /** Line of the file on which the row begins, from 1. */
  long line() {
    return line;
  }

  int cells() {
    return cells;
  }

  /** Reads a cell as an integer; where it is one, {@link #integer()} has it. */
  Found number(int cell) {
    int at = begins[cell];
    int end = ends[cell];
    while (at < end && bytes[at] == ' ') {
      at++;
    }
    while (end > at && bytes[end - 1] == ' ') {
      end--;
    }
    if (at == end || isNoValue(at, end)) {
      return Found.MISSING;
    }
    boolean isNegative = bytes[at] == '-';
    if (isNegative) {
      at++;
    }
    // Tables that once had gaps print integers with a point and zeros.
    int stop = end;
    while (stop > at && bytes[stop - 1] == '0') {
      stop--;
    }
    if (stop > at && bytes[stop - 1] == '.') {
      end = stop - 1;
    }
    if (at == end || end - at > 19) {
      return Found.NONE;
    }
    long value = 0;
    for (; at < end; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return Found.NONE;
      }
      value = value * 10 + digit;
    }
    if (value < 0) {
      return Found.NONE; // 19 digits that 64 bits do not hold
    }
    integer = isNegative ? -value : value;
    return Found.VALID;
  }

  /** What {@link #number} read. */
  long integer() {
    return integer;
  }

  /** A cell as text, without spaces around it; empty where it stands for nothing. */
  String text(int cell) {
    String text =
        new String(bytes, begins[cell], ends[cell] - begins[cell], StandardCharsets.UTF_8).strip();
    if (isQuoted(cell)) {
      text = text.replace("\"\"", "\"");
    }
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    return raw.length == text.length() && isNoValue(raw, 0, raw.length) ? "" : text;
  }

  /** All cells as text. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < cells; i++) {
      texts.add(text(i));
    }
    return texts;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean isQuoted(int cell) {
    return begins[cell] > 0 && bytes[begins[cell] - 1] == '"';
  }

  private boolean isLineEnd(int at) {
    return at < limit ? bytes[at] == '\n' : ended;
  }

  /** The row is one line, whatever is in it. */
  private void giveUp(String why) throws IOException {
    problem = why;
    cells = 0;
    while (true) {
      int at = position;
      while (at < limit && bytes[at] != '\n') {
        at++;
      }
      position = at;
      if (at < limit) {
        position++;
        nextLine = line + 1;
        return;
      }
      if (!fill()) {
        return;
      }
    }
  }

  /**
   * Finds the cells of the row at {@link #position}; false where it goes on behind what is read.
   */
  private boolean scan() {
    problem = null;
    cells = 0;
    lineEnds = 0;
    int at = position;
    while (true) {
      if (cells == MAX_CELLS) {
        problem = "has over " + MAX_CELLS + " cells";
        return true;
      }
      boolean isQuoted = at < limit && bytes[at] == '"';
      begins[cells] = isQuoted ? at + 1 : at;
      if (isQuoted) {
        int close = closingQuote(at + 1);
        if (close < 0) {
          if (!ended) {
            return false;
          }
          problem = "has a quote that is not closed";
          return true;
        }
        ends[cells] = close;
        at = close + 1;
        if (at < limit && bytes[at] == '\r') {
          at++;
        }
        if (at < limit && bytes[at] != ',' && bytes[at] != '\n') {
          problem = "goes on behind a closing quote";
          return true;
        }
      } else {
        while (at < limit && bytes[at] != ',' && bytes[at] != '\n') {
          at++;
        }
        ends[cells] = at > begins[cells] && bytes[at - 1] == '\r' && isLineEnd(at) ? at - 1 : at;
      }
      if (at == limit && !ended) {
        return false;
      }
      cells++;
      if (at == limit || bytes[at] == '\n') {
        next = Math.min(at + 1, limit);
        lineEnds++;
        return true;
      }
      at++;
    }
  }

  /** Where the quote that closes a cell is, or -1 where it is not read yet. */
  private int closingQuote(int from) {
    for (int at = from; at < limit; at++) {
      if (bytes[at] == '\n') {
        lineEnds++;
      } else if (bytes[at] == '"') {
        if (at + 1 < limit && bytes[at + 1] == '"') {
          at++;
        } else {
          return at + 1 < limit || ended ? at : -1;
        }
      }
    }
    return -1;
  }

  private boolean isNoValue(int begin, int end) {
    return isNoValue(bytes, begin, end);
  }

  /** Words by which tables say that there is nothing. */
  private static boolean isNoValue(byte[] in, int begin, int end) {
    // Nearly every cell begins with a digit.
    if (begin == end || (in[begin] >= '0' && in[begin] <= '9') || end - begin > 7) {
      return false;
    }
    String word = new String(in, begin, end - begin, StandardCharsets.US_ASCII);
    return word.equalsIgnoreCase("nan")
        || word.equalsIgnoreCase("null")
        || word.equalsIgnoreCase("none")
        || word.equalsIgnoreCase("unknown")
        || word.equals("\\N");
  }

  /** Reads more behind what there is, from the row at hand on; false at the end of the file. */
  private boolean fill() throws IOException {
    if (position > 0) {
      System.arraycopy(bytes, position, bytes, 0, limit - position);
      limit -= position;
      position = 0;
    }
    int n = limit == bytes.length ? 0 : in.read(bytes, limit, bytes.length - limit);
    if (n < 0) {
      ended = true;
      return false;
    }
    limit += n;
    return true;
  }
}
