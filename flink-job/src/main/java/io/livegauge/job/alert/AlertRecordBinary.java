package io.livegauge.job.alert;

import io.livegauge.alert.AlertRecord;
import io.livegauge.alert.AlertRule;
import io.livegauge.job.ingest.BinaryFormat;
import io.livegauge.job.ingest.BinaryTypeInfo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How an {@link AlertRecord} travels. */
public final class AlertRecordBinary extends BinaryFormat<AlertRecord> {
  private static final long serialVersionUID = 1L;

  /** The type of alert records in streams. */
  public static final BinaryTypeInfo<AlertRecord> TYPE = BinaryTypeInfo.of(new AlertRecordBinary());

  private static final AlertRule[] RULES = AlertRule.values();

  /** For savepoints. */
  public AlertRecordBinary() {
    super(AlertRecord.class, 1, true);
  }

  @Override
  public void write(AlertRecord value, DataOutput out) throws IOException {
    out.writeUTF(value.streamId());
    writeNullable(out, value.hostId());
    writeNullable(out, value.category());
    out.writeByte(value.rule().ordinal());
    out.writeBoolean(value.isRaised());
    out.writeBoolean(value.isFinal());
    out.writeLong(value.sessionStart());
    out.writeLong(value.windowEnd());
    out.writeLong(value.since());
    out.writeLong(value.value10000());
    out.writeLong(value.threshold10000());
    out.writeBoolean(value.usual10000() != null);
    if (value.usual10000() != null) {
      out.writeLong(value.usual10000());
    }
    out.writeLong(value.worst10000());
    out.writeUTF(value.detail());
  }

  @Override
  public AlertRecord read(DataInput in) throws IOException {
    String streamId = in.readUTF();
    String hostId = readNullable(in);
    String category = readNullable(in);
    int rule = in.readUnsignedByte();
    if (rule >= RULES.length) {
      throw new IOException("alert of rule " + rule + "; known: below " + RULES.length);
    }
    return new AlertRecord(
        streamId,
        hostId,
        category,
        RULES[rule],
        in.readBoolean(),
        in.readBoolean(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readBoolean() ? (Long) in.readLong() : null,
        in.readLong(),
        in.readUTF());
  }

  /** One byte says whether a string follows. */
  static void writeNullable(DataOutput out, String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  /** Reads what {@link #writeNullable} wrote. */
  static String readNullable(DataInput in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }
}
