package io.livegauge.job.store;

import java.io.Serializable;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Function;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sinks to the output topics. */
public final class TopicSink {
  /** Above checkpoint interval and restart time, below the 15 min that brokers allow. */
  private static final String TRANSACTION_TIMEOUT_MILLIS = "600000";

  /**
   * The records of a slice come in one burst. A producer makes two blocks of 64 KiB for every batch
   * that it compresses, so that many small ones cost more than what is in them.
   */
  private static final String BATCH_BYTES = "131072";

  /** For what somebody waits for. */
  public static final Duration PROMPT = Duration.ofMillis(5);

  /** For the rest: fuller batches. */
  public static final Duration UNHURRIED = Duration.ofMillis(100);

  private TopicSink() {}

  /** Gives a record's key or value; a null key is none. */
  public interface Bytes<T> extends Serializable, Function<T, byte[]> {}

  /**
   * A sink to one topic.
   *
   * @param exactlyOnce whether records show only when a checkpoint is complete; else at once, and
   *     after a failure some come twice, with equal bytes
   * @param linger how long a record may wait for others of its batch
   * @param transactionPrefix of the transactional ids: stable, and of this job alone
   * @param properties further settings of the producer; they go over the built-in ones
   */
  public static <T> KafkaSink<T> of(
      String bootstrapServers,
      String topic,
      boolean exactlyOnce,
      Duration linger,
      String transactionPrefix,
      Properties properties,
      Bytes<T> key,
      Bytes<T> value) {
    return KafkaSink.<T>builder()
        .setBootstrapServers(bootstrapServers)
        .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")
        .setProperty(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES)
        .setProperty(ProducerConfig.LINGER_MS_CONFIG, String.valueOf(linger.toMillis()))
        .setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS)
        .setKafkaProducerConfig(properties)
        .setDeliveryGuarantee(
            exactlyOnce ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
        .setTransactionalIdPrefix(transactionPrefix + "-" + topic)
        .setRecordSerializer(new KeyedSchema<>(topic, key, value))
        .build();
  }

  private record KeyedSchema<T>(String topic, Bytes<T> key, Bytes<T> value)
      implements KafkaRecordSerializationSchema<T> {
    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        T element, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(topic, key.apply(element), value.apply(element));
    }
  }
}
