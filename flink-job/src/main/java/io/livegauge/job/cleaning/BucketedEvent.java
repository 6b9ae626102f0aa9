package io.livegauge.job.cleaning;

import io.livegauge.event.Binary;
import io.livegauge.event.KnownStrings;
import io.livegauge.event.PackedEvent;
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
public record BucketedEvent(PackedEvent event, int bucket, boolean counted, boolean late) {

  /** Its type in streams and state. */
  public static final BinaryTypeInfo<BucketedEvent> TYPE = BinaryTypeInfo.of(new Format());

  /** How it is written: the bucket and the flags in one number, then the event. */
  public static final class Format extends BinaryFormat<BucketedEvent> {
    private static final long serialVersionUID = 1L;
    private static final int COUNTED = 1;
    private static final int LATE = 2;
    private static final int FLAG_BITS = 2;

    private final KnownStrings known = new KnownStrings();

    /** For savepoints. */
    public Format() {
      super(BucketedEvent.class, 1, true);
    }

    @Override
    public void write(BucketedEvent value, DataOutput out) throws IOException {
      int flags = (value.counted ? COUNTED : 0) | (value.late ? LATE : 0);
      Binary.writeUnsigned(out, (long) value.bucket << FLAG_BITS | flags);
      value.event.write(out);
    }

    @Override
    public BucketedEvent read(DataInput in) throws IOException {
      int head = Binary.readLength(in);
      return new BucketedEvent(
          PackedEvent.read(in, known),
          head >>> FLAG_BITS,
          (head & COUNTED) != 0,
          (head & LATE) != 0);
    }
  }
}
