package io.livegauge.job.cleaning;

import io.livegauge.event.Event;
import io.livegauge.event.EventFormat;
import io.livegauge.job.ingest.BinaryFormat;
import io.livegauge.job.ingest.BinaryTypeInfo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An event on its way to a user bucket.
 *
 * @param event the event
 * @param bucket the bucket, 0 to B − 1
 * @param counted false for the copies of a stream_end that only tell a bucket of the end: the
 *     record is counted by one of them
 * @param late true for a stream_end that came after its slice was closed: judged once, before the
 *     copies part
 */
public record BucketedEvent(Event event, int bucket, boolean counted, boolean late) {

  /** Its type in streams and state. */
  public static final BinaryTypeInfo<BucketedEvent> TYPE = BinaryTypeInfo.of(new Format());

  /** How it is written. */
  public static final class Format extends BinaryFormat<BucketedEvent> {
    private static final long serialVersionUID = 1L;

    public Format() {
      super(BucketedEvent.class, 1, true);
    }

    @Override
    public void write(BucketedEvent value, DataOutput out) throws IOException {
      EventFormat.write(value.event, out);
      out.writeInt(value.bucket);
      out.writeBoolean(value.counted);
      out.writeBoolean(value.late);
    }

    @Override
    public BucketedEvent read(DataInput in) throws IOException {
      return new BucketedEvent(
          EventFormat.read(in), in.readInt(), in.readBoolean(), in.readBoolean());
    }
  }
}
