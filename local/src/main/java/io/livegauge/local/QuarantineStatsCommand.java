package io.livegauge.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.local.quarantine.Quarantine;
import io.livegauge.local.quarantine.QuarantineStats;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code quarantine stats}: how many were rejected, for what, and of which streams. */
@Command(
    name = "stats",
    description = {
      "Counts rejected records by reason and topic, and by stream.",
      "The last line of the output is JSON: records, first, last, reasons, streams, repeated,"
          + " unreadable."
    })
final class QuarantineStatsCommand implements Callable<Integer> {
  private final Clock clock;

  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  QuarantineStatsCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    ParseResult parsed = line.getParseResult();
    QuarantineCommand.Question question = QuarantineCommand.Question.of(parsed, clock);
    int top = CommandOptions.value(parsed, LocalOptions.TOP).intValue();
    QuarantineStats stats = new QuarantineStats();
    Quarantine quarantine;
    try (Admin admin = question.access().admin()) {
      quarantine = question.quarantine(admin, () -> false);
      quarantine.read(question.filter(), question.since(), stats::add);
    }
    stats.print(top, line.getOut());
    ObjectNode json = stats.json(top);
    json.put("repeated", quarantine.repeated());
    json.put("unreadable", quarantine.unreadable());
    line.getOut().println(json);
    line.getOut().flush();
    return CommandLine.ExitCode.OK;
  }
}
