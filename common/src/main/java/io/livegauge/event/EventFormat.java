package io.livegauge.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/**
 * The binary form of an event, for state and shuffles. Numbers are little-endian.
 *
 * <table>
 * <caption>Layout</caption>
 * <tr><td>0</td><td>byte</td><td>version</td></tr>
 * <tr><td>1</td><td>byte</td><td>code of the type</td></tr>
 * <tr><td>2</td><td>byte</td><td>mask of the declared fields that are present, in the order of
 *     {@link EventFields#of}, the first one lowest</td></tr>
 * <tr><td>3</td><td>byte</td><td>1 for a record from a file, 0 from Kafka</td></tr>
 * <tr><td>4</td><td>short</td><td>length of eventId in bytes</td></tr>
 * <tr><td>6</td><td>short</td><td>length of streamId in bytes</td></tr>
 * <tr><td>8</td><td>long</td><td>userHash</td></tr>
 * <tr><td>16</td><td>long</td><td>eventTime</td></tr>
 * <tr><td>24</td><td>long</td><td>offset, or the line in a file</td></tr>
 * <tr><td>32</td><td>int</td><td>partition, or the length of the file's name in bytes</td></tr>
 * <tr><td>36</td><td></td><td>eventId and streamId in UTF-8; then the fields of the mask: a string
 *     as a short with its length and its UTF-8, an integer as a long, a boolean as a byte, traits
 *     as an int with their number and two strings for each, sorted by key; then the file's name in
 *     UTF-8</td></tr>
 * </table>
 *
 * <p>Events of equal content have equal bytes: absent fields and defaults are written in one way
 * only.
 */
public final class EventFormat {
  static final int VERSION = 1;

  static final int TYPE_AT = 1;
  static final int MASK_AT = 2;
  static final int FILE_AT = 3;
  static final int EVENT_ID_LENGTH_AT = 4;
  static final int STREAM_ID_LENGTH_AT = 6;
  static final int USER_HASH_AT = 8;
  static final int EVENT_TIME_AT = 16;
  static final int OFFSET_AT = 24;
  static final int PARTITION_AT = 32;
  static final int EVENT_ID_AT = 36;

  static final VarHandle SHORTS = view(short[].class);
  static final VarHandle INTS = view(int[].class);
  static final VarHandle LONGS = view(long[].class);

  private static final EventType[] TYPES = EventType.values();

