package io.livegauge.local.cluster;

import io.livegauge.job.config.Option;
import io.livegauge.local.CommandOptions;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cluster}: a Flink cluster of separate processes on this machine, and its job. */
@Command(
    name = "cluster",
    description = {
      "Runs the job on a Flink cluster of separate processes on this machine: ZooKeeper,"
          + " JobManager and TaskManagers, and a Kafka broker unless there is one.",
      "Every command may be repeated after it was interrupted, wherever that was; status says"
          + " what is under way. docs/cluster.md has the whole story."
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n")
public final class ClusterCommand implements Runnable {
  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  private ClusterCommand() {}

  /** The command with all that belong to it. */
  public static CommandLine create() {
    CommandLine line = new CommandLine(new ClusterCommand());
    add(line, new UpCommand(), ClusterOptions.ofUp());
    add(line, new StatusCommand(), List.of(ClusterOptions.STATE));
    add(line, new SubmitCommand(), ClusterOptions.ofSubmit());
    add(line, new RedeployCommand(), ClusterOptions.ofRedeploy());
    add(line, new RollbackCommand(), List.of(ClusterOptions.STATE, ClusterOptions.PATIENCE));
    add(line, new KillTaskManagerCommand(), List.of(ClusterOptions.STATE));
    add(line, new DownCommand(), List.of(ClusterOptions.STATE));
    return line;
  }

  private static void add(CommandLine parent, Object command, List<Option<?>> options) {
    CommandLine line = new CommandLine(command);
    CommandOptions.add(line.getCommandSpec(), options);
    parent.addSubcommand(line);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "argument COMMAND: missing; allowed are " + String.join(", ", spec.subcommands().keySet()));
  }
}
