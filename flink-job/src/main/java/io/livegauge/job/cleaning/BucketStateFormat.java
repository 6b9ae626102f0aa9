package io.livegauge.job.cleaning;

import io.livegauge.job.ingest.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a {@link BucketState} is written. */
public final class BucketStateFormat extends BinaryFormat<BucketState> {
  private static final long serialVersionUID = 1L;

  public BucketStateFormat() {
    super(BucketState.class, 1, false);
  }

  @Override
  public void write(BucketState value, DataOutput out) throws IOException {
    value.write(out);
  }

  @Override
  public BucketState read(DataInput in) throws IOException {
    return BucketState.read(in);
  }
}
