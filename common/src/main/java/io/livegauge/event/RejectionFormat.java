package io.livegauge.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The compact binary form of a rejection, for shuffles and buffers: a version byte, then all. */
public final class RejectionFormat {
  private static final int VERSION = 1;
  private static final int NO_TOPIC = 255;
  private static final Reason[] REASONS = Reason.values();
  private static final Topic[] TOPICS = Topic.values();

  private RejectionFormat() {}

  /** Writes one rejection. */
  public static void write(Rejection rejection, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeByte(rejection.reason().ordinal());
    Binary.writeString(out, rejection.detail());
    out.writeByte(rejection.topic() == null ? NO_TOPIC : rejection.topic().ordinal());
    Binary.writeNullable(out, rejection.file());
    Binary.writeSigned(out, rejection.partition());
    Binary.writeSigned(out, rejection.offset());
    Binary.writeNullable(out, rejection.streamId());
    Binary.writeNullable(out, rejection.eventId());
    out.writeBoolean(rejection.eventTime() != null);
    if (rejection.eventTime() != null) {
      Binary.writeSigned(out, rejection.eventTime());
    }
    out.writeBoolean(rejection.original() != null);
    if (rejection.original() != null) {
      Binary.writeBytes(out, rejection.original());
    }
    Binary.writeSigned(out, rejection.size());
    Binary.writeNullable(out, rejection.sha256());
    out.writeBoolean(rejection.truncated());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException also for a version, reason or topic that this class does not know
   */
  public static Rejection read(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("Rejection format version " + version + "; known is " + VERSION);
    }
    int reason = in.readUnsignedByte();
    if (reason >= REASONS.length) {
      throw new IOException("Reason code " + reason + "; the largest is " + (REASONS.length - 1));
    }
    String detail = Binary.readString(in);
    int topic = in.readUnsignedByte();
    if (topic >= TOPICS.length && topic != NO_TOPIC) {
      throw new IOException("Topic code " + topic + "; the largest is " + (TOPICS.length - 1));
    }
    return new Rejection(
        REASONS[reason],
        detail,
        topic == NO_TOPIC ? null : TOPICS[topic],
        Binary.readNullable(in),
        (int) Binary.readSigned(in),
        Binary.readSigned(in),
        Binary.readNullable(in),
        Binary.readNullable(in),
        in.readBoolean() ? Binary.readSigned(in) : null,
        in.readBoolean() ? Binary.readBytes(in) : null,
        Binary.readSigned(in),
        Binary.readNullable(in),
        in.readBoolean());
  }
}
