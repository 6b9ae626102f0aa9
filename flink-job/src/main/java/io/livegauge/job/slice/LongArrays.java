package io.livegauge.job.slice;

import io.livegauge.event.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Arrays of a length that both sides know, in state and on the way: most values are zero or small,
 * and take a byte or few.
 */
public final class LongArrays {
  private LongArrays() {}

  public static void write(long[] values, DataOutput out) throws IOException {
    for (long value : values) {
      Binary.writeSigned(out, value);
    }
  }

  /** Fills the whole array. */
  public static void read(long[] values, DataInput in) throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = Binary.readSigned(in);
    }
  }
}
