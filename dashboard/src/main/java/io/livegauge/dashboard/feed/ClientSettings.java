package io.livegauge.dashboard.feed;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Settings of the Kafka clients: small buffers, soon back after an outage, nothing written to the
 * cluster (no group, no offsets, no topics).
 */
final class ClientSettings {
  /** Within this an answer comes, or Kafka counts as away. */
  static final int ANSWER_MILLIS = 2_000;

  private static final String CLIENT = "livegauge-dashboard-";

  private final FeedOptions options;

  /**
   * Checks the client properties.
   *
   * @throws IllegalArgumentException where one is not allowed; the message names it
   */
  ClientSettings(FeedOptions options) {
    this.options = options;
    try {
      new ConsumerConfig(consumer("check", 1, 1, 1));
      new AdminClientConfig(admin());
    } catch (ConfigException e) {
      throw new IllegalArgumentException("A Kafka client property: " + e.getMessage(), e);
    }
  }

  /**
   * A consumer without a group.
   *
   * @param name what it reads, for the cluster's logs
   * @param pollRecords most records of one poll
   * @param partitionBytes most bytes of one partition in one answer
   * @param fetchBytes most bytes of one answer
   */
  Map<String, Object> consumer(String name, int pollRecords, int partitionBytes, int fetchBytes) {
    Map<String, Object> settings = common(name);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pollRecords);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, partitionBytes);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, fetchBytes);
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.putAll(options.clientProperties());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, options.bootstrap());
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return settings;
  }

  /** A client that asks how the cluster is. */
  Map<String, Object> admin() {
    Map<String, Object> settings = common("watch");
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS / 2);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    settings.putAll(options.clientProperties());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, options.bootstrap());
    return settings;
  }

  private static Map<String, Object> common(String name) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, CLIENT + name);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 100L);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 1_000L);
    settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 2_000L);
    return settings;
  }
}
