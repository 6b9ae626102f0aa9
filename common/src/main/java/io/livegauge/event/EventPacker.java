package io.livegauge.event;

import static io.livegauge.event.EventFormat.INTS;
import static io.livegauge.event.EventFormat.LONGS;
import static io.livegauge.event.EventFormat.SHORTS;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes events in {@link EventFormat}, one after the other, over one buffer. */
final class EventPacker {
  private static final int KEPT_BYTES = 1 << 14;

  private static final int LONGEST_REUSED = 512;

  private byte[] buffer = new byte[256];

  /** An array of each length to fill again, or null where each event gets its own. */
  private byte[][] arrays;

  private int size;
  private int mask;
  private String file;
  private byte[] fileName;

  /** From now on an event from Kafka may be in the array of an earlier one. */
  void reuseArrays() {
    arrays = new byte[LONGEST_REUSED + 1][];
  }

  /** The bytes of an event. */
  byte[] pack(Event event) {
    byte[] eventId = event.eventId.getBytes(StandardCharsets.UTF_8);
    byte[] streamId = event.streamId.getBytes(StandardCharsets.UTF_8);
    begin(event.type, event.userHash, event.eventTime);
    eventId(eventId, 0, eventId.length);
    streamId(streamId, 0, streamId.length);
    List<FieldRule> rules = EventFields.of(event.type);
    for (int i = 0; i < rules.size(); i++) {
      Field field = rules.get(i).field();
      if (field.isPresent(event)) {
        present(i);
        switch (rules.get(i).kind()) {
          case STRING -> string(field.string(event));
          case INTEGER -> number(field.number(event));
          case BOOLEAN -> flag(field.flag(event));
          case TRAITS -> {
            count(event.traits.size());
            for (Map.Entry<String, String> trait : event.traits.entrySet()) {
              string(trait.getKey());
              string(trait.getValue());
            }
          }
        }
      }
    }
    return event.file == null
        ? fromKafka(event.partition, event.offset)
        : fromFile(event.file, event.offset);
  }

  /** Begins an event. */
  void begin(EventType type, long userHash, long eventTime) {
    if (buffer.length > KEPT_BYTES) {
      buffer = new byte[256]; // one huge event must not keep its buffer for ever
    }
    buffer[0] = EventFormat.VERSION;
    buffer[EventFormat.TYPE_AT] = (byte) type.ordinal();
    LONGS.set(buffer, EventFormat.USER_HASH_AT, userHash);
    LONGS.set(buffer, EventFormat.EVENT_TIME_AT, eventTime);
    mask = 0;
    size = EventFormat.EVENT_ID_AT;
  }

  /** What comes first, in UTF-8. */
  void eventId(byte[] utf8, int from, int to) {
    SHORTS.set(buffer, EventFormat.EVENT_ID_LENGTH_AT, length(from, to));
    append(utf8, from, to);
  }

  /** What comes next; the fields follow. */
  void streamId(byte[] utf8, int from, int to) {
    SHORTS.set(buffer, EventFormat.STREAM_ID_LENGTH_AT, length(from, to));
    append(utf8, from, to);
  }

  /** Says that the value of that declared field is next. */
  void present(int rule) {
    mask |= 1 << rule;
  }

  void string(byte[] utf8, int from, int to) {
    ensure(Short.BYTES);
    SHORTS.set(buffer, size, length(from, to));
    size += Short.BYTES;
    append(utf8, from, to);
  }

  private void string(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    string(utf8, 0, utf8.length);
  }

  void number(long value) {
    ensure(Long.BYTES);
    LONGS.set(buffer, size, value);
    size += Long.BYTES;
  }

  void flag(boolean value) {
    ensure(1);
    buffer[size++] = (byte) (value ? 1 : 0);
  }

  /** The number of traits, whose keys and values follow as strings. */
  void count(int value) {
    ensure(Integer.BYTES);
    INTS.set(buffer, size, value);
    size += Integer.BYTES;
  }

  /** Ends an event that came from Kafka. */
  byte[] fromKafka(int partition, long offset) {
    buffer[EventFormat.FILE_AT] = 0;
    end(partition, offset);
    byte[] bytes = array();
    System.arraycopy(buffer, 0, bytes, 0, size);
    return bytes;
  }

  /** Ends an event that came from a file. */
  byte[] fromFile(String name, long line) {
    if (!name.equals(file)) {
      file = name;
      fileName = name.getBytes(StandardCharsets.UTF_8);
    }
    append(fileName, 0, fileName.length);
    buffer[EventFormat.FILE_AT] = 1;
    end(fileName.length, line);
    return Arrays.copyOf(buffer, size);
  }

  private void end(int partition, long offset) {
    buffer[EventFormat.MASK_AT] = (byte) mask;
    INTS.set(buffer, EventFormat.PARTITION_AT, partition);
    LONGS.set(buffer, EventFormat.OFFSET_AT, offset);
  }

  private byte[] array() {
    if (arrays == null || size > LONGEST_REUSED) {
      return new byte[size];
    }
    if (arrays[size] == null) {
      arrays[size] = new byte[size];
    }
    return arrays[size];
  }

  private static short length(int from, int to) {
    if (to - from > Short.MAX_VALUE) {
      throw new IllegalArgumentException("A string of " + (to - from) + " bytes is no field's");
    }
    return (short) (to - from);
  }

  private void append(byte[] bytes, int from, int to) {
    int length = to - from;
    ensure(length);
    System.arraycopy(bytes, from, buffer, size, length);
    size += length;
  }

  private void ensure(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(size + more, 2 * buffer.length));
    }
  }
}
