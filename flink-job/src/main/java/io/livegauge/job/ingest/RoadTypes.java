package io.livegauge.job.ingest;

import io.livegauge.event.Decoded;
import io.livegauge.event.KnownStrings;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.Rejection;
import io.livegauge.event.RejectionFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The types that travel on the first stages of the road, each with its explicit serializer. */
public final class RoadTypes {
  /** What a record became: an event or a rejection. */
  public static final BinaryTypeInfo<Decoded> DECODED = BinaryTypeInfo.of(new DecodedBinary());

  /** A rejected record. */
  public static final BinaryTypeInfo<Rejection> REJECTION =
      BinaryTypeInfo.of(new RejectionBinary());

  private RoadTypes() {}

  /** Rejections. */
  public static final class RejectionBinary extends BinaryFormat<Rejection> {
    private static final long serialVersionUID = 1L;

    /** For savepoints. */
    public RejectionBinary() {
      super(Rejection.class, 1, true);
    }

    @Override
    public void write(Rejection value, DataOutput out) throws IOException {
      RejectionFormat.write(value, out);
    }

    @Override
    public Rejection read(DataInput in) throws IOException {
      return RejectionFormat.read(in);
    }
  }

  /** Decoded records: a flag, then the event, or the rejection and its Kafka timestamp. */
  public static final class DecodedBinary extends BinaryFormat<Decoded> {
    private static final long serialVersionUID = 1L;

    private final KnownStrings known = new KnownStrings();

    /** For savepoints. */
    public DecodedBinary() {
      super(Decoded.class, 1, true);
    }

    @Override
    public void write(Decoded value, DataOutput out) throws IOException {
      if (value instanceof PackedEvent event) {
        out.writeBoolean(true);
        event.write(out);
      } else if (value instanceof Decoded.Rejected rejected) {
        out.writeBoolean(false);
        RejectionFormat.write(rejected.rejection(), out);
        out.writeLong(rejected.timestamp());
      }
    }

    @Override
    public Decoded read(DataInput in) throws IOException {
      return in.readBoolean()
          ? PackedEvent.read(in, known)
          : new Decoded.Rejected(RejectionFormat.read(in), in.readLong());
    }
  }
}
