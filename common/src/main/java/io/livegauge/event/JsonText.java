package io.livegauge.event;

import io.livegauge.json.JsonString;
import java.util.Map;
import java.util.SortedMap;

/** Writes JSON text as RFC 8785 wants strings and integers written. */
final class JsonText {
  private JsonText() {}

  /** Appends {@code "name":}, after a comma unless it is the first of its object. */
  static void appendName(StringBuilder out, String name) {
    if (out.charAt(out.length() - 1) != '{') {
      out.append(',');
    }
    JsonString.append(out, name);
    out.append(':');
  }

  static void appendField(StringBuilder out, String name, String value) {
    appendName(out, name);
    JsonString.append(out, value);
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
