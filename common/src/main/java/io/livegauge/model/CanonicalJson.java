package io.livegauge.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.json.JsonString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.erdtman.jcs.NumberToJSON;

/**
 * The canonical form of RFC 8785: no white space, keys in the order of their UTF-16 code units,
 * numbers as ECMAScript prints doubles.
 *
 * <p>Written over a parsed tree rather than over text, so that the same strict parser decides what
 * JSON is here and in the reader.
 */
final class CanonicalJson {
  private CanonicalJson() {}

  /**
   * The canonical text.
   *
   * @throws InvalidModelException for a number outside the range of doubles or a lone surrogate,
   *     which have no canonical form
   */
  static String of(JsonNode node) throws InvalidModelException {
    StringBuilder out = new StringBuilder();
    write(node, "", out);
    return out.toString();
  }

  private static void write(JsonNode node, String path, StringBuilder out)
      throws InvalidModelException {
    switch (node.getNodeType()) {
      case OBJECT -> writeObject(node, path, out);
      case ARRAY -> {
        out.append('[');
        for (int i = 0; i < node.size(); i++) {
          if (i > 0) {
            out.append(',');
          }
          write(node.get(i), path + "[" + i + "]", out);
        }
        out.append(']');
      }
      case STRING -> writeString(node.textValue(), path, out);
      case NUMBER -> writeNumber(node.doubleValue(), path, out);
      case BOOLEAN, NULL -> out.append(node.asText());
      default -> throw new IllegalStateException("not JSON: " + node.getNodeType());
    }
  }

  private static void writeObject(JsonNode node, String path, StringBuilder out)
      throws InvalidModelException {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    Collections.sort(names);
    char separator = '{';
    for (String name : names) {
      out.append(separator);
      separator = ',';
      String at = path.isEmpty() ? name : path + "." + name;
      writeString(name, at, out);
      out.append(':');
      write(node.get(name), at, out);
    }
    out.append(separator == '{' ? "{}" : "}");
  }

  private static void writeNumber(double number, String path, StringBuilder out)
      throws InvalidModelException {
    if (!Double.isFinite(number)) {
      throw new InvalidModelException(
          path + " is a number that is not finite; allowed: the range of 64-bit doubles");
    }
    try {
      out.append(NumberToJSON.serializeNumber(number));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void writeString(String text, String path, StringBuilder out)
      throws InvalidModelException {
    if (!JsonString.isWellFormed(text)) {
      throw new InvalidModelException(
          "a string at " + path + " holds a lone surrogate; allowed: well-formed Unicode");
    }
    JsonString.append(out, text);
  }
}
