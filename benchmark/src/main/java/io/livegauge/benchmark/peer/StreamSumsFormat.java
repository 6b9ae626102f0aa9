package io.livegauge.benchmark.peer;

import io.livegauge.job.ingest.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of {@link StreamSums}: of the sets only the members. */
public final class StreamSumsFormat extends BinaryFormat<StreamSums> {
  private static final long serialVersionUID = 1L;

  /** For savepoints. */
  public StreamSumsFormat() {
    super(StreamSums.class, 1, false);
  }

  @Override
  public void write(StreamSums sums, DataOutput out) throws IOException {
    sums.write(out);
  }

  @Override
  public StreamSums read(DataInput in) throws IOException {
    return StreamSums.read(in);
  }
}
