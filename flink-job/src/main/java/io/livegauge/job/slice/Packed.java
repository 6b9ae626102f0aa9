package io.livegauge.job.slice;

import io.livegauge.job.ingest.BinaryFormat;
import io.livegauge.job.ingest.BinaryTypeInfo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A part of a state object as it lies in keyed state: bytes that are never changed, so that no
 * backend copies them. The first byte is the version of the part's own layout.
 */
public final class Packed {
  /** Its type in state. */
  public static final BinaryTypeInfo<Packed> TYPE = BinaryTypeInfo.of(new Format());

  private final byte[] bytes;

  private Packed(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Writes a part. */
  public interface Writer {
    void write(DataOutput out) throws IOException;
  }

  /** Reads a part. */
  public interface Reader {
    void read(DataInput in) throws IOException;
  }

  /** What a writer writes, as that version of its layout. */
  public static Packed of(int version, Writer writer) throws IOException {
    return of(version, 256, writer);
  }

  /**
   * The same of a part that may be large.
   *
   * @param expectedBytes about how many bytes are written
   */
  public static Packed of(int version, int expectedBytes, Writer writer) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(expectedBytes);
    out.writeByte(version);
    writer.write(out);
    return new Packed(out.getCopyOfBuffer());
  }

  /**
   * Hands the content to a reader.
   *
   * @param part what it is, for people
   * @throws IOException also where it was written as another version than the given one
   */
  public void read(String part, int version, Reader reader) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    int written = in.readUnsignedByte();
    if (written != version) {
      throw new IOException(
          "the state's " + part + " are of version " + written + "; this job reads " + version);
    }
    reader.read(in);
  }

  /** How many bytes it takes. */
  public int length() {
    return bytes.length;
  }

  /** How it is written: the length, then the bytes. */
  public static final class Format extends BinaryFormat<Packed> {
    private static final long serialVersionUID = 1L;

    /** For savepoints. */
    public Format() {
      super(Packed.class, 1, true);
    }

    @Override
    public void write(Packed value, DataOutput out) throws IOException {
      out.writeInt(value.bytes.length);
      out.write(value.bytes);
    }

    @Override
    public Packed read(DataInput in) throws IOException {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      return new Packed(bytes);
    }
  }
}
