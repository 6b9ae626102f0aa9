package io.livegauge.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.livegauge.event.EventType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * One event before it is written: the common fields and the type's own as name, value, name, value.
 * Values are String, Long, Integer, Boolean or a map of strings; null ones are left out. Immutable.
 */
final class Draft {
  private static final JsonFactory JSON = new JsonFactory();

  final EventType type;
  final String eventId;
  final String streamId;

  /** Null for events of no user. */
  final String userId;

  final long eventTime;
  private final Object[] fields;

  Draft(
      EventType type,
      String eventId,
      String streamId,
      String userId,
      long eventTime,
      Object... fields) {
    this.type = type;
    this.eventId = eventId;
    this.streamId = streamId;
    this.userId = userId;
    this.eventTime = eventTime;
    this.fields = fields;
  }

  /** The same doing under another identity and time. */
  Draft as(String otherId, long otherTime) {
    return new Draft(type, otherId, streamId, userId, otherTime, fields);
  }

  /** The same with another value of one of its fields. */
  Draft with(String name, Object value) {
    Object[] changed = fields.clone();
    for (int i = 0; i < changed.length; i += 2) {
      if (changed[i].equals(name)) {
        changed[i + 1] = value;
      }
    }
    return new Draft(type, eventId, streamId, userId, eventTime, changed);
  }

  /** The record's value: one flat JSON object, without line ends. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(224);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("eventId", eventId);
      json.writeStringField("type", type.wireName());
      json.writeStringField("streamId", streamId);
      if (userId != null) {
        json.writeStringField("userId", userId);
      }
      json.writeNumberField("eventTime", eventTime);
      for (int i = 0; i < fields.length; i += 2) {
        writeField(json, (String) fields[i], fields[i + 1]);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot be written to", e);
    }
    return bytes.toByteArray();
  }

  private static void writeField(JsonGenerator json, String name, Object value) throws IOException {
    if (value == null) {
      return;
    }
    if (value instanceof String s) {
      json.writeStringField(name, s);
    } else if (value instanceof Long n) {
      json.writeNumberField(name, n);
    } else if (value instanceof Integer n) {
      json.writeNumberField(name, n);
    } else if (value instanceof Boolean b) {
      json.writeBooleanField(name, b);
    } else if (value instanceof Map<?, ?> map) {
      json.writeObjectFieldStart(name);
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeStringField((String) entry.getKey(), (String) entry.getValue());
      }
      json.writeEndObject();
    } else {
      throw new IllegalArgumentException("Field " + name + " has no JSON form: " + value);
    }
  }
}
