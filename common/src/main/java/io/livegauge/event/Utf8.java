package io.livegauge.event;

/** Strict UTF-8 (RFC 3629): no overlong forms, no encoded surrogates, nothing above U+10FFFF. */
final class Utf8 {
  private Utf8() {}

  /** The index of the first byte of the first malformed sequence, or -1 if all is well-formed. */
  static int firstMalformed(byte[] bytes) {
    int i = 0;
    int n = bytes.length;
    while (i < n) {
      int lead = bytes[i];
      if (lead >= 0) {
        i++;
        continue;
      }
      int length = sequenceLength(lead & 0xFF);
      if (length == 0 || n - i < length || !isSecondByte(lead & 0xFF, bytes[i + 1] & 0xFF)) {
        return i;
      }
      for (int k = 2; k < length; k++) {
        if ((bytes[i + k] & 0xC0) != 0x80) {
          return i;
        }
      }
      i += length;
    }
    return -1;
  }

  private static int sequenceLength(int lead) {
    if (lead < 0xC2) {
      return 0; // a continuation byte, or an overlong form of ASCII
    } else if (lead < 0xE0) {
      return 2;
    } else if (lead < 0xF0) {
      return 3;
    } else {
      return lead < 0xF5 ? 4 : 0;
    }
  }

  private static boolean isSecondByte(int lead, int second) {
    return switch (lead) {
      case 0xE0 -> second >= 0xA0 && second <= 0xBF;
      case 0xED -> second >= 0x80 && second <= 0x9F;
      case 0xF0 -> second >= 0x90 && second <= 0xBF;
      case 0xF4 -> second >= 0x80 && second <= 0x8F;
      default -> second >= 0x80 && second <= 0xBF;
    };
  }

  /** The number of code points, or -1 if there is a lone surrogate. */
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
