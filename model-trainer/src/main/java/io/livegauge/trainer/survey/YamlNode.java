package io.livegauge.trainer.survey;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.livegauge.trainer.io.Console;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.io.Numbers;
import io.livegauge.trainer.io.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node of a YAML document that knows where it stands, so that what is wrong with its meaning can
 * be told with its line and column just as what is wrong with its form.
 */
final class YamlNode {
  private static final int MAX_DEPTH = 10;

  /** How much of a text that cannot be used a message repeats. */
  private static final int SHOWN = 60;

  private static final Pattern PLACE = Pattern.compile("line [0-9]+, column [0-9]+");

  private final Path file;
  private final int line;
  private final int column;

  /** Map of nodes, list of nodes, or text; null for an empty value. */
  private final Object value;

  private YamlNode(Path file, JsonLocation location, Object value) {
    this.file = file;
    this.line = location.getLineNr();
    this.column = location.getColumnNr();
    this.value = value;
  }

  static YamlNode read(Path file) throws InputException {
    String text = TextFile.read(file);
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      if (parser.nextToken() == null) {
        throw new InputException(
            file + ", line 1: nothing; expected is the definition of a survey");
      }
      YamlNode root = node(file, parser, 0);
      if (parser.nextToken() != null) {
        JsonLocation location = parser.currentTokenLocation();
        throw new YamlNode(file, location, null).wrong("a second document", "only one");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new InputException(file + ", " + unreadable(e), e);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e, e);
    }
  }

  /** Where the parser stopped and why, of the many lines that it says. */
  private static String unreadable(JsonProcessingException error) {
    String place =
        error.getLocation() == null
            ? "line 1, column 1"
            : "line "
                + error.getLocation().getLineNr()
                + ", column "
                + error.getLocation().getColumnNr();
    List<String> reasons = new ArrayList<>();
    for (String line : error.getOriginalMessage().lines().toList()) {
      Matcher matcher = PLACE.matcher(line);
      if (matcher.find()) {
        place = matcher.group();
      } else if (!line.startsWith(" ")) {
        reasons.add(line.strip());
      }
    }
    return place + ": no YAML: " + String.join(", ", reasons) + "; expected is a mapping";
  }

  private static YamlNode node(Path file, YAMLParser parser, int depth)
      throws IOException, InputException {
    JsonLocation location = parser.currentTokenLocation();
    if (depth > MAX_DEPTH) {
      throw new YamlNode(file, location, null).wrong("deeper nesting", "at most " + MAX_DEPTH);
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, YamlNode> children = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        JsonLocation place = parser.currentTokenLocation();
        parser.nextToken();
        if (children.put(key, node(file, parser, depth + 1)) != null) {
          throw new YamlNode(file, place, null).wrong("'" + key + "' given twice", "it once");
        }
      }
      return new YamlNode(file, location, children);
    }
    if (token == JsonToken.START_ARRAY) {
      List<YamlNode> children = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        children.add(node(file, parser, depth + 1));
      }
      return new YamlNode(file, location, children);
    }
    return new YamlNode(
        file, location, token == JsonToken.VALUE_NULL ? null : parser.getText().strip());
  }

  /** The children of a mapping, whose keys must be among the allowed ones. */
  Map<String, YamlNode> mapping(List<String> allowed) throws InputException {
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(described(), "a mapping with the keys " + String.join(", ", allowed));
    }
    Map<String, YamlNode> children = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = (String) entry.getKey();
      YamlNode child = (YamlNode) entry.getValue();
      if (!allowed.contains(key)) {
        throw child.wrong(
            "the key '" + Console.cut(key, SHOWN) + "'", "one of " + String.join(", ", allowed));
      }
      children.put(key, child);
    }
    return children;
  }

  /** A child that must be there. */
  YamlNode required(Map<String, YamlNode> children, String key) throws InputException {
    YamlNode child = children.get(key);
    if (child == null) {
      throw wrong("no '" + key + "'", "it among these keys");
    }
    return child;
  }

  List<YamlNode> list() throws InputException {
    if (!(value instanceof List<?> list)) {
      throw wrong(described(), "a list");
    }
    List<YamlNode> children = new ArrayList<>();
    for (Object child : list) {
      children.add((YamlNode) child);
    }
    return children;
  }

  boolean isText() {
    return value == null || value instanceof String;
  }

  /** Text, which may be empty. */
  String textOrEmpty() throws InputException {
    if (value == null) {
      return "";
    }
    if (value instanceof String text) {
      return text;
    }
    throw wrong(described(), "text");
  }

  String text() throws InputException {
    String text = textOrEmpty();
    if (text.isEmpty()) {
      throw wrong(described(), "text");
    }
    return text;
  }

  long integer(long min, long max) throws InputException {
    double number = number((double) min, (double) max);
    if (number != Math.rint(number)) {
      throw wrong(described(), "a whole number from " + min + " to " + max);
    }
    return (long) number;
  }

  double number(double min, double max) throws InputException {
    OptionalDouble number =
        value instanceof String text ? Numbers.parse(text) : OptionalDouble.empty();
    if (number.isEmpty() || number.getAsDouble() < min || number.getAsDouble() > max) {
      throw wrong(described(), "a number from " + Numbers.plain(min) + " to " + Numbers.plain(max));
    }
    return number.getAsDouble();
  }

  boolean truth() throws InputException {
    if ("true".equals(value) || "false".equals(value)) {
      return "true".equals(value);
    }
    throw wrong(described(), "true or false");
  }

  /** What to say of this node where it cannot be used. */
  InputException wrong(String found, String expected) {
    return new InputException(
        file
            + ", line "
            + line
            + ", column "
            + column
            + ": "
            + found
            + "; expected is "
            + expected);
  }

  String described() {
    if (value == null) {
      return "nothing";
    }
    if (value instanceof Map<?, ?>) {
      return "a mapping";
    }
    return value instanceof List<?> ? "a list" : "'" + Console.cut(value.toString(), SHOWN) + "'";
  }
}
