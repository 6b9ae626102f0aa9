package io.livegauge.job.indicator;

import io.livegauge.job.indicator.Medians.Spread;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The last amounts of a session's orders, as logarithms: in the order in which they came, to know
 * which one leaves, and in their own, so that a median needs no sorting.
 */
final class OrderSample {
  private static final double[] NOTHING = {};

  /** A ring: the oldest is at {@code first}. */
  private double[] values = NOTHING;

  private int first;
  private double[] sorted = NOTHING;
  private int size;

  /** Adds the newest; the oldest leave where there would be more than {@code most}. */
  void add(double value, int most) {
    while (size >= most) {
      removeOldest();
    }
    if (size == values.length) {
      grow();
    }
    values[(first + size) % values.length] = value;
    int at = indexOf(value);
    System.arraycopy(sorted, at, sorted, at + 1, size - at);
    sorted[at] = value;
    size++;
  }

  int size() {
    return size;
  }

  /** Median and median absolute deviation; there must be values. */
  Spread spread() {
    return Medians.spreadOf(sorted, size);
  }

  private void removeOldest() {
    int at = indexOf(values[first]);
    System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
    first = (first + 1) % values.length;
    size--;
  }

  /** Where the value is among the sorted, or belongs. */
  private int indexOf(double value) {
    int at = Arrays.binarySearch(sorted, 0, size, value);
    return at < 0 ? -at - 1 : at;
  }

  private void grow() {
    double[] more = new double[Math.max(8, 2 * size)];
    for (int i = 0; i < size; i++) {
      more[i] = values[(first + i) % values.length];
    }
    values = more;
    first = 0;
    sorted = Arrays.copyOf(sorted, more.length);
  }

  /** Writes the number, then the values, oldest first. */
  void write(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeDouble(values[(first + i) % values.length]);
    }
  }

  static OrderSample read(DataInput in) throws IOException {
    OrderSample sample = new OrderSample();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      sample.add(in.readDouble(), Integer.MAX_VALUE);
    }
    return sample;
  }
}
