package io.livegauge.dashboard.room;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * Walks through one JSON object from front to back and checks what it meets, without a tree. After
 * each call the parser stands on the last token of what was read.
 */
final class JsonFields implements AutoCloseable {
  /** The largest whole number that a page's script holds exactly: 2^53 - 1. */
  static final long LARGEST = 9_007_199_254_740_991L;

  /** The largest record that Kafka takes unless it is told otherwise. */
  static final int MOST_BYTES = 1 << 20;

  private static final int MOST_CHARACTERS = 128;
  private static final int NAMED_CHARACTERS = 40;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(64).maxNumberLength(100).build())
          .build();

  private final JsonParser parser;

  private JsonFields(JsonParser parser) {
    this.parser = parser;
  }

  /** What is done with a field; the parser stands on its value. */
  interface FieldReader {
    void read(String name) throws IOException, UnreadableRecordException;
  }

  /** The same, and whether more of the object is needed. */
  interface FieldTest {
    boolean read(String name) throws IOException, UnreadableRecordException;
  }

  /** What is done with an element of an array; the parser stands on it. */
  interface ElementReader {
    void read() throws IOException, UnreadableRecordException;
  }

  /** Begins to read; the parser stands on the outermost brace. */
  static JsonFields open(byte[] value, int mostBytes)
      throws IOException, UnreadableRecordException {
    if (value == null) {
      throw new UnreadableRecordException("the record has no value");
    }
    if (value.length > mostBytes) {
      throw new UnreadableRecordException(
          "the record has " + value.length + " bytes; at most " + mostBytes + " are read");
    }
    int first = 0;
    while (first < value.length && value[first] <= ' ' && value[first] > 0) {
      first++;
    }
    // The parser would guess UTF-16 and UTF-32 too, and the bytes are handed on as UTF-8.
    if (first + 1 >= value.length || value[first] != '{' || value[first + 1] == 0) {
      throw new UnreadableRecordException("the record is no JSON object");
    }
    JsonFields fields = new JsonFields(JSON.createParser(value));
    fields.parser.nextToken();
    return fields;
  }

  /** Reads each field of the object that the parser stands on. */
  void object(String what, FieldReader reader) throws IOException, UnreadableRecordException {
    expect(JsonToken.START_OBJECT, what, "an object");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      reader.read(name);
    }
  }

  /** Reads fields of the object that the parser stands on until no more is needed. */
  void objectWhile(String what, FieldTest reader) throws IOException, UnreadableRecordException {
    expect(JsonToken.START_OBJECT, what, "an object");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (!reader.read(name)) {
        return;
      }
    }
  }

  /** Reads each element of the array that the parser stands on. */
  void array(String what, ElementReader reader) throws IOException, UnreadableRecordException {
    expect(JsonToken.START_ARRAY, what, "an array");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      reader.read();
    }
  }

  void skip() throws IOException {
    parser.skipChildren();
  }

  /** Fails where something follows the outermost object. */
  void end() throws IOException, UnreadableRecordException {
    if (parser.nextToken() != null) {
      throw new UnreadableRecordException("something follows the JSON object");
    }
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  boolean bool(String what) throws UnreadableRecordException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw new UnreadableRecordException(what + " is neither true nor false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  /** A whole number of at least 0. */
  long count(String what) throws IOException, UnreadableRecordException {
    return integer(what, 0, LARGEST);
  }

  long integer(String what, long least, long most) throws IOException, UnreadableRecordException {
    expect(JsonToken.VALUE_NUMBER_INT, what, "a whole number");
    boolean isLong = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    if (!isLong || parser.getLongValue() < least || parser.getLongValue() > most) {
      throw new UnreadableRecordException(
          what + " is " + shown() + "; " + least + " to " + most + " is allowed");
    }
    return parser.getLongValue();
  }

  /** Whether a whole number lies above one; true also beyond 64 bits. */
  boolean isAbove(String what, long limit) throws IOException, UnreadableRecordException {
    expect(JsonToken.VALUE_NUMBER_INT, what, "a whole number");
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? parser.getBigIntegerValue().signum() > 0
        : parser.getLongValue() > limit;
  }

  double number(String what, double least, double most)
      throws IOException, UnreadableRecordException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
      throw new UnreadableRecordException(what + " is no number");
    }
    double value = parser.getDoubleValue();
    if (!(value >= least && value <= most)) {
      throw new UnreadableRecordException(
          what + " is " + shown() + "; " + least + " to " + most + " is allowed");
    }
    return value;
  }

  /** Points of score, 0 to 100, in units of 0.0001. */
  int points10000(String what) throws IOException, UnreadableRecordException {
    return (int) Math.round(number(what, 0, 100) * 1e4);
  }

  /** A text of 1 to 128 characters. */
  String text(String what) throws IOException, UnreadableRecordException {
    expect(JsonToken.VALUE_STRING, what, "a text");
    if (parser.getTextLength() > 2 * MOST_CHARACTERS) {
      throw tooLong(what, parser.getTextLength());
    }
    String text = parser.getText();
    int length = text.codePointCount(0, text.length());
    if (length < 1 || length > MOST_CHARACTERS) {
      throw tooLong(what, length);
    }
    if (text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      // No UTF-8 can say it, so nobody could ask for it.
      throw new UnreadableRecordException(what + " holds half of a surrogate pair");
    }
    return text;
  }

  /** The same, or null. */
  String textOrNull(String what) throws IOException, UnreadableRecordException {
    return isNull() ? null : text(what);
  }

  /** Fails where something that a record must have was not there. */
  static void need(boolean isThere, String what) throws UnreadableRecordException {
    if (!isThere) {
      throw new UnreadableRecordException(what + " is missing");
    }
  }

  /** What a parser says of broken JSON, without the record's content. */
  static UnreadableRecordException broken(IOException e) {
    String place =
        e instanceof com.fasterxml.jackson.core.JsonProcessingException json
                && json.getLocation() != null
            ? " at byte " + json.getLocation().getByteOffset()
            : "";
    return new UnreadableRecordException("the record is broken JSON" + place);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  private static UnreadableRecordException tooLong(String what, int length) {
    return new UnreadableRecordException(
        what + " has " + length + " characters; 1 to " + MOST_CHARACTERS + " are allowed");
  }

  private void expect(JsonToken token, String what, String kind) throws UnreadableRecordException {
    if (parser.currentToken() != token) {
      throw new UnreadableRecordException(what + " is not " + kind);
    }
  }

  private String shown() throws IOException {
    String text = parser.getText();
    return text.length() <= NAMED_CHARACTERS ? text : text.substring(0, NAMED_CHARACTERS) + "...";
  }
}
