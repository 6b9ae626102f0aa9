package io.livegauge.job.indicator;

import io.livegauge.job.ingest.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a {@link StreamState} is written. */
public final class StreamStateFormat extends BinaryFormat<StreamState> {
  private static final long serialVersionUID = 1L;

  public StreamStateFormat() {
    super(StreamState.class, 1, false);
  }

  @Override
  public void write(StreamState value, DataOutput out) throws IOException {
    value.write(out);
  }

  @Override
  public StreamState read(DataInput in) throws IOException {
    return StreamState.read(in);
  }
}
