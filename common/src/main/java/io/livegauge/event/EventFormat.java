package io.livegauge.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The compact binary form of an event, for state and shuffles: a version byte, the type's code, the
 * common fields, the coordinates, a mask of the declared fields that are present, and those fields.
 */
public final class EventFormat {
  private static final int VERSION = 1;
  private static final EventType[] TYPES = EventType.values();

  private EventFormat() {}

  /** Writes one event. */
  public static void write(Event event, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeByte(event.type.ordinal());
    Binary.writeString(out, event.eventId);
    Binary.writeString(out, event.streamId);
    out.writeLong(event.userHash);
    Binary.writeSigned(out, event.eventTime);
    Binary.writeNullable(out, event.file);
    Binary.writeSigned(out, event.partition);
    Binary.writeSigned(out, event.offset);

    List<FieldRule> rules = EventFields.of(event.type);
    int mask = 0;
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).field().isPresent(event)) {
        mask |= 1 << i;
      }
    }
    out.writeByte(mask);
    for (int i = 0; i < rules.size(); i++) {
      if ((mask & 1 << i) != 0) {
        FieldRule rule = rules.get(i);
        Field field = rule.field();
        switch (rule.kind()) {
          case STRING -> Binary.writeString(out, field.string(event));
          case INTEGER -> Binary.writeSigned(out, field.number(event));
          case BOOLEAN -> out.writeBoolean(field.flag(event));
          case TRAITS -> {
            Binary.writeUnsigned(out, event.traits.size());
            for (Map.Entry<String, String> trait : event.traits.entrySet()) {
              Binary.writeString(out, trait.getKey());
              Binary.writeString(out, trait.getValue());
            }
          }
        }
      }
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException also for a version or a type that this class does not know
   */
  public static Event read(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("Event format version " + version + "; known is " + VERSION);
    }
    int code = in.readUnsignedByte();
    if (code >= TYPES.length) {
      throw new IOException("Event type code " + code + "; the largest is " + (TYPES.length - 1));
    }
    Event event = new Event();
    event.type = TYPES[code];
    event.eventId = Binary.readString(in);
    event.streamId = Binary.readString(in);
    event.userHash = in.readLong();
    event.eventTime = Binary.readSigned(in);
    event.file = Binary.readNullable(in);
    event.partition = (int) Binary.readSigned(in);
    event.offset = Binary.readSigned(in);

    List<FieldRule> rules = EventFields.of(event.type);
    int mask = in.readUnsignedByte();
    for (int i = 0; i < rules.size(); i++) {
      if ((mask & 1 << i) != 0) {
        FieldRule rule = rules.get(i);
        switch (rule.kind()) {
          case STRING -> rule.field().setString(event, Binary.readString(in));
          case INTEGER -> rule.field().setNumber(event, Binary.readSigned(in));
          case BOOLEAN -> rule.field().setFlag(event, in.readBoolean());
          case TRAITS -> {
            int size = Binary.readLength(in);
            event.traits = new TreeMap<>();
            for (int k = 0; k < size; k++) {
              String key = Binary.readString(in);
              event.traits.put(key, Binary.readString(in));
            }
          }
        }
      }
    }
    return event;
  }
}
