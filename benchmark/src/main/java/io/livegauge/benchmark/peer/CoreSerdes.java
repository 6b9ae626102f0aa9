package io.livegauge.benchmark.peer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/** How Kafka Streams reads events and keeps sums. */
final class CoreSerdes {
  /** Events are read only. */
  static final Serde<CoreEvent> EVENT =
      Serdes.serdeFrom(
          (Serializer<CoreEvent>)
              (topic, event) -> {
                throw new SerializationException("events are not written");
              },
          (Deserializer<CoreEvent>) CoreSerdes::event);

  static final Serde<CoreSums> USER = serde(CoreSums::write, CoreSums::read);

  static final Serde<StreamSums> SUMS = serde(StreamSums::write, StreamSums::read);

  static final Serde<StreamWindow> WINDOW = serde(StreamWindow::write, StreamWindow::read);

  private CoreSerdes() {}

  private interface Writer<T> {
    void write(T value, DataOutput out) throws IOException;
  }

  private interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  /** Null, which stands for a value that is deleted, is null on both sides. */
  private static <T> Serde<T> serde(Writer<T> writer, Reader<T> reader) {
    return Serdes.serdeFrom(
        (Serializer<T>) (topic, value) -> value == null ? null : bytes(writer, value),
        (Deserializer<T>) (topic, bytes) -> bytes == null ? null : value(reader, bytes));
  }

  private static CoreEvent event(String topic, byte[] bytes) {
    try {
      return CoreEvent.decode(bytes);
    } catch (IOException e) {
      throw new SerializationException("no event: " + e.getMessage(), e);
    }
  }

  private static <T> byte[] bytes(Writer<T> writer, T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writer.write(value, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static <T> T value(Reader<T> reader, byte[] bytes) {
    try {
      return reader.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new SerializationException("no sums: " + e.getMessage(), e);
    }
  }
}
