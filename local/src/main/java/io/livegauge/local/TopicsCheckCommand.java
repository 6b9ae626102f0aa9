package io.livegauge.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.job.config.JobOptions;
import io.livegauge.local.kafka.KafkaAccess;
import io.livegauge.local.topics.Finding;
import io.livegauge.local.topics.FindingsText;
import io.livegauge.local.topics.TopicAudit;
import io.livegauge.local.topics.TopicInspector;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code topics check}: whether the topics are as they shall be. */
@Command(
    name = "check",
    description = {
      "Compares the topics with what they shall be, and shows what differs, as a table. Changes"
          + " nothing.",
      "Exit status 0: all are there and nothing is wrong, though something may be unwise; 1:"
          + " something is wrong. The last line of the output is JSON: topics, errors, warnings,"
          + " findings."
    })
final class TopicsCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    ParseResult parsed = line.getParseResult();
    KafkaAccess access = CommandOptions.kafka(parsed);
    String prefix = CommandOptions.value(parsed, JobOptions.TOPIC_PREFIX);
    Long least = CommandOptions.value(parsed, LocalOptions.LEAST_PARTITIONS);
    List<Finding> findings;
    int topics;
    try (Admin admin = access.admin()) {
      TopicInspector inspector = new TopicInspector(access, admin, prefix);
      TopicAudit audit =
          new TopicAudit(prefix, least == null ? 0 : least.intValue(), inspector.brokers());
      var seen = inspector.look();
      topics = seen.size();
      findings = audit.findings(seen);
    }
    FindingsText.print(findings, line.getOut());
    ObjectNode json = FindingsText.json(topics, findings);
    line.getOut().println(json);
    line.getOut().flush();
    return findings.stream().anyMatch(Finding::isError)
        ? CommandLine.ExitCode.SOFTWARE
        : CommandLine.ExitCode.OK;
  }
}
