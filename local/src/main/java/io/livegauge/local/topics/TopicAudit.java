package io.livegauge.local.topics;

import io.livegauge.topic.TopicPlan;
import io.livegauge.topic.TopicSetting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Compares topics with what is laid out for them.
 *
 * @param prefix of the topics' names
 * @param leastPartitions that each topic must have which is not laid out with one; 0 for any number
 * @param brokers of the cluster
 */
public record TopicAudit(String prefix, int leastPartitions, int brokers) {

  /** What is wrong with all topics, errors first, and of those in the topics' order. */
  public List<Finding> findings(Map<TopicPlan, SeenTopic> seen) {
    return seen.entrySet().stream()
        .flatMap(topic -> findings(topic.getKey(), topic.getValue()).stream())
        .sorted(Comparator.comparing(Finding::isError).reversed())
        .toList();
  }

  /** What is wrong with one topic. */
  List<Finding> findings(TopicPlan plan, SeenTopic seen) {
    String name = plan.named(prefix);
    if (seen instanceof SeenTopic.Present present) {
      List<Finding> findings = new ArrayList<>();
      partitions(plan, present, findings);
      if (present.settings() == null) {
        findings.add(
            new Finding(
                true,
                name,
                "access",
                "settings are not shown to this user",
                "DescribeConfigs on the topic",
                "what cannot be seen cannot be checked",
                null));
      } else {
        plan.settings().forEach(setting -> setting(name, setting, present, findings));
      }
      replication(name, present, findings);
      return findings;
    }
    boolean isMissing = seen instanceof SeenTopic.Missing;
    return List.of(
        new Finding(
            true,
            name,
            isMissing ? "topic" : "access",
            isMissing ? "missing" : "not shown to this user",
            isMissing ? "there" : "Describe on the topic",
            isMissing
                ? "the job does not start, or the commands cannot work, without it"
                : "what cannot be seen cannot be checked",
            null));
  }

  private void partitions(TopicPlan plan, SeenTopic.Present seen, List<Finding> findings) {
    String name = plan.named(prefix);
    if (plan.onePartition()) {
      if (seen.partitions() != 1) {
        findings.add(
            new Finding(
                true,
                name,
                Finding.PARTITIONS,
                Integer.toString(seen.partitions()),
                "1",
                "the order of its records is lost",
                null));
      }
    } else if (seen.partitions() < leastPartitions) {
      findings.add(
          new Finding(
              true,
              name,
              Finding.PARTITIONS,
              Integer.toString(seen.partitions()),
              "at least " + leastPartitions,
              "fewer readers can share the work than were asked for",
              Integer.toString(leastPartitions)));
    }
  }

  private static void setting(
      String name, TopicSetting setting, SeenTopic.Present seen, List<Finding> findings) {
    String actual = seen.settings().get(setting.name());
    if (!setting.allows(actual)) {
      findings.add(
          new Finding(
              setting.required(),
              name,
              setting.name(),
              setting.shown(actual),
              setting.allowed(),
              setting.why(),
              setting.value()));
    }
  }

  /** A cluster cannot make more copies than it has brokers; one that stands alone is no cluster. */
  private void replication(String name, SeenTopic.Present seen, List<Finding> findings) {
    int possible = Math.min(TopicPlan.SAFE_REPLICATION, brokers);
    if (seen.replication() < possible) {
      findings.add(
          new Finding(
              false,
              name,
              "replication",
              Integer.toString(seen.replication()),
              "at least " + possible,
              "what a lost broker held is lost, or cannot be written until it is back",
              null));
    }
    if (seen.replication() >= TopicPlan.SAFE_REPLICATION && seen.settings() != null) {
      setting(name, TopicPlan.IN_SYNC, seen, findings);
    }
  }
}
