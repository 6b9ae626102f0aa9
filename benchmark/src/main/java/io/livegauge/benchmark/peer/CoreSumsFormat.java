package io.livegauge.benchmark.peer;

import io.livegauge.job.ingest.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Compact bytes of {@link CoreSums}: about a tenth of what they take as a bean. */
public final class CoreSumsFormat extends BinaryFormat<CoreSums> {
  private static final long serialVersionUID = 1L;

  /** For savepoints. */
  public CoreSumsFormat() {
    super(CoreSums.class, 1, false);
  }

  @Override
  public void write(CoreSums sums, DataOutput out) throws IOException {
    sums.write(out);
  }

  @Override
  public CoreSums read(DataInput in) throws IOException {
    return CoreSums.read(in);
  }
}
