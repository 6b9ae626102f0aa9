package io.livegauge.measure;

/** The figures of one scope, by {@link Figure}. Immutable once handed out in a measurement. */
public final class Figures {
  private final long[] values;

  /** All zero. */
  public Figures() {
    this(new long[Figure.COUNT]);
  }

  /** Takes over an array of {@link Figure#COUNT} values, in order. */
  public Figures(long[] values) {
    if (values.length != Figure.COUNT) {
      throw new IllegalArgumentException(
          "expected " + Figure.COUNT + " figures, got " + values.length);
    }
    this.values = values;
  }

  public long get(Figure figure) {
    return values[figure.ordinal()];
  }

  /** Adds to one figure. */
  public void add(Figure figure, long amount) {
    values[figure.ordinal()] += amount;
  }

  /** Sets one figure. */
  public void set(Figure figure, long value) {
    values[figure.ordinal()] = value;
  }

  /** The values in order: the object's own array, not a copy. */
  public long[] values() {
    return values;
  }

  /** An independent copy. */
  public Figures copy() {
    return new Figures(values.clone());
  }
}
