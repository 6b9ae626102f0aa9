package io.livegauge.benchmark.peer;

import io.livegauge.job.ingest.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of {@link StreamWindow}. */
public final class StreamWindowFormat extends BinaryFormat<StreamWindow> {
  private static final long serialVersionUID = 1L;

  /** For savepoints. */
  public StreamWindowFormat() {
    super(StreamWindow.class, 1, false);
  }

  @Override
  public void write(StreamWindow window, DataOutput out) throws IOException {
    window.write(out);
  }

  @Override
  public StreamWindow read(DataInput in) throws IOException {
    return StreamWindow.read(in);
  }
}
