package io.livegauge.simulator;

import io.livegauge.event.Topic;
import io.livegauge.simulator.broker.LiveTopics;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes records to the contract's input topics and counts what becomes of them: each one is
 * acknowledged by all replicas exactly once, or refused. One thread sends; counts may be read from
 * any.
 */
public final class RecordProducer implements AutoCloseable {
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(15);

  private final String bootstrap;
  private final String prefix;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicReference<String> firstRefusal = new AtomicReference<>();
  private final AtomicReference<String> failure = new AtomicReference<>();

  /**
   * Connects, and looks up where every input topic is, so that the first records are not held up.
   *
   * @param bootstrap addresses of the cluster, {@code host:port,...}
   * @param prefix the topics' common prefix
   * @param clientProperties further settings of the Kafka clients, security for one
   * @throws IllegalStateException where no cluster answers, or topics are missing; the message
   *     names them
   */
  public RecordProducer(String bootstrap, String prefix, Map<String, String> clientProperties) {
    this.bootstrap = bootstrap;
    this.prefix = prefix;
    Set<String> missing = LiveTopics.missingInputs(bootstrap, prefix, clientProperties);
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "Kafka at " + bootstrap + " lacks the topics " + String.join(", ", missing));
    }
    Properties p = new Properties();
    p.putAll(clientProperties);
    p.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    p.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    p.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    // One at a time: with several under way to a topic that was just created, a batch that had to
    // be
    // sent again was seen to lose its place in the sequence and to be refused until it expired.
    p.setProperty(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    p.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    p.setProperty(ProducerConfig.LINGER_MS_CONFIG, "5");
    p.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, "32768");
    p.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, "16777216");
    p.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, "60000");
    p.setProperty(ProducerConfig.CLIENT_ID_CONFIG, "livegauge-simulator");
    try {
      producer = new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw new IllegalStateException("Cannot write to Kafka at " + bootstrap, e);
    }
    for (Topic topic : Topic.values()) {
      if (topic.isInput()) {
        producer.partitionsFor(topic.named(prefix));
      }
    }
  }

  /**
   * Hands one record over; waits while the producer's memory is full.
   *
   * @param key may be null
   * @param value null for a tombstone
   * @throws IllegalStateException where Kafka has not taken an earlier record in time, or this one
   *     cannot be handed over
   */
  public void send(Topic topic, byte[] key, byte[] value) {
    String broken = failure.get();
    if (broken != null) {
      throw new IllegalStateException(broken);
    }
    String name = topic.named(prefix);
    sent.incrementAndGet();
    try {
      // The callback tells what the future would.
      var unused =
          producer.send(
              new ProducerRecord<>(name, key, value),
              (metadata, error) -> {
                if (error == null) {
                  acknowledged.incrementAndGet();
                } else {
                  refused(name, error);
                }
              });
    } catch (KafkaException e) {
      refused(name, e);
    }
  }

  private void refused(String topic, Exception error) {
    refused.incrementAndGet();
    String sentence =
        "Kafka at " + bootstrap + " did not take a record for " + topic + ": " + error.getMessage();
    firstRefusal.compareAndSet(null, sentence);
    // A record can be too large on its own account; anything else concerns the next ones too.
    if (!(error instanceof RecordTooLargeException)) {
      failure.compareAndSet(null, sentence);
    }
  }

  /** Returns when every record sent is acknowledged or refused. */
  public void flush() {
    producer.flush();
  }

  /** Records handed over. */
  public long sent() {
    return sent.get();
  }

  /** Records that are in Kafka for certain. */
  public long acknowledged() {
    return acknowledged.get();
  }

  /** Records that are not in Kafka, or not for certain. */
  public long refused() {
    return refused.get();
  }

  /** Why the first record was refused; null where none was. */
  public String firstRefusal() {
    return firstRefusal.get();
  }

  /** Waits up to 15 s for what is under way. */
  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
  }
}
