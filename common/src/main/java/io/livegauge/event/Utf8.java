package io.livegauge.event;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Decodes strict UTF-8 (RFC 3629): no overlong forms, no encoded surrogates, nothing above
 * U+10FFFF. Keeps its characters until the next call.
 */
final class Utf8 {
  private static final int KEPT_CHARS = 1 << 16;

  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private char[] chars = new char[1024];
  private int malformedAt;

  /**
   * Decodes all bytes into {@link #chars}.
   *
   * @return the number of characters, or -1 if the bytes are malformed; {@link #malformedAt} says
   *     where
   */
  int decode(byte[] bytes) {
    // A byte makes one character at most. One huge record must not keep its buffer for ever.
    if (chars.length < bytes.length || chars.length > KEPT_CHARS) {
      chars = new char[Math.max(1024, bytes.length)];
    }
    char[] out = chars;
    int i = 0;
    while (i < bytes.length && bytes[i] >= 0) {
      out[i] = (char) bytes[i];
      i++;
    }
    if (i == bytes.length) {
      return i;
    }
    decoder.reset();
    ByteBuffer source = ByteBuffer.wrap(bytes, i, bytes.length - i);
    CharBuffer target = CharBuffer.wrap(out, i, out.length - i);
    if (decoder.decode(source, target, true).isError()) {
      malformedAt = source.position();
      return -1;
    }
    return target.position();
  }

  /** The characters of the last record; what is beyond their number is of records before. */
  char[] chars() {
    return chars;
  }

  /** The index of the first byte of the first malformed sequence. */
  int malformedAt() {
    return malformedAt;
  }

  /** The length of the well-formed sequence of two bytes or more that begins there, or 0. */
  static int sequenceLength(byte[] bytes, int at) {
    int first = bytes[at] & 0xFF;
    int length = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (length == 0 || at + length > bytes.length) {
      return 0;
    }
    int second = bytes[at + 1] & 0xFF;
    // Overlong forms, surrogates and what is above U+10FFFF differ in the second byte.
    int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < least || second > most) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if (bytes[at + i] > (byte) 0xBF) {
        return 0;
      }
    }
    return length;
  }

  /** The number of code points of a string, or -1 if there is a lone surrogate. */
  static int codePoints(String text) {
    int n = text.length();
    int count = n;
    for (int i = 0; i < n; i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == n
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return -1;
        }
        i++;
        count--;
      }
    }
    return count;
  }
}
