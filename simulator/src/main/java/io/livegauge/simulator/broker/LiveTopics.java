package io.livegauge.simulator.broker;

import io.livegauge.event.Topic;
import io.livegauge.topic.TopicPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates all topics as {@link TopicPlan} lays them out. A topic that exists is left as it is, with
 * its own settings and partitions.
 */
public final class LiveTopics {
  /** As many copies of a partition as the cluster makes of its own accord. */
  public static final short CLUSTER_REPLICATION = -1;

  private static final int ANSWER_SECONDS = 30;
  private static final long LEADER_POLL_MILLIS = 20;

  private LiveTopics() {}

  /**
   * Creates what is missing, with the cluster's own replication.
   *
   * @param bootstrap addresses of the cluster, {@code host:port,...}
   * @param prefix the topics' common prefix, {@code live.} by default
   * @param partitions partitions of each topic that is not laid out with one, at least 1
   * @return the names that were created now, in alphabetical order
   * @throws IllegalArgumentException where partitions is below 1
   * @throws IllegalStateException where the cluster does not answer or refuses a topic; the message
   *     names it
   */
  public static Set<String> create(String bootstrap, String prefix, int partitions) {
    try (Admin admin = connect(bootstrap, Map.of())) {
      return create(admin, prefix, partitions, CLUSTER_REPLICATION);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while creating topics", e);
    } catch (ExecutionException | TimeoutException e) {
      throw noAnswer(bootstrap, e);
    }
  }

  /**
   * Creates what is missing.
   *
   * @param admin a client that is connected to the cluster
   * @param prefix the topics' common prefix
   * @param partitions partitions of each topic that is not laid out with one, at least 1
   * @param replication copies of each partition, or {@link #CLUSTER_REPLICATION}
   * @return the names that were created now, in alphabetical order
   * @throws IllegalArgumentException where partitions is below 1
   * @throws IllegalStateException where the cluster refuses a topic; the message names it and what
   *     was created before
   * @throws ExecutionException where the cluster refuses to answer
   * @throws TimeoutException where it does not answer
   */
  public static Set<String> create(Admin admin, String prefix, int partitions, short replication)
      throws ExecutionException, TimeoutException, InterruptedException {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions is " + partitions + ": 1 or more is allowed");
    }
    Set<String> existing = admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    List<NewTopic> missing = new ArrayList<>();
    for (NewTopic topic : topics(prefix, partitions, replication)) {
      if (!existing.contains(topic.name())) {
        missing.add(topic);
      }
    }
    Set<String> created = new TreeSet<>();
    Map<String, Throwable> refused = new TreeMap<>();
    for (var result : admin.createTopics(missing).values().entrySet()) {
      try {
        result.getValue().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        created.add(result.getKey());
      } catch (ExecutionException e) {
        // Another process may create the same topics at this moment.
        if (!(e.getCause() instanceof TopicExistsException)) {
          refused.put(result.getKey(), e.getCause());
        }
      }
    }
    if (!refused.isEmpty()) {
      throw refusal(refused, created);
    }
    awaitLeaders(admin, missing.stream().filter(topic -> created.contains(topic.name())).toList());
    return created;
  }

  private static IllegalStateException refusal(
      Map<String, Throwable> refused, Set<String> created) {
    Throwable first = refused.values().iterator().next();
    return new IllegalStateException(
        "Kafka did not create "
            + String.join(", ", refused.keySet())
            + ": "
            + (first instanceof AuthorizationException
                ? "this user may not (it needs Create on the topics or on the cluster)"
                : first.getMessage())
            + (created.isEmpty() ? "" : "; created were " + String.join(", ", created)),
        first);
  }

  /**
   * Waits until the brokers answer for every partition of topics just created. Metadata names a
   * leader before that leader is ready; a producer with several requests under way can then have
   * its first batch refused and its second taken, and the first is out of order until it expires.
   *
   * @throws TimeoutException where they do not within half a minute
   */
  static void awaitLeaders(Admin admin, Collection<NewTopic> topics)
      throws InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (NewTopic topic : topics) {
      for (int i = 0; i < topic.numPartitions(); i++) {
        ends.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
      }
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
    while (!answerFor(admin, ends)) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("no leaders for " + ends.keySet());
      }
      TimeUnit.MILLISECONDS.sleep(LEADER_POLL_MILLIS);
    }
  }

  private static boolean answerFor(Admin admin, Map<TopicPartition, OffsetSpec> ends)
      throws InterruptedException, TimeoutException {
    Set<String> topics = new TreeSet<>();
    ends.keySet().forEach(partition -> topics.add(partition.topic()));
    try {
      // First by name: asked for offsets of a topic that it does not know the client logs errors.
      admin.describeTopics(topics).allTopicNames().get(ANSWER_SECONDS, TimeUnit.SECONDS);
      admin.listOffsets(ends).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      return false; // a broker that has not heard of them yet
    }
  }

  /**
   * The input topics that a cluster lacks, or does not show, in alphabetical order.
   *
   * @param clientProperties further settings of the client, security for one
   * @throws IllegalStateException where the cluster does not answer
   */
  public static Set<String> missingInputs(
      String bootstrap, String prefix, Map<String, String> clientProperties) {
    try (Admin admin = connect(bootstrap, clientProperties)) {
      Set<String> missing = new TreeSet<>();
      for (Topic topic : Topic.values()) {
        if (topic.isInput()) {
          missing.add(topic.named(prefix));
        }
      }
      missing.removeAll(admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS));
      return missing;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while looking for topics", e);
    } catch (ExecutionException | TimeoutException e) {
      throw noAnswer(bootstrap, e);
    }
  }

  private static IllegalStateException noAnswer(String bootstrap, Exception cause) {
    return new IllegalStateException(
        "No Kafka answers at " + bootstrap + " (waited " + ANSWER_SECONDS + " s)", cause);
  }

  /** All topics under a prefix, as they are created. */
  private static List<NewTopic> topics(String prefix, int partitions, short replication) {
    List<NewTopic> topics = new ArrayList<>();
    for (TopicPlan plan : TopicPlan.all()) {
      Map<String, String> settings = new HashMap<>(plan.created());
      if (replication >= TopicPlan.SAFE_REPLICATION) {
        settings.put(TopicPlan.IN_SYNC.name(), TopicPlan.IN_SYNC.value());
      }
      topics.add(
          new NewTopic(plan.named(prefix), plan.onePartition() ? 1 : partitions, replication)
              .configs(settings));
    }
    return topics;
  }

  private static Admin connect(String bootstrap, Map<String, String> clientProperties) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_SECONDS * 1000);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_SECONDS * 1000);
    settings.putAll(clientProperties);
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    try {
      return Admin.create(settings);
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "Bootstrap address " + bootstrap + " is no use: " + cause.getMessage(), e);
    }
  }
}
