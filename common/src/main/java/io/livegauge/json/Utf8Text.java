package io.livegauge.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text that grows piece by piece, as its UTF-8 bytes. Mutable, for one thread. */
public final class Utf8Text {
  private static final int LONGEST_NUMBER = 20;

  private byte[] bytes;
  private int size;

  /**
   * @param expectedSize of the whole text, in bytes
   */
  public Utf8Text(int expectedSize) {
    bytes = new byte[expectedSize];
  }

  /** Appends one ASCII character. */
  public Utf8Text append(char ascii) {
    room(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  /** Appends a text as it is. A lone surrogate becomes a question mark. */
  public Utf8Text append(String text) {
    int length = text.length();
    room(length);
    byte[] into = bytes;
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return append(text.getBytes(StandardCharsets.UTF_8));
      }
      into[at++] = (byte) c;
    }
    size = at;
    return this;
  }

  /** Appends a number in decimal digits. */
  public Utf8Text append(long number) {
    if (number == Long.MIN_VALUE) {
      return append(Long.toString(number));
    }
    room(LONGEST_NUMBER);
    long rest = Math.abs(number);
    if (number < 0) {
      bytes[size++] = '-';
    }
    int digits = 1;
    for (long power = 10; digits < LONGEST_NUMBER - 1 && power <= rest; power *= 10) {
      digits++;
    }
    for (int at = size + digits - 1; at >= size; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
    return this;
  }

  /**
   * Appends a text in quotes, as {@link JsonString} does. A lone surrogate becomes a question mark.
   */
  public Utf8Text quoted(String text) {
    int length = text.length();
    room(length + 2);
    byte[] into = bytes;
    int at = size;
    into[at++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || c >= 0x80) {
        StringBuilder escaped = new StringBuilder(length + 16);
        JsonString.append(escaped, text);
        return append(escaped.toString());
      }
      into[at++] = (byte) c;
    }
    into[at++] = '"';
    size = at;
    return this;
  }

  /** A copy of the bytes so far. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private Utf8Text append(byte[] utf8) {
    room(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
    return this;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
