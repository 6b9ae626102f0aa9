package io.livegauge.job.scoring;

import io.livegauge.job.ingest.BinaryFormat;
import io.livegauge.job.ingest.BinaryTypeInfo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A record of the models topic, not looked at yet.
 *
 * @param bytes its value; empty for none
 * @param offset where it was found
 */
public record ModelDocument(byte[] bytes, long offset) {
  /** Its type in streams. */
  public static final BinaryTypeInfo<ModelDocument> TYPE = BinaryTypeInfo.of(new Format());

  /** How it is written. */
  public static final class Format extends BinaryFormat<ModelDocument> {
    private static final long serialVersionUID = 1L;

    /** For savepoints. */
    public Format() {
      super(ModelDocument.class, 1, true);
    }

    @Override
    public void write(ModelDocument value, DataOutput out) throws IOException {
      out.writeInt(value.bytes.length);
      out.write(value.bytes);
      out.writeLong(value.offset);
    }

    @Override
    public ModelDocument read(DataInput in) throws IOException {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      return new ModelDocument(bytes, in.readLong());
    }
  }
}
