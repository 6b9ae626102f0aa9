package io.livegauge.job.alert;

import io.livegauge.event.Binary;
import io.livegauge.job.ingest.BinaryFormat;
import io.livegauge.job.ingest.BinaryTypeInfo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a {@link Reading} travels where it has to: live it is handed on, bounded runs sort it. */
public final class ReadingFormat extends BinaryFormat<Reading> {
  private static final long serialVersionUID = 1L;

  /** The type of readings in streams. */
  public static final BinaryTypeInfo<Reading> TYPE = BinaryTypeInfo.of(new ReadingFormat());

  /** For savepoints. */
  public ReadingFormat() {
    super(Reading.class, 1, true);
  }

  @Override
  public void write(Reading value, DataOutput out) throws IOException {
    out.writeUTF(value.streamId());
    AlertRecordBinary.writeNullable(out, value.hostId());
    AlertRecordBinary.writeNullable(out, value.category());
    Binary.writeSigned(out, value.sessionStart());
    Binary.writeSigned(out, value.windowStart());
    Binary.writeSigned(out, value.windowEnd());
    out.writeBoolean(value.isFinal());
    Binary.writeSigned(out, value.score10000());
    Binary.writeSigned(out, value.reference10000());
    Binary.writeSigned(out, value.modelVersion());
    Binary.writeSigned(out, value.viewers());
    Binary.writeSigned(out, value.windowViewers());
    Binary.writeSigned(out, value.windowBuyers());
    Binary.writeSigned(out, value.windowGifts());
    Binary.writeSigned(out, value.orders());
    Binary.writeSigned(out, value.paid());
    Binary.writeSigned(out, value.refunded());
    Binary.writeSigned(out, value.valid());
    Binary.writeSigned(out, value.accepted());
    Binary.writeSigned(out, value.rejected());
    Binary.writeSigned(out, value.suspect());
  }

  @Override
  public Reading read(DataInput in) throws IOException {
    return new Reading(
        in.readUTF(),
        AlertRecordBinary.readNullable(in),
        AlertRecordBinary.readNullable(in),
        Binary.readSigned(in),
        Binary.readSigned(in),
        Binary.readSigned(in),
        in.readBoolean(),
        Binary.readSigned(in),
        Binary.readSigned(in),
        Binary.readSigned(in),
        Binary.readSigned(in),
        Binary.readSigned(in),
        Binary.readSigned(in),
        Binary.readSigned(in),
        Binary.readSigned(in),
        Binary.readSigned(in),
        Binary.readSigned(in),
        Binary.readSigned(in),
        Binary.readSigned(in),
        Binary.readSigned(in),
        Binary.readSigned(in));
  }
}
