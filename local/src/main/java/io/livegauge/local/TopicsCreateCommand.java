package io.livegauge.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.job.config.JobOptions;
import io.livegauge.local.kafka.KafkaAccess;
import io.livegauge.local.topics.Finding;
import io.livegauge.local.topics.FindingsText;
import io.livegauge.local.topics.TopicAudit;
import io.livegauge.local.topics.TopicInspector;
import io.livegauge.simulator.broker.LiveTopics;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code topics create}: makes what is missing. */
@Command(
    name = "create",
    description = {
      "Creates the topics that are missing, with the settings that they need. Those that are there"
          + " are left as they are; what is wrong with them is shown, and set right with --apply.",
      "Exit status 0: no topic is missing any more. The last line of the output is JSON: created,"
          + " changed, topics, errors, warnings, findings, of what is there at the end."
    })
final class TopicsCreateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @CommandLine.Option(
      names = "--apply",
      description =
          "Also change what is wrong with topics that are there: their settings, and numbers of"
              + " partitions below a given --partitions. A shorter retention deletes records.")
  private boolean isApplied;

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    ParseResult parsed = line.getParseResult();
    KafkaAccess access = CommandOptions.kafka(parsed);
    String prefix = CommandOptions.value(parsed, JobOptions.TOPIC_PREFIX);
    int partitions = CommandOptions.value(parsed, LocalOptions.PARTITIONS).intValue();
    Long replication = CommandOptions.value(parsed, LocalOptions.REPLICATION);
    // More partitions than the default are not asked of topics that are there, unless they are.
    boolean isGiven = parsed.hasMatchedOption("--" + LocalOptions.PARTITIONS.name());

    Set<String> created;
    List<Finding> changed = new ArrayList<>();
    List<Finding> findings;
    int topics;
    try (Admin admin = access.admin()) {
      created =
          access.createTopics(
              admin,
              prefix,
              partitions,
              replication == null ? LiveTopics.CLUSTER_REPLICATION : replication.shortValue());
      TopicInspector inspector = new TopicInspector(access, admin, prefix);
      TopicAudit audit = new TopicAudit(prefix, isGiven ? partitions : 0, inspector.brokers());
      var seen = inspector.look();
      topics = seen.size();
      findings = audit.findings(seen);
      if (isApplied) {
        changed = inspector.setRight(findings);
        findings = new ArrayList<>(findings);
        findings.removeAll(changed);
      }
    }
    tell(created, topics, changed, findings);
    ObjectNode json = FindingsText.json(topics, findings);
    created.forEach(json.putArray("created")::add);
    changed.forEach(finding -> json.withArray("changed").add(finding.topic()));
    line.getOut().println(json);
    line.getOut().flush();
    return CommandLine.ExitCode.OK;
  }

  private void tell(
      Set<String> created, int topics, List<Finding> changed, List<Finding> findings) {
    PrintWriter out = spec.commandLine().getOut();
    created.forEach(topic -> out.println("Created " + topic));
    if (created.size() < topics) {
      out.println("There already: " + (topics - created.size()) + " topics");
    }
    for (Finding finding : changed) {
      out.println(
          "Changed "
              + finding.topic()
              + ": "
              + finding.what()
              + " "
              + finding.is()
              + " -> "
              + finding.setTo());
    }
    FindingsText.print(findings, out);
    if (findings.stream().anyMatch(Finding::canBeSetRight)) {
      out.println("Nothing of this was changed; --apply changes settings and partitions.");
    }
  }
}
