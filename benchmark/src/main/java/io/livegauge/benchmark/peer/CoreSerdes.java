package io.livegauge.benchmark.peer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
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

  static final Serde<CoreSums> SUMS =
      Serdes.serdeFrom(
          (Serializer<CoreSums>) CoreSerdes::bytes, (Deserializer<CoreSums>) CoreSerdes::sums);

  private CoreSerdes() {}

  private static CoreEvent event(String topic, byte[] bytes) {
    try {
      return CoreEvent.decode(bytes);
    } catch (IOException e) {
      throw new SerializationException("no event: " + e.getMessage(), e);
    }
  }

  private static byte[] bytes(String topic, CoreSums sums) {
    if (sums == null) {
      return null; // stands for a window that is deleted
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(24);
    try {
      sums.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static CoreSums sums(String topic, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return CoreSums.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new SerializationException("no sums: " + e.getMessage(), e);
    }
  }
}
