package io.livegauge.job.store;

import io.livegauge.event.CanonicalOrder;
import io.livegauge.job.ingest.BinaryFormat;
import io.livegauge.job.ingest.BinaryTypeInfo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;

/**
 * A line of an output file and what it is sorted by: stream, time, then a last resort.
 *
 * @param streamId empty where there is none: such lines come first
 * @param time epoch ms
 * @param tie text that tells lines of one stream and time apart
 * @param json the line without its end
 */
public record SortedLine(String streamId, long time, String tie, byte[] json) {
  /** Its type in streams. */
  public static final BinaryTypeInfo<SortedLine> TYPE = BinaryTypeInfo.of(new Format());

  static final Comparator<Place> ORDER =
      Comparator.comparing(Place::streamId, CanonicalOrder::compareUtf8)
          .thenComparingLong(Place::time)
          .thenComparing(Place::tie, CanonicalOrder::compareUtf8)
          .thenComparingLong(Place::position);

  /** Where a line lies in the unsorted file. */
  record Place(String streamId, long time, String tie, long position, int length) {}

  /** How it is written. */
  public static final class Format extends BinaryFormat<SortedLine> {
    private static final long serialVersionUID = 1L;

    /** For savepoints. */
    public Format() {
      super(SortedLine.class, 1, true);
    }

    @Override
    public void write(SortedLine value, DataOutput out) throws IOException {
      out.writeUTF(value.streamId);
      out.writeLong(value.time);
      out.writeUTF(value.tie);
      out.writeInt(value.json.length);
      out.write(value.json);
    }

    @Override
    public SortedLine read(DataInput in) throws IOException {
      String streamId = in.readUTF();
      long time = in.readLong();
      String tie = in.readUTF();
      byte[] json = new byte[in.readInt()];
      in.readFully(json);
      return new SortedLine(streamId, time, tie, json);
    }
  }
}
