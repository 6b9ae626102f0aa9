package io.livegauge.job.ingest;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/** Leaves records without their keys: the road finds everything in the value. */
public final class UnreadKeys implements Deserializer<byte[]> {
  /** For Kafka's consumer. */
  public UnreadKeys() {}

  @Override
  public byte[] deserialize(String topic, byte[] data) {
    return null;
  }

  /** Without copying the bytes first. */
  @Override
  public byte[] deserialize(String topic, Headers headers, ByteBuffer data) {
    return null;
  }
}