  private EventFormat() {}

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes one event. */
  public static void write(Event event, DataOutput out) throws IOException {
    writePacked(pack(event), out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException also for a version or a type that this class does not know
   */
  public static Event read(DataInput in) throws IOException {
    byte[] bytes = readPacked(in);
    Event event = new Event();
    unpack(
        bytes,
        eventId(bytes),
        text(bytes, eventIdEnd(bytes), streamIdEnd(bytes)),
        bytes[FILE_AT] == 0 ? null : text(bytes, fileFrom(bytes), bytes.length),
        null,
        event);
    return event;
  }

  static void writePacked(byte[] bytes, DataOutput out) throws IOException {
    Binary.writeBytes(out, bytes);
  }

  static byte[] readPacked(DataInput in) throws IOException {
    byte[] bytes = Binary.readBytes(in);
    if (bytes.length < EVENT_ID_AT) {
      throw new IOException("An event of " + bytes.length + " bytes");
    }
    if (bytes[0] != VERSION) {
      throw new IOException("Event format version " + bytes[0] + "; known is " + VERSION);
    }
    if (bytes[TYPE_AT] < 0 || bytes[TYPE_AT] >= TYPES.length) {
      throw new IOException(
          "Event type code " + bytes[TYPE_AT] + "; the largest is " + (TYPES.length - 1));
    }
    return bytes;
  }

  static EventType type(byte[] bytes) {
    return TYPES[bytes[TYPE_AT]];
  }

  static long userHash(byte[] bytes) {
    return (long) LONGS.get(bytes, USER_HASH_AT);
  }

  static long eventTime(byte[] bytes) {
    return (long) LONGS.get(bytes, EVENT_TIME_AT);
  }

  static long offset(byte[] bytes) {
    return (long) LONGS.get(bytes, OFFSET_AT);
  }

  static int eventIdEnd(byte[] bytes) {
    return EVENT_ID_AT + shortAt(bytes, EVENT_ID_LENGTH_AT);
  }

  /** Also where the fields of the mask begin. */
  static int streamIdEnd(byte[] bytes) {
    return eventIdEnd(bytes) + shortAt(bytes, STREAM_ID_LENGTH_AT);
  }

  /** Where the fields of the mask end. */
  static int contentEnd(byte[] bytes) {
    return bytes[FILE_AT] == 0 ? bytes.length : fileFrom(bytes);
  }

  /** Kafka partition; 0 in files. */
  static int partition(byte[] bytes) {
    return bytes[FILE_AT] == 0 ? (int) INTS.get(bytes, PARTITION_AT) : 0;
  }

  private static int fileFrom(byte[] bytes) {
    return bytes.length - (int) INTS.get(bytes, PARTITION_AT);
  }

  static String eventId(byte[] bytes) {
    return text(bytes, EVENT_ID_AT, eventIdEnd(bytes));
  }

  static String streamId(byte[] bytes, KnownStrings known) {
    return known.of(bytes, eventIdEnd(bytes), streamIdEnd(bytes));
  }

  /** The name of the file, or null. */
  static String file(byte[] bytes, KnownStrings known) {
    return bytes[FILE_AT] == 0 ? null : known.of(bytes, fileFrom(bytes), bytes.length);
  }

  static byte[] pack(Event event) {
    return new EventPacker().pack(event);
  }

  /**
   * Makes an event what the bytes say; its names are at hand already.
   *
   * @param known values of fields that have few, or null to make each anew
   */
  static void unpack(
      byte[] bytes, String eventId, String streamId, String file, KnownStrings known, Event event) {
    event.clear();
    event.type = type(bytes);
    event.eventId = eventId;
    event.streamId = streamId;
    event.userHash = userHash(bytes);
    event.eventTime = eventTime(bytes);
    event.file = file;
    event.partition = partition(bytes);
    event.offset = offset(bytes);

    List<FieldRule> rules = EventFields.of(event.type);
    int mask = bytes[MASK_AT];
    int at = streamIdEnd(bytes);
    for (int i = 0; i < rules.size(); i++) {
      if ((mask & 1 << i) != 0) {
        Field field = rules.get(i).field();
        switch (rules.get(i).kind()) {
          case STRING -> {
            int end = stringEnd(bytes, at);
            field.setString(
                event,
                known != null && field.hasFewValues()
                    ? known.of(bytes, at + Short.BYTES, end)
                    : text(bytes, at + Short.BYTES, end));
            at = end;
          }
          case INTEGER -> {
            field.setNumber(event, (long) LONGS.get(bytes, at));
            at += Long.BYTES;
          }
          case BOOLEAN -> field.setFlag(event, bytes[at++] != 0);
          case TRAITS -> {
            event.traits = new TreeMap<>();
            int size = (int) INTS.get(bytes, at);
            at += Integer.BYTES;
            for (int k = 0; k < size; k++) {
              int valueAt = stringEnd(bytes, at);
              event.traits.put(string(bytes, at), string(bytes, valueAt));
              at = stringEnd(bytes, valueAt);
            }
          }
        }
      }
    }
  }

  private static String string(byte[] bytes, int at) {
    return text(bytes, at + Short.BYTES, stringEnd(bytes, at));
  }

  private static int stringEnd(byte[] bytes, int at) {
    return at + Short.BYTES + shortAt(bytes, at);
  }

  private static int shortAt(byte[] bytes, int at) {
    return (short) SHORTS.get(bytes, at);
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
