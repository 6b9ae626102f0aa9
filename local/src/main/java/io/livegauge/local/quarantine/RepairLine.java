package io.livegauge.local.quarantine;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.livegauge.json.Utf8Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * One line of a file between export and replay: which record was rejected and why, and its value,
 * which is there to be edited.
 *
 * <p>A value that is a JSON object of well-formed text stands in the line as that object, otherwise
 * as a string of its text, or, where it is no UTF-8, as base64 under another name. When it is read
 * back, an object is taken byte by byte as it stands in the line, and of a string its text.
 *
 * @param reason the rule's name; "" where somebody took it away
 * @param topic full name of the topic that the record came from
 * @param partition there
 * @param offset there
 * @param fingerprint of the value before it was edited; null where it could not be had
 * @param value the record's value now; null where there is none to send
 * @param missing why there was no value to export, or null
 */
record RepairLine(
    String reason,
    String topic,
    int partition,
    long offset,
    String fingerprint,
    byte[] value,
    String missing) {
  static final String VALUE = "value";
  static final String VALUE_BASE64 = "valueBase64";
  static final String MISSING = "missing";
  private static final String FINGERPRINT = "fingerprint";

  /** The line of a rejected record, without a line feed. */
  static byte[] write(RejectedRecord record, Original original) {
    Utf8Text out = new Utf8Text(1_024);
    out.append("{\"reason\":").quoted(record.reason());
    out.append(",\"detail\":").quoted(record.detail());
    if (record.file() == null) {
      out.append(",\"topic\":").quoted(record.topic());
      out.append(",\"partition\":").append(record.partition());
      out.append(",\"offset\":").append(record.offset());
    } else {
      out.append(",\"file\":").quoted(record.file());
      out.append(",\"line\":").append(record.offset());
    }
    out.append(",\"rejectedAt\":").append(record.rejectedAt());
    if (original instanceof Original.Lost lost) {
      return out.append(",\"" + MISSING + "\":").quoted(lost.why()).append('}').toBytes();
    }
    byte[] value = ((Original.Found) original).bytes();
    out.append(",\"" + FINGERPRINT + "\":").quoted(Fingerprint.of(value));
    if (value == null) {
      return out.append(",\"" + VALUE + "\":null}").toBytes();
    }
    String text = textOf(value);
    if (text == null) {
      out.append(",\"" + VALUE_BASE64 + "\":").quoted(Base64.getEncoder().encodeToString(value));
    } else {
      out.append(",\"" + VALUE + "\":");
      if (isObject(value, text)) {
        // Outside of strings a line feed is white space; inside there is none.
        out.append(text.replace('\n', ' ').replace('\r', ' '));
      } else {
        out.quoted(text);
      }
    }
    return out.append('}').toBytes();
  }

  /**
   * Reads a line.
   *
   * @throws IOException where it is none that export has written; the message says what is wrong,
   *     and quotes nothing of a value
   */
  static RepairLine read(byte[] line) throws IOException {
    Draft draft = new Draft();
    try (JsonParser json = RecordJson.PARSERS.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is no JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        draft.take(name, json, line);
      }
      if (json.nextToken() != null) {
        throw new IOException("there is something after its JSON object");
      }
    } catch (JsonProcessingException e) {
      // Its own message quotes the line, and with it perhaps a user id.
      throw new IOException("it is not JSON" + where(e.getLocation()));
    }
    return draft.build();
  }

  private static String where(JsonLocation at) {
    return at == null || at.getByteOffset() < 0 ? "" : " from byte " + at.getByteOffset() + " on";
  }

  /** The text of bytes that are UTF-8, else null. */
  private static String textOf(byte[] value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean isObject(byte[] value, String text) {
    // A parser of bytes passes over a byte order mark, and takes zeros for another encoding.
    if (!text.stripLeading().startsWith("{") || text.indexOf('\0') >= 0) {
      return false;
    }
    try (JsonParser json = RecordJson.PARSERS.createParser(value)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      // All of its tokens: what is only skipped over is not all looked at.
      int depth = 1;
      while (depth > 0) {
        JsonToken token = json.nextToken();
        if (token == null) {
          return false;
        }
        boolean isText = token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING;
        if (isText && !StandardCharsets.UTF_8.newEncoder().canEncode(json.getText())) {
          return false; // half a character: tools give up at it, or put another in its place
        }
        json.finishToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      }
      return json.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static final class Draft {
    private String reason = "";
    private String topic;
    private String file;
    private Long partition;
    private Long offset;
    private String fingerprint;
    private byte[] value;
    private byte[] base64;
    private boolean isNull;
    private String missing;

    void take(String name, JsonParser json, byte[] line) throws IOException {
      switch (name) {
        case "reason" -> reason = text(name, json);
        case "topic" -> topic = text(name, json);
        case "file" -> file = text(name, json);
        case "partition" -> partition = number(name, json, Integer.MAX_VALUE);
        case "offset" -> offset = number(name, json, Long.MAX_VALUE);
        case FINGERPRINT -> fingerprint = text(name, json);
        case MISSING -> missing = text(name, json);
        case VALUE -> value(json, line);
        case VALUE_BASE64 -> {
          try {
            base64 = Base64.getDecoder().decode(text(name, json));
          } catch (IllegalArgumentException e) {
            throw new IOException(VALUE_BASE64 + " is no base64", e);
          }
        }
        default -> json.skipChildren();
      }
    }

    private void value(JsonParser json, byte[] line) throws IOException {
      if (value != null || isNull) {
        throw new IOException(VALUE + " is there twice; only one can be sent");
      }
      switch (json.currentToken()) {
        case VALUE_NULL -> isNull = true;
        case VALUE_STRING -> value = json.getText().getBytes(StandardCharsets.UTF_8);
        case START_OBJECT -> {
          long from = json.currentTokenLocation().getByteOffset();
          json.skipChildren();
          if (from < 0) {
            throw new IOException("it is not UTF-8");
          }
          value =
              Arrays.copyOfRange(line, (int) from, (int) json.currentLocation().getByteOffset());
        }
        default ->
            throw new IOException(
                VALUE + " is neither a JSON object nor a string; an event is a JSON object");
      }
    }

    private static String text(String name, JsonParser json) throws IOException {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw new IOException(name + " is no string; it has to stay as it was exported");
      }
      return json.getText();
    }

    private static Long number(String name, JsonParser json, long max) throws IOException {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
          || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          || json.getLongValue() < 0
          || json.getLongValue() > max) {
        throw new IOException(name + " is no number; it has to stay as it was exported");
      }
      return json.getLongValue();
    }

    RepairLine build() throws IOException {
      if (file != null) {
        throw new IOException(
            "it is of a record from a file; repair it there, and backfill the file again");
      }
      if (topic == null || partition == null || offset == null) {
        throw new IOException(
            (topic == null ? "topic" : partition == null ? "partition" : "offset")
                + " is missing; it says which record was rejected, and has to stay");
      }
      if (value != null && base64 != null) {
        throw new IOException(
            "there are both " + VALUE + " and " + VALUE_BASE64 + "; only one can be sent");
      }
      if (value != null || base64 != null) {
        missing = null; // somebody knew better
      } else if (isNull) {
        missing = "it is null";
      }
      return new RepairLine(
          reason,
          topic,
          partition.intValue(),
          offset,
          fingerprint,
          value != null ? value : base64,
          missing);
    }
  }

  /** Whether the value is still what was exported, but for its form. */
  boolean isUnedited() {
    return fingerprint == null
        ? value == null && missing != null
        : fingerprint.equals(Fingerprint.of(value));
  }

  /** Where the rejected record was: {@code live.like-3@42}. */
  String place() {
    return topic + "-" + partition + "@" + offset;
  }

  /** A hash of which record was rejected. */
  String coordinatesHash() {
    return hash(topic, Integer.toString(partition), Long.toString(offset), fingerprint);
  }

  /** A hash of that and of what is sent in its place. */
  String identity() {
    return hash(coordinatesHash(), Fingerprint.of(value));
  }

  private static String hash(String... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String part : parts) {
      bytes.writeBytes(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
      bytes.write(0);
    }
    return Fingerprint.sha256(bytes.toByteArray());
  }
}
