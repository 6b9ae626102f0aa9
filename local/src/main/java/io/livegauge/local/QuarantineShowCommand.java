package io.livegauge.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.local.kafka.KafkaAccess;
import io.livegauge.local.quarantine.Original;
import io.livegauge.local.quarantine.Originals;
import io.livegauge.local.quarantine.Quarantine;
import io.livegauge.local.quarantine.RejectedRecord;
import io.livegauge.local.quarantine.RejectedText;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code quarantine show}: the latest rejected records. */
@Command(
    name = "show",
    description = {
      "Shows the latest rejected records, one a line: when, why, which record, its stream, event"
          + " and event time, and the rule's figures.",
      "The last line of the output is JSON: shown, repeated, unreadable."
    })
final class QuarantineShowCommand implements Callable<Integer> {
  private final Clock clock;

  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @CommandLine.Option(
      names = "--raw",
      description =
          "Below each record also what it was, word for word, with whatever user id is in it.")
  private boolean isRaw;

  QuarantineShowCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    ParseResult parsed = line.getParseResult();
    QuarantineCommand.Question question = QuarantineCommand.Question.of(parsed, clock);
    int limit = CommandOptions.value(parsed, LocalOptions.SHOWN).intValue();
    Quarantine quarantine;
    List<RejectedRecord> latest;
    Map<RejectedRecord, Original> originals;
    try (Admin admin = question.access().admin()) {
      quarantine = question.quarantine(admin, () -> false);
      latest = quarantine.latest(question.filter(), question.since(), limit);
      originals = isRaw ? originals(question.access(), admin, latest) : Map.of();
    }
    for (RejectedRecord record : latest) {
      line.getOut().println(RejectedText.line(record));
      if (isRaw) {
        line.getOut().println("    " + RejectedText.original(record, originals.get(record)));
      }
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("shown", latest.size());
    json.put("repeated", quarantine.repeated());
    json.put("unreadable", quarantine.unreadable());
    line.getOut().println(json);
    line.getOut().flush();
    return CommandLine.ExitCode.OK;
  }

  /** Of those whose bytes are not in the quarantine. */
  private static Map<RejectedRecord, Original> originals(
      KafkaAccess access, Admin admin, List<RejectedRecord> records) {
    Map<RejectedRecord, Original> originals = new HashMap<>();
    for (RejectedRecord record : records) {
      Original here = Originals.inQuarantine(record);
      if (here != null) {
        originals.put(record, here);
      }
    }
    try (Originals finder = new Originals(access, admin)) {
      finder.fetch(
          records.stream()
              .filter(record -> !originals.containsKey(record) && record.original() == null)
              .toList(),
          originals::put);
    }
    return originals;
  }
}
