package io.livegauge.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One slot for every field that the contract knows, filled from one JSON object. A slot keeps what
 * the last occurrence of its name held, without judging it: which rules hold is known only once the
 * type is, and that may come last. Used again for every record.
 */
final class FieldSlots {

  /** What a slot holds. */
  enum Content {
    ABSENT,
    NULL,
    STRING,
    /** An integer literal of at most 64 bits. */
    INTEGER,
    /** An integer literal of more. */
    HUGE_INTEGER,
    /** A number with a fraction or an exponent. */
    DECIMAL,
    TRUE,
    FALSE,
    OBJECT,
    ARRAY
  }

  private static final int FIELDS = Field.values().length;

  private final JsonFactory json;
  private final Content[] contents = new Content[FIELDS];
  private final String[] strings = new String[FIELDS];
  private final long[] numbers = new long[FIELDS];
  private SortedMap<String, String> traits;
  private long position;

  FieldSlots() {
    // The contract has no limits on fields that it does not know, and the broker bounds the size
    // of a record. Names are those of strangers: a table of them must neither be shared with the
    // process nor fail because an earlier record's names collide.
    json =
        new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();
    clear();
  }

  void clear() {
    Arrays.fill(contents, Content.ABSENT);
    Arrays.fill(strings, null);
    traits = null;
    position = 0;
  }

  /**
   * Fills the slots; they must be clear. The characters may be rearranged.
   *
   * @return whether the characters are exactly one JSON object
   * @throws IOException where they are not JSON; {@link #position} says where
   */
  boolean read(char[] chars, int length) throws IOException {
    int end = unescapeSurrogates(chars, length);
    try (JsonParser parser = json.createParser(chars, 0, end)) {
      try {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          Field field = Field.ofWireName(parser.currentName());
          JsonToken token = parser.nextToken();
          if (field == null) {
            parser.skipChildren();
          } else {
            keep(field, token, parser);
          }
        }
        return parser.nextToken() == null;
      } finally {
        position = parser.currentLocation().getCharOffset();
      }
    }
  }

  /**
   * Puts surrogates that are written as escapes in the place of their escapes. JSON's grammar has
   * lone ones too, in the names of fields that nobody knows as well, but the parser takes an
   * escaped lone surrogate in a name for an error; one that stands for itself it passes on.
   *
   * @return the new length
   */
  private static int unescapeSurrogates(char[] chars, int length) {
    int to = 0;
    while (to < length && chars[to] != '\\') {
      to++;
    }
    for (int from = to; from < length; from++) {
      char c = chars[from];
      if (c == '\\' && from + 1 < length) {
        int surrogate = surrogate(chars, from, length);
        if (surrogate >= 0) {
          chars[to++] = (char) surrogate;
          from += 5;
          continue;
        }
        // What follows is escaped, so it begins no escape.
        chars[to++] = c;
        c = chars[++from];
      }
      chars[to++] = c;
    }
    return to;
  }

  /** The surrogate whose six-character escape begins there, or -1. */
  private static int surrogate(char[] chars, int at, int length) {
    if (at + 6 > length || chars[at + 1] != 'u' || (chars[at + 2] | 0x20) != 'd') {
      return -1;
    }
    int value = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = chars[i] < 0x80 ? Character.digit(chars[i], 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value >= Character.MIN_SURROGATE ? value : -1;
  }

  private void keep(Field field, JsonToken token, JsonParser parser) throws IOException {
    int slot = field.ordinal();
    contents[slot] =
        switch (token) {
          case VALUE_NULL -> Content.NULL;
          case VALUE_TRUE -> Content.TRUE;
          case VALUE_FALSE -> Content.FALSE;
          case VALUE_NUMBER_FLOAT -> Content.DECIMAL;
          case VALUE_STRING -> {
            strings[slot] = parser.getText();
            yield Content.STRING;
          }
          case VALUE_NUMBER_INT -> {
            if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
              yield Content.HUGE_INTEGER;
            }
            numbers[slot] = parser.getLongValue();
            yield Content.INTEGER;
          }
          case START_ARRAY -> {
            parser.skipChildren();
            yield Content.ARRAY;
          }
          default -> {
            if (field == Field.TRAITS) {
              traits = readTraits(parser);
            } else {
              parser.skipChildren();
            }
            yield Content.OBJECT;
          }
        };
  }

  private static SortedMap<String, String> readTraits(JsonParser parser) throws IOException {
    SortedMap<String, String> map = new TreeMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        map.put(key, parser.getText());
      } else {
        parser.skipChildren();
        map.put(key, null);
      }
    }
    return map;
  }

  Content content(Field field) {
    return contents[field.ordinal()];
  }

  /** Of a slot that holds {@link Content#STRING}. */
  String string(Field field) {
    return strings[field.ordinal()];
  }

  /** Of a slot that holds {@link Content#INTEGER}. */
  long number(Field field) {
    return numbers[field.ordinal()];
  }

  /** Of the traits slot where it holds an object; null stands for a value that is no string. */
  SortedMap<String, String> traits() {
    return traits;
  }

  /** How many characters the last {@link #read} consumed. */
  long position() {
    return position;
  }
}
