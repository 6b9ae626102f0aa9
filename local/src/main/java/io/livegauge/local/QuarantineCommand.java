package io.livegauge.local;

import io.livegauge.event.Reason;
import io.livegauge.event.Topic;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.Option;
import io.livegauge.local.kafka.KafkaAccess;
import io.livegauge.local.kafka.TopicReader;
import io.livegauge.local.quarantine.Quarantine;
import io.livegauge.local.quarantine.RejectionFilter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code quarantine}: what was rejected. */
@Command(
    name = "quarantine",
    description =
        "Looks at rejected records, takes them out to be repaired, and sends them again once.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n")
final class QuarantineCommand implements Runnable {
  /** Which records are wanted. */
  private static final List<Option<?>> FILTER =
      List.of(LocalOptions.REASON, LocalOptions.STREAM, LocalOptions.SINCE);

  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  private QuarantineCommand() {}

  /** The command with those that belong to it. */
  static CommandLine of(Clock clock) {
    CommandLine quarantine = new CommandLine(new QuarantineCommand());
    CommandLines.add(
        quarantine,
        new QuarantineShowCommand(clock),
        CommandOptions.KAFKA,
        with(FILTER, LocalOptions.SHOWN));
    CommandLines.add(
        quarantine,
        new QuarantineStatsCommand(clock),
        CommandOptions.KAFKA,
        with(FILTER, LocalOptions.TOP));
    CommandLines.add(
        quarantine,
        new QuarantineExportCommand(clock),
        CommandOptions.KAFKA,
        with(FILTER, LocalOptions.EXPORTED));
    CommandLines.add(
        quarantine,
        new QuarantineReplayCommand(clock),
        CommandOptions.KAFKA,
        List.of(JobOptions.MAX_AHEAD));
    return quarantine;
  }

  private static List<Option<?>> with(Collection<Option<?>> options, Option<?> one) {
    List<Option<?>> all = new ArrayList<>(options);
    all.add(one);
    return all;
  }

  /**
   * Rejected records that are asked for.
   *
   * @param access the cluster
   * @param topic full name of the quarantine there
   * @param filter which of them
   * @param since from when on; null for all that are kept
   */
  record Question(KafkaAccess access, String topic, RejectionFilter filter, Instant since) {
    /**
     * As the options say.
     *
     * @throws io.livegauge.job.config.OptionException naming the option, the value and what is
     *     allowed
     */
    static Question of(ParseResult parsed, Clock clock) {
      Set<Reason> reasons = CommandOptions.value(parsed, LocalOptions.REASON);
      Since since = CommandOptions.value(parsed, LocalOptions.SINCE);
      return new Question(
          CommandOptions.kafka(parsed),
          Topic.QUARANTINE.named(CommandOptions.value(parsed, JobOptions.TOPIC_PREFIX)),
          new RejectionFilter(
              reasons == null ? Set.of() : reasons,
              CommandOptions.value(parsed, LocalOptions.STREAM)),
          since == null ? null : since.at(clock.instant()));
    }

    /** The quarantine, to be read by a client of that cluster until it is stopped. */
    Quarantine quarantine(Admin admin, BooleanSupplier isStopped) {
      return new Quarantine(new TopicReader(access, admin, isStopped), topic);
    }
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "argument COMMAND: missing; allowed are " + String.join(", ", spec.subcommands().keySet()));
  }
}
