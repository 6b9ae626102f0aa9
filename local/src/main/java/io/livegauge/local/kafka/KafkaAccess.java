package io.livegauge.local.kafka;

import io.livegauge.simulator.broker.LiveTopics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
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
    return make(() -> Admin.create(settings("admin")));
  }

  /**
   * A consumer without a group, that commits no offsets and creates no topics.
   *
   * @param own more settings, over all others
   */
  public KafkaConsumer<byte[], byte[]> consumer(Map<String, String> own) {
    Map<String, Object> settings = settings("reader");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.putAll(own);
    return make(
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
    Map<String, Object> settings = settings("writer");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.putAll(own);
    return make(
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

  /**
   * Creates the topics that are missing, as {@link LiveTopics} does.
   *
   * @return the names of those that were created
   * @throws IllegalStateException where the cluster refuses or does not answer
   */
  public Set<String> createTopics(Admin admin, String prefix, int partitions, short replication) {
    try {
      return LiveTopics.create(admin, prefix, partitions, replication);
    } catch (ExecutionException | TimeoutException e) {
      throw failure("create topics (Create on them or on the cluster)", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaFailure("Interrupted while creating topics", e);
    }
  }

  /** The same with the cluster's own replication. */
  public Set<String> createTopics(String prefix, int partitions) {
    try (Admin admin = admin()) {
      return createTopics(admin, prefix, partitions, LiveTopics.CLUSTER_REPLICATION);
    }
  }

  /** An error of a client in words for people. */
  public KafkaFailure failure(String doing, Throwable error) {
    return error instanceof KafkaFailure failure
        ? failure
        : KafkaFailure.of(bootstrap, doing, error);
  }

  /** Without the values of the properties, which may hold secrets. */
  @Override
  public String toString() {
    return "KafkaAccess[" + bootstrap + "]";
  }

  private <T> T make(Supplier<T> client) {
    try {
      return client.get();
    } catch (KafkaException e) {
      throw failure("connect", e);
    }
  }

  private Map<String, Object> settings(String client) {
    String millis = Long.toString(PATIENCE.toMillis());
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, CLIENT + client);
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis);
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    settings.putAll(properties);
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    return settings;
  }
}
