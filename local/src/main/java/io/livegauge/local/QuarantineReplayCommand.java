package io.livegauge.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.OptionException;
import io.livegauge.local.kafka.KafkaAccess;
import io.livegauge.local.quarantine.RefusedFileException;
import io.livegauge.local.quarantine.Replay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code quarantine replay}: sends what was repaired. */
@Command(
    name = "replay",
    description = {
      "Sends the edited lines of an export to their topics, each once: what an earlier replay has"
          + " sent is not sent again, also where that was killed. All lines are judged first, as the"
          + " job would; where an edited one cannot be sent, nothing is. Lines that were not edited"
          + " would only be rejected again and are passed over, unless they were INVALID or FUTURE"
          + " and are good now.",
      "Event times stay as they are in the lines: an event of a time that a running job has closed"
          + " is LATE again. The last line of the output is JSON: lines, sent, sentBefore, unedited,"
          + " repeated, moved, dryRun."
    })
final class QuarantineReplayCommand implements Callable<Integer> {
  /** Older events come too late for a job that keeps up, whatever its bounds are set to. */
  private static final Duration OLD = Duration.ofMinutes(1);

  private final Clock clock;

  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @CommandLine.Option(
      names = "--dry-run",
      description = "Judge the file and tell what would be sent, and send nothing.")
  private boolean isDryRun;

  @CommandLine.Option(
      names = "--unedited",
      description =
          "Pass over nothing: for a job whose options are others now, or that begins anew.")
  private boolean sendsUnedited;

  @CommandLine.Option(
      names = "--again",
      description =
          "Also send a value where another one was sent before for the same rejected record.")
  private boolean sendsAgain;

  @Parameters(arity = "1", paramLabel = "FILE", description = "An export, edited.")
  private Path file;

  QuarantineReplayCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    CommandLine line = spec.commandLine();
    ParseResult parsed = line.getParseResult();
    KafkaAccess access = CommandOptions.kafka(parsed);
    Replay.Settings settings =
        new Replay.Settings(
            CommandOptions.value(parsed, JobOptions.TOPIC_PREFIX),
            CommandOptions.value(parsed, JobOptions.MAX_AHEAD).toMillis(),
            sendsUnedited,
            sendsAgain,
            isDryRun);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new OptionException(
          "argument FILE: '" + file + "' is not allowed; allowed is a file that can be read");
    }
    Replay replay = new Replay(file, access, settings, clock);
    Interrupts.on(replay::stop, () -> {});
    try {
      Replay.Report report = replay.run();
      tell(report);
      if (report.stopped()) {
        throw new IllegalStateException(
            "stopped before the end; start the same again for the rest, nothing is sent twice");
      }
      return CommandLine.ExitCode.OK;
    } catch (RefusedFileException e) {
      PrintWriter err = line.getErr();
      e.problems().forEach(problem -> err.println(TextTable.printable(problem)));
      if (e.count() > e.problems().size()) {
        err.println("... and " + (e.count() - e.problems().size()) + " more");
      }
      throw new OptionException("argument FILE: " + e.getMessage());
    }
  }

  private void tell(Replay.Report report) {
    PrintWriter err = spec.commandLine().getErr();
    if (report.unedited() > 0) {
      err.println(
          "Not sent, since they were not edited and would only be rejected again: "
              + report.unedited()
              + " (see --unedited)");
    }
    if (report.oldestEventTime() != null
        && report.sent() > 0
        && report.oldestEventTime() < clock.instant().minus(OLD).toEpochMilli()) {
      err.println(
          "The oldest event is of "
              + Instant.ofEpochMilli(report.oldestEventTime())
              + ": a job that runs has closed the slices of that time, and sets events of them aside"
              + " as LATE; a later eventTime, or a backfill, is the way out");
    }
    err.flush();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("lines", report.lines());
    json.put("sent", report.sent());
    json.put("sentBefore", report.sentBefore());
    json.put("unedited", report.unedited());
    json.put("repeated", report.repeated());
    json.put("moved", report.moved());
    json.put("dryRun", isDryRun);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json);
    out.flush();
  }
}
