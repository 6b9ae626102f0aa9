package io.livegauge.job.ingest;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Objects;

/**
 * How one type of the road is written to and read from bytes, for shuffles and for state.
 *
 * <p>A format is a public class with a public constructor without arguments: savepoints name the
 * class, and restoring makes an instance of it. It is thread-safe: stateless, but for values that
 * it may remember to give them again. What it writes ends by itself, so that values can follow one
 * another.
 *
 * @param <T> the type of the values
 */
public abstract class BinaryFormat<T> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private final int version;
  private final boolean immutable;

  /**
   * @param type the values' class
   * @param version the layout that {@link #write} writes, from 1; it grows with the layout
   * @param immutable whether nobody changes a value once it is made, so that copies can be shared
   */
  protected BinaryFormat(Class<T> type, int version, boolean immutable) {
    this.type = Objects.requireNonNull(type, "type");
    this.version = version;
    this.immutable = immutable;
  }

  /**
   * Writes one value, never null.
   *
   * @throws IOException where the output fails
   */
  public abstract void write(T value, DataOutput out) throws IOException;

  /**
   * Reads one value that {@link #write} wrote.
   *
   * @throws IOException where the input fails, ends early or holds no such value
   */
  public abstract T read(DataInput in) throws IOException;

  /**
   * Whether {@link #read} understands what an earlier version of this format wrote. True for its
   * own version alone, unless a format with a version in its bytes says otherwise.
   */
  public boolean reads(int writtenVersion) {
    return writtenVersion == version;
  }

  /** The class of the values. */
  public final Class<T> type() {
    return type;
  }

  /** The layout that is written now. */
  public final int version() {
    return version;
  }

  /** Whether values are never changed once they are made. */
  public final boolean isImmutable() {
    return immutable;
  }

  /** Formats are equal where their class is. */
  @Override
  public final boolean equals(Object other) {
    return other instanceof BinaryFormat<?> that && getClass().equals(that.getClass());
  }

  @Override
  public final int hashCode() {
    return getClass().hashCode();
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + " v" + version;
  }
}
