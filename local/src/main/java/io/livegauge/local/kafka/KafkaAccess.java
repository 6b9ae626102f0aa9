package io.livegauge.local.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A Kafka cluster as a command was told to reach it. Makes its clients; no answer is waited for
 * longer than {@link #PATIENCE}.
 *
 * @param bootstrap {@code host:port,...}
 * @param properties further settings of all clients, security for one; a command's own go over them
 */
public record KafkaAccess(String bootstrap, Map<String, String> properties) {
  public static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final String CLIENT = "livegauge-";

  public KafkaAccess {
    properties = Map.copyOf(properties);
  }

  /** A client that asks about the cluster. */
  public Admin admin() {
    return make("connect", () -> Admin.create(settings("admin", Map.of())));
  }

  /**
   * A consumer without a group, that commits no offsets and creates no topics.
   *
   * @param isolation {@code read_committed}, or {@code read_uncommitted} for whatever is there
   * @param own more settings, over all others
   */
  public KafkaConsumer<byte[], byte[]> consumer(String isolation, Map<String, String> own) {
    Map<String, Object> settings = settings("reader", Map.of());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.putAll(own);
    return make(
        "connect",
        () ->
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /**
   * A producer whose records all replicas acknowledge.
   *
   * @param own more settings, over all others
   */
  public KafkaProducer<byte[], byte[]> producer(Map<String, String> own) {
    Map<String, Object> settings = settings("writer", own);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    return make(
        "connect",
        () -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /**
   * Waits for an answer.
   *
   * @param doing what is tried, after "to"
   * @throws KafkaFailure where there is none
   */
  public <T> T answer(String doing, KafkaFuture<T> future) {
    try {
      return tryAnswer(doing, future);
    } catch (ExecutionException e) {
      throw failure(doing, e);
    }
  }

  /**
   * The same for those who know what to do about an answer that is an error.
   *
   * @throws ExecutionException with the error
   */
  public <T> T tryAnswer(String doing, KafkaFuture<T> future) throws ExecutionException {
    try {
      return future.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw failure(doing, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaFailure("Interrupted while trying to " + doing, e);
    }
  }

  /** An error of a client in words for people. */
  public KafkaFailure failure(String doing, Throwable error) {
    return error instanceof KafkaFailure failure
        ? failure
        : KafkaFailure.of(bootstrap, doing, error);
  }

  private interface Maker<T> {
    T make();
  }

  private <T> T make(String doing, Maker<T> maker) {
    try {
      return maker.make();
    } catch (KafkaException e) {
      throw failure(doing, e);
    }
  }

  private Map<String, Object> settings(String client, Map<String, String> own) {
    String millis = Long.toString(PATIENCE.toMillis());
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, CLIENT + client);
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis);
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    settings.putAll(properties);
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.putAll(own);
    return settings;
  }
}
