package io.livegauge.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A decoded event as it travels: its bytes in {@link EventFormat}, and beside them what every stage
 * asks for. Whoever needs more unpacks it. Immutable, but for that of {@link
 * EventDecoder#reusing()}.
 */
public final class PackedEvent implements Decoded {
  private final String file;
  private byte[] bytes;
  private String streamId;
  private long eventTime;

  /**
   * @param bytes a whole event; nobody changes them any more
   * @param streamId the stream that the bytes name
   * @param file the file that the bytes name, or null
   */
  PackedEvent(byte[] bytes, String streamId, String file) {
    this.file = file;
    become(bytes, streamId);
  }

  /** Becomes another event, of the same file; for its maker, while nobody else keeps it. */
  void become(byte[] packed, String stream) {
    bytes = packed;
    streamId = stream;
    eventTime = EventFormat.eventTime(packed);
  }

  /** Packs an event, which may be changed afterwards. */
  public static PackedEvent of(Event event) {
    return new PackedEvent(EventFormat.pack(event), event.streamId, event.file);
  }

  /** The event's type. */
  public EventType type() {
    return EventFormat.type(bytes);
  }

  /** The live room session. */
  public String streamId() {
    return streamId;
  }

  /** The id that its producer gave it, a new string. */
  public String eventId() {
    return EventFormat.eventId(bytes);
  }

  /** Keyed hash of the user id; 0 for events of no user. */
  public long userHash() {
    return EventFormat.userHash(bytes);
  }

  /** Epoch milliseconds. */
  public long eventTime() {
    return eventTime;
  }

  /** Kafka offset; in files the line number, from 1. */
  public long offset() {
    return EventFormat.offset(bytes);
  }

  /** The number of its bytes. */
  public int size() {
    return bytes.length;
  }

  /**
   * A hash of the eventId, the same in every version of this class.
   *
   * @param seed of equal ids, other seeds give other hashes
   */
  public long eventIdHash(long seed) {
    return ByteHash.of(seed, bytes, EventFormat.EVENT_ID_AT, EventFormat.eventIdEnd(bytes));
  }

  /**
   * A hash of type and content, which are the declared fields.
   *
   * @param seed of equal contents, other seeds give other hashes
   */
  public long contentHash(long seed) {
    int typeAndMask = bytes[EventFormat.TYPE_AT] << 8 | (bytes[EventFormat.MASK_AT] & 0xFF);
    return ByteHash.of(
        seed ^ typeAndMask, bytes, EventFormat.streamIdEnd(bytes), EventFormat.contentEnd(bytes));
  }

  /** The event in its format; nobody changes it. */
  byte[] bytes() {
    return bytes;
  }

  /** The file that holds the record, or null. */
  String file() {
    return file;
  }

  /** A new event of the same content and coordinates. */
  public Event unpack() {
    Event event = new Event();
    unpackInto(event);
    return event;
  }

  /** Makes an event the same as this one, whatever it was before. */
  public void unpackInto(Event event) {
    EventFormat.unpack(bytes, eventId(), streamId, file, null, event);
  }

  /**
   * The same but for the eventId, which is null: for those who need not name the event.
   *
   * @param known values seen before, of fields that have few
   */
  public void unpackNamelessInto(Event event, KnownStrings known) {
    EventFormat.unpack(bytes, null, streamId, file, known, event);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackedEvent that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "PackedEvent[" + type() + " of " + streamId + " at " + eventTime + "]";
  }

  /** Writes its length and its bytes. */
  public void write(DataOutput out) throws IOException {
    EventFormat.writePacked(bytes, out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param known the names of streams and files seen before
   * @throws IOException also for a version or a type that this class does not know
   */
  public static PackedEvent read(DataInput in, KnownStrings known) throws IOException {
    byte[] bytes = EventFormat.readPacked(in);
    return new PackedEvent(
        bytes, EventFormat.streamId(bytes, known), EventFormat.file(bytes, known));
  }
}
