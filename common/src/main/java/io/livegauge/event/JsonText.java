package io.livegauge.event;

import java.util.Map;
import java.util.SortedMap;

/** Writes JSON text as RFC 8785 wants strings and integers written. */
final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /** Appends a quoted string; only what must be escaped is. */
  static void appendString(StringBuilder out, String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Appends {@code "name":}, after a comma unless it is the first of its object. */
  static void appendName(StringBuilder out, String name) {
    if (out.charAt(out.length() - 1) != '{') {
      out.append(',');
    }
    appendString(out, name);
    out.append(':');
  }

  static void appendField(StringBuilder out, String name, String value) {
    appendName(out, name);
    appendString(out, value);
  }

  static void appendField(StringBuilder out, String name, long value) {
    appendName(out, name);
    out.append(value);
  }

  /** Appends a flat object; a sorted map's order is the order of UTF-16 code units. */
  static void appendObject(StringBuilder out, SortedMap<String, String> map) {
    out.append('{');
    for (Map.Entry<String, String> entry : map.entrySet()) {
      appendField(out, entry.getKey(), entry.getValue());
    }
    out.append('}');
  }
}
