package io.livegauge.job.indicator;

import io.livegauge.event.EventFormat;
import io.livegauge.event.Settlement;
import io.livegauge.job.ingest.BinaryFormat;
import io.livegauge.job.ingest.BinaryTypeInfo;
import io.livegauge.measure.Measurement;
import io.livegauge.measure.MeasurementFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The types that leave the third stage, each with its explicit serializer. */
public final class MeasuredTypes {
  /** What was measured of a stream at a slice end. */
  public static final BinaryTypeInfo<Measurement> MEASUREMENT =
      BinaryTypeInfo.of(new MeasurementBinary());

  /** An event that only the trainer wants. */
  public static final BinaryTypeInfo<Settlement> SETTLEMENT =
      BinaryTypeInfo.of(new SettlementBinary());

  private MeasuredTypes() {}

  /** Measurements. */
  public static final class MeasurementBinary extends BinaryFormat<Measurement> {
    private static final long serialVersionUID = 1L;

    /** For savepoints. */
    public MeasurementBinary() {
      super(Measurement.class, 1, true);
    }

    @Override
    public void write(Measurement value, DataOutput out) throws IOException {
      MeasurementFormat.write(value, out);
    }

    @Override
    public Measurement read(DataInput in) throws IOException {
      return MeasurementFormat.read(in);
    }
  }

  /** Settlements: the event, then the session's start where it is known. */
  public static final class SettlementBinary extends BinaryFormat<Settlement> {
    private static final long serialVersionUID = 1L;

    /** For savepoints. */
    public SettlementBinary() {
      super(Settlement.class, 1, true);
    }

    @Override
    public void write(Settlement value, DataOutput out) throws IOException {
      EventFormat.write(value.event(), out);
      out.writeBoolean(value.sessionStart() != null);
      if (value.sessionStart() != null) {
        out.writeLong(value.sessionStart());
      }
    }

    @Override
    public Settlement read(DataInput in) throws IOException {
      return new Settlement(EventFormat.read(in), in.readBoolean() ? in.readLong() : null);
    }
  }
}
