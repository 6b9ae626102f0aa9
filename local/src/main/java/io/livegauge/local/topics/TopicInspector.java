package io.livegauge.local.topics;

import io.livegauge.local.kafka.KafkaAccess;
import io.livegauge.topic.TopicPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at the topics of a cluster, and sets right what can be set right. */
public final class TopicInspector {
  private static final String LOOK = "look at the topics (Describe on them)";
  private static final String LOOK_AT_SETTINGS =
      "look at the topics' settings (DescribeConfigs on them)";

  private final KafkaAccess access;
  private final Admin admin;
  private final String prefix;

  /**
   * @param admin a client of that cluster
   * @param prefix of the topics' names
   */
  public TopicInspector(KafkaAccess access, Admin admin, String prefix) {
    this.access = access;
    this.admin = admin;
    this.prefix = prefix;
  }

  /** How many brokers there are. */
  public int brokers() {
    return access.answer("look at the cluster", admin.describeCluster().nodes()).size();
  }

  /**
   * What there is of each topic that is laid out, in that order.
   *
   * @throws io.livegauge.local.kafka.KafkaFailure where the cluster does not answer
   */
  public Map<TopicPlan, SeenTopic> look() {
    Map<String, SeenTopic> seen = new HashMap<>();
    Map<String, TopicDescription> described = new HashMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        admin.describeTopics(names()).topicNameValues().entrySet()) {
      try {
        described.put(topic.getKey(), access.tryAnswer(LOOK, topic.getValue()));
      } catch (ExecutionException e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
          seen.put(topic.getKey(), new SeenTopic.Missing());
        } else if (e.getCause() instanceof TopicAuthorizationException) {
          seen.put(topic.getKey(), new SeenTopic.Hidden());
        } else {
          throw access.failure(LOOK, e);
        }
      }
    }
    Map<String, Map<String, String>> settings = settings(described.keySet());
    described.forEach(
        (name, topic) ->
            seen.put(
                name,
                new SeenTopic.Present(
                    topic.partitions().size(),
                    topic.partitions().stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0),
                    settings.get(name))));
    Map<TopicPlan, SeenTopic> ordered = new LinkedHashMap<>();
    for (TopicPlan plan : TopicPlan.all()) {
      ordered.put(plan, seen.get(plan.named(prefix)));
    }
    return ordered;
  }

  private List<String> names() {
    return TopicPlan.all().stream().map(plan -> plan.named(prefix)).toList();
  }

  /** By topic, without those whose settings this user may not see. */
  private Map<String, Map<String, String>> settings(Collection<String> topics) {
    Map<String, Map<String, String>> settings = new HashMap<>();
    for (Map.Entry<ConfigResource, KafkaFuture<Config>> topic :
        admin
            .describeConfigs(topics.stream().map(TopicInspector::resource).toList())
            .values()
            .entrySet()) {
      try {
        Map<String, String> values = new HashMap<>();
        for (ConfigEntry entry : access.tryAnswer(LOOK_AT_SETTINGS, topic.getValue()).entries()) {
          values.put(entry.name(), entry.value());
        }
        settings.put(topic.getKey().name(), values);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicAuthorizationException)) {
          throw access.failure(LOOK_AT_SETTINGS, e);
        }
      }
    }
    return settings;
  }

  /**
   * Sets right what can be: settings, and numbers of partitions that are too low.
   *
   * @return what was, in the order given
   * @throws io.livegauge.local.kafka.KafkaFailure where the cluster refuses
   */
  public List<Finding> setRight(List<Finding> findings) {
    List<Finding> done = new ArrayList<>();
    for (Finding finding : findings) {
      if (!finding.canBeSetRight()) {
        continue;
      }
      if (finding.what().equals(Finding.PARTITIONS)) {
        access.answer(
            "add partitions to " + finding.topic() + " (Alter on it)",
            admin
                .createPartitions(
                    Map.of(
                        finding.topic(),
                        NewPartitions.increaseTo(Integer.parseInt(finding.setTo()))))
                .all());
      } else {
        access.answer(
            "change settings of " + finding.topic() + " (AlterConfigs on it)",
            admin
                .incrementalAlterConfigs(
                    Map.of(
                        resource(finding.topic()),
                        List.of(
                            new AlterConfigOp(
                                new ConfigEntry(finding.what(), finding.setTo()),
                                AlterConfigOp.OpType.SET))))
                .all());
      }
      done.add(finding);
    }
    return done;
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
