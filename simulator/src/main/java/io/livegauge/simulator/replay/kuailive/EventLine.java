package io.livegauge.simulator.replay.kuailive;

import io.livegauge.event.EventType;
import io.livegauge.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one event after the other as JSON into the same bytes. All names and texts come as bytes
 * that were made once.
 */
final class EventLine {
  private static final byte[] EVENT_ID = ascii("{\"eventId\":\"");
  private static final byte[][] TYPES = new byte[EventType.values().length][];
  private static final byte[] STREAM_ID = ascii(",\"streamId\":\"");
  private static final byte[] USER_ID = ascii(",\"userId\":\"");
  private static final byte[] EVENT_TIME = ascii(",\"eventTime\":");
  private static final byte[] QUOTE = ascii("\"");

  static {
    for (EventType type : EventType.values()) {
      TYPES[type.ordinal()] = ascii("\",\"type\":\"" + type.wireName() + "\"");
    }
  }

  private byte[] bytes = new byte[1024];
  private int length;

  /** Bytes of a text that holds ASCII only, as a part of events. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A string as JSON, with its quotes. */
  static byte[] json(String text) {
    StringBuilder json = new StringBuilder();
    JsonString.append(json, text);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Begins an event with its id: the file, the row, and what it is of the row. */
  EventLine begin(byte[] file, long row, byte[] part) {
    length = 0;
    return raw(EVENT_ID).raw(file).number(row).raw(part);
  }

  /** Type and stream come next. */
  EventLine in(long streamId, EventType type) {
    return raw(TYPES[type.ordinal()]).raw(STREAM_ID).number(streamId).raw(QUOTE);
  }

  /** Then the user, where the type has one. */
  EventLine by(long userId) {
    return raw(USER_ID).number(userId).raw(QUOTE);
  }

  /** Then the time; the type's own fields follow. */
  EventLine at(long eventTime) {
    return raw(EVENT_TIME).number(eventTime);
  }

  /** Appends bytes as they are. */
  EventLine raw(byte[] part) {
    ensure(part.length);
    System.arraycopy(part, 0, bytes, length, part.length);
    length += part.length;
    return this;
  }

  /** Appends a number in decimal digits. */
  EventLine number(long value) {
    if (value == Long.MIN_VALUE) {
      return raw(ascii(Long.toString(value)));
    }
    ensure(20);
    long rest = value;
    if (rest < 0) {
      bytes[length] = '-';
      length++;
      rest = -rest;
    }
    int digits = 1;
    for (long power = 10; digits < 19 && rest >= power; power *= 10) {
      digits++;
    }
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** Ends the event. */
  EventLine end() {
    ensure(1);
    bytes[length] = '}';
    length++;
    return this;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
