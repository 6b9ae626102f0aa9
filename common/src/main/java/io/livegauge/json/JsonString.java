package io.livegauge.json;

/** Strings as RFC 8785 writes them: only what must be escaped is. */
public final class JsonString {
  private static final String HEX = "0123456789abcdef";

  private JsonString() {}

  /** Appends the string in quotes. A lone surrogate goes out as it is. */
  public static void append(StringBuilder out, String text) {
    out.append('"');
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(text, copied, i);
        appendEscaped(out, c);
        copied = i + 1;
      }
    }
    if (copied == 0) {
      out.append(text); // in one piece, as almost all texts go
    } else {
      out.append(text, copied, text.length());
    }
    out.append('"');
  }

  private static void appendEscaped(StringBuilder out, char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
    }
  }

  /** Whether no surrogate stands without its other half. */
  public static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
