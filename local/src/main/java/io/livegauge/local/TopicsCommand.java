package io.livegauge.local;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code topics}: makes the topics as they are laid out, and looks whether they still are. */
@Command(
    name = "topics",
    description = "Makes the topics as they shall be, and checks whether they are.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n")
final class TopicsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  private TopicsCommand() {}

  /** The command with those that belong to it. */
  static CommandLine of() {
    CommandLine topics = new CommandLine(new TopicsCommand());
    CommandLines.add(
        topics,
        new TopicsCreateCommand(),
        CommandOptions.KAFKA,
        List.of(LocalOptions.PARTITIONS, LocalOptions.REPLICATION));
    CommandLines.add(
        topics,
        new TopicsCheckCommand(),
        CommandOptions.KAFKA,
        List.of(LocalOptions.LEAST_PARTITIONS));
    return topics;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "argument COMMAND: missing; allowed are " + String.join(", ", spec.subcommands().keySet()));
  }
}
