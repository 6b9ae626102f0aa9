package io.livegauge.job.ingest;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Flink's serializer over a {@link BinaryFormat}. Its snapshot holds the format's class and
 * version, so that restoring state of a version that the format no longer reads is refused.
 *
 * @param <T> the type of the values
 */
public final class BinarySerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final BinaryFormat<T> format;

  /** A serializer over that format. */
  public BinarySerializer(BinaryFormat<T> format) {
    this.format = Objects.requireNonNull(format, "format");
  }

  /** The format that does the work. */
  public BinaryFormat<T> format() {
    return format;
  }

  @Override
  public boolean isImmutableType() {
    return format.isImmutable();
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return this; // formats are thread-safe
  }

  /** Always null: no value is ever filled in place. */
  @Override
  public T createInstance() {
    return null;
  }

  @Override
  public T copy(T from) {
    if (format.isImmutable() || from == null) {
      return from;
    }
    try {
      DataOutputSerializer out = new DataOutputSerializer(256);
      format.write(from, out);
      return format.read(new DataInputDeserializer(out.getSharedBuffer(), 0, out.length()));
    } catch (IOException e) {
      throw new IllegalStateException(format + " cannot read what it wrote", e);
    }
  }

  @Override
  public T copy(T from, T reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(T value, DataOutputView target) throws IOException {
    format.write(value, target);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    return format.read(source);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return format.read(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    format.write(format.read(source), target);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinarySerializer<?> that && format.equals(that.format);
  }

  @Override
  public int hashCode() {
    return format.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new Snapshot<>(format, format.version());
  }

  /**
   * What a savepoint keeps of a {@link BinarySerializer}: the format's class name and the version
   * it wrote.
   *
   * @param <T> the type of the values
   */
  public static final class Snapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int LAYOUT = 1;

    private BinaryFormat<T> format;
    private int writtenVersion;

    /** For Flink, which then reads the snapshot. */
    public Snapshot() {}

    private Snapshot(BinaryFormat<T> format, int writtenVersion) {
      this.format = format;
      this.writtenVersion = writtenVersion;
    }

    @Override
    public int getCurrentVersion() {
      return LAYOUT;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
      out.writeUTF(format.getClass().getName());
      out.writeInt(writtenVersion);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader)
        throws IOException {
      if (readVersion != LAYOUT) {
        throw new IOException(
            "A serializer snapshot of layout " + readVersion + "; this job reads " + LAYOUT);
      }
      String name = in.readUTF();
      writtenVersion = in.readInt();
      try {
        format = instance(Class.forName(name, true, classLoader));
      } catch (ReflectiveOperationException e) {
        throw new IOException("The savepoint's format " + name + " is not in this job", e);
      }
    }

    @SuppressWarnings("unchecked")
    private static <T> BinaryFormat<T> instance(Class<?> type) throws ReflectiveOperationException {
      return (BinaryFormat<T>)
          type.asSubclass(BinaryFormat.class).getDeclaredConstructor().newInstance();
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
      return new BinarySerializer<>(format);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
        TypeSerializerSnapshot<T> oldSnapshot) {
      return oldSnapshot instanceof Snapshot<T> old
              && format.equals(old.format)
              && format.reads(old.writtenVersion)
          ? TypeSerializerSchemaCompatibility.compatibleAsIs()
          : TypeSerializerSchemaCompatibility.incompatible();
    }
  }
}
