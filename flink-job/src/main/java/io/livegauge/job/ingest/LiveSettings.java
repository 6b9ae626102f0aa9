package io.livegauge.job.ingest;

import io.livegauge.event.Topic;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How the input topics are read. Immutable; {@link #of} gives the defaults, {@code with…} a copy
 * with one thing changed.
 *
 * @param bootstrapServers {@code host:port,…}
 * @param topicPrefix the topics' common prefix
 * @param groupId the consumer group that offsets are committed for; they serve monitoring, recovery
 *     goes by the job's own state
 * @param clientId prefix of the clients' names on the broker
 * @param startAt where a job without state starts
 * @param bounded whether reading ends at the ends that the partitions have when the job starts
 * @param outOfOrderness how far events of a partition may come out of order
 * @param slice length of the slices that watermarks close: what passes a slice's end is told at
 *     once, and the broker is asked more often where one can be passed
 * @param hold how long quiet time stands still after the broker was out of reach
 * @param outOfReachAfter how long an answer may take before the broker counts as out of reach
 * @param probeInterval how often the broker is asked for the partitions' ends
 * @param tick how often watermarks are sent
 * @param discovery how often new partitions are looked for; zero for never
 * @param clientProperties more settings for the Kafka clients; they go over the built-in ones
 */
public record LiveSettings(
    String bootstrapServers,
    String topicPrefix,
    String groupId,
    String clientId,
    StartAt startAt,
    boolean bounded,
    Duration outOfOrderness,
    Duration slice,
    Duration hold,
    Duration outOfReachAfter,
    Duration probeInterval,
    Duration tick,
    Duration discovery,
    Map<String, String> clientProperties)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Duration NOTICED_AT_ONCE = Duration.ofMillis(500);
  private static final Duration NOTICED_AT_LAST = Duration.ofSeconds(2);

  /** Checks the values; {@link IllegalArgumentException} names the bad one. */
  public LiveSettings {
    requireText("bootstrapServers", bootstrapServers);
    Objects.requireNonNull(topicPrefix, "topicPrefix");
    requireText("groupId", groupId);
    requireText("clientId", clientId);
    Objects.requireNonNull(startAt, "startAt");
    requireNotNegative("outOfOrderness", outOfOrderness);
    requirePositive("slice", slice);
    requireNotNegative("hold", hold);
    requirePositive("outOfReachAfter", outOfReachAfter);
    requirePositive("probeInterval", probeInterval);
    requirePositive("tick", tick);
    requireNotNegative("discovery", discovery);
    clientProperties = new TreeMap<>(clientProperties);
  }

  /** The defaults, for a broker, a prefix and a group. */
  public static LiveSettings of(String bootstrapServers, String topicPrefix, String groupId) {
    return new LiveSettings(
        bootstrapServers,
        topicPrefix,
        groupId,
        groupId,
        StartAt.COMMITTED,
        false,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        NOTICED_AT_LAST,
        Duration.ofMillis(100),
        Duration.ofMillis(50),
        Duration.ofSeconds(30),
        Map.of());
  }

  /** Another client name. */
  public LiveSettings withClientId(String name) {
    return new LiveSettings(
        bootstrapServers,
        topicPrefix,
        groupId,
        name,
        startAt,
        bounded,
        outOfOrderness,
        slice,
        hold,
        outOfReachAfter,
        probeInterval,
        tick,
        discovery,
        clientProperties);
  }

  /** Another start. */
  public LiveSettings withStartAt(StartAt start) {
    return new LiveSettings(
        bootstrapServers,
        topicPrefix,
        groupId,
        clientId,
        start,
        bounded,
        outOfOrderness,
        slice,
        hold,
        outOfReachAfter,
        probeInterval,
        tick,
        discovery,
        clientProperties);
  }

  /** Reading that ends where the partitions end when the job starts. */
  public LiveSettings withBounded() {
    return new LiveSettings(
        bootstrapServers,
        topicPrefix,
        groupId,
        clientId,
        startAt,
        true,
        outOfOrderness,
        slice,
        hold,
        outOfReachAfter,
        probeInterval,
        tick,
        discovery,
        clientProperties);
  }

  /**
   * Another bound and another hold. An outage is noticed after half the bound, within 0.5 to 2 s:
   * what producers hold back during a shorter one still comes within the bound.
   */
  public LiveSettings withTimes(Duration bound, Duration holdAfterOutage) {
    Duration half = bound.dividedBy(2);
    Duration noticed =
        half.compareTo(NOTICED_AT_ONCE) < 0
            ? NOTICED_AT_ONCE
            : half.compareTo(NOTICED_AT_LAST) > 0 ? NOTICED_AT_LAST : half;
    return new LiveSettings(
        bootstrapServers,
        topicPrefix,
        groupId,
        clientId,
        startAt,
        bounded,
        bound,
        slice,
        holdAfterOutage,
        noticed,
        probeInterval,
        tick,
        discovery,
        clientProperties);
  }

  /** Slices of another length. */
  public LiveSettings withSlice(Duration length) {
    return new LiveSettings(
        bootstrapServers,
        topicPrefix,
        groupId,
        clientId,
        startAt,
        bounded,
        outOfOrderness,
        length,
        hold,
        outOfReachAfter,
        probeInterval,
        tick,
        discovery,
        clientProperties);
  }

  /** Another pace of asking the broker, of sending watermarks and of discovery. */
  public LiveSettings withPace(Duration probe, Duration watermarks, Duration newPartitions) {
    return new LiveSettings(
        bootstrapServers,
        topicPrefix,
        groupId,
        clientId,
        startAt,
        bounded,
        outOfOrderness,
        slice,
        hold,
        outOfReachAfter,
        probe,
        watermarks,
        newPartitions,
        clientProperties);
  }

  /** More settings for the Kafka clients. */
  public LiveSettings withClientProperties(Map<String, String> properties) {
    return new LiveSettings(
        bootstrapServers,
        topicPrefix,
        groupId,
        clientId,
        startAt,
        bounded,
        outOfOrderness,
        slice,
        hold,
        outOfReachAfter,
        probeInterval,
        tick,
        discovery,
        properties);
  }

  /** The full names of the input topics. */
  public List<String> inputTopics() {
    return Arrays.stream(Topic.values())
        .filter(Topic::isInput)
        .map(topic -> topic.named(topicPrefix))
        .toList();
  }

  /** Without the values of the client properties, which may hold secrets. */
  @Override
  public String toString() {
    return "LiveSettings[" + bootstrapServers + ", " + topicPrefix + "*, group " + groupId + "]";
  }

  /** When slices may close. */
  SliceEnds sliceEnds() {
    return new SliceEnds(slice.toMillis(), outOfOrderness.toMillis());
  }

  /** What every Kafka client of the source is set up with. */
  Properties properties() {
    Properties properties = new Properties();
    // What a producer took back was never an event.
    properties.setProperty("isolation.level", "read_committed");
    properties.putAll(clientProperties);
    properties.setProperty("bootstrap.servers", bootstrapServers);
    return properties;
  }

  private static void requireText(String name, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is '" + value + "'; it must not be empty");
    }
  }

  private static void requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " is " + value + "; it must not be negative");
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be positive");
    }
  }
}
