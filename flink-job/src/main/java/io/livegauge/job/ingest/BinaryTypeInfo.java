package io.livegauge.job.ingest;

import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * The type of a stream or state whose values a {@link BinaryFormat} writes. Never a key: keys are
 * strings and numbers.
 *
 * @param <T> the type of the values
 */
public final class BinaryTypeInfo<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  private final BinaryFormat<T> format;

  private BinaryTypeInfo(BinaryFormat<T> format) {
    this.format = Objects.requireNonNull(format, "format");
  }

  /** The type of the values of that format. */
  public static <T> BinaryTypeInfo<T> of(BinaryFormat<T> format) {
    return new BinaryTypeInfo<>(format);
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<T> getTypeClass() {
    return format.type();
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new BinarySerializer<>(format);
  }

  /** The serializer, for state descriptors and tests. */
  public BinarySerializer<T> serializer() {
    return new BinarySerializer<>(format);
  }

  @Override
  public String toString() {
    return format.type().getSimpleName();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinaryTypeInfo<?> that && format.equals(that.format);
  }

  @Override
  public int hashCode() {
    return format.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof BinaryTypeInfo;
  }
}
