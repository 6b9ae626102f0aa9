package io.livegauge.local.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/**
 * A Kafka cluster as a command was told to reach it. Makes its client; no answer is waited for
 * longer than {@link #PATIENCE}.
 *
 * @param bootstrap {@code host:port,...}
 * @param properties further settings of the client, security for one
 */
public record KafkaAccess(String bootstrap, Map<String, String> properties) {
  public static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final String CLIENT = "livegauge-admin";

  public KafkaAccess {
    properties = Map.copyOf(properties);
  }

  /** A client that asks about the cluster. */
  public Admin admin() {
    try {
      return Admin.create(settings());
    } catch (KafkaException e) {
      throw failure("connect", e);
    }
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

  private Map<String, Object> settings() {
    String millis = Long.toString(PATIENCE.toMillis());
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, CLIENT);
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis);
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    settings.putAll(properties);
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    return settings;
  }
}
