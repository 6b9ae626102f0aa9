package io.livegauge.job.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits bytes at LF. Lines of JSON whitespace alone are passed over but counted; the bytes are
 * taken as they are, valid UTF-8 or not. A last line needs no LF. Not thread-safe.
 */
public final class LineReader implements Closeable {
  /** The longest array that Java makes. */
  private static final int MAX_LINE = Integer.MAX_VALUE - 8;

  private final InputStream in;
  private final byte[] buffer;
  private int from;
  private int to;
  private long number;

  /**
   * @param in the bytes; closed with this reader
   * @param bufferSize how many of them are read at once
   */
  public LineReader(InputStream in, int bufferSize) {
    this.in = in;
    this.buffer = new byte[bufferSize];
  }

  /**
   * The next line that is not blank, without its LF, or null at the end.
   *
   * @throws IOException also for a line of more than 2 GiB
   */
  public byte[] next() throws IOException {
    while (true) {
      byte[] line = line();
      if (line == null) {
        return null;
      }
      number++;
      if (!isBlank(line)) {
        return line;
      }
    }
  }

  /** The number of the line that {@link #next} gave, from 1; blank ones count. */
  public long number() {
    return number;
  }

  private byte[] line() throws IOException {
    byte[] head = null; // what earlier buffers held of the line
    int length = 0;
    while (true) {
      if (from == to) {
        from = 0;
        to = Math.max(0, in.read(buffer, 0, buffer.length));
        if (to == 0) {
          return head == null ? null : Arrays.copyOf(head, length);
        }
      }
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      int part = end - from;
      boolean whole = end < to;
      if (head == null && whole) {
        byte[] line = Arrays.copyOfRange(buffer, from, end);
        from = end + 1;
        return line;
      }
      head = withRoom(head, length, part);
      System.arraycopy(buffer, from, head, length, part);
      length += part;
      from = end;
      if (whole) {
        from++;
        return Arrays.copyOf(head, length);
      }
    }
  }

  private byte[] withRoom(byte[] head, int length, int more) throws IOException {
    if (more > MAX_LINE - length) {
      throw new IOException("Line " + (number + 1) + " is longer than 2 GiB");
    }
    if (head == null) {
      return new byte[2 * more];
    }
    return length + more <= head.length
        ? head
        : Arrays.copyOf(head, (int) Math.min(MAX_LINE, 2L * (length + more)));
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
