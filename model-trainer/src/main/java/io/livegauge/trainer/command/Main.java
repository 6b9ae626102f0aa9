package io.livegauge.trainer.command;

import io.livegauge.trainer.registry.DirectoryFiles;
import io.livegauge.trainer.registry.ModelTopic;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * Where the trainer's image enters Java: the commands that make models and look after them. There
 * is no Flink in that image, so registries are directories here.
 */
public final class Main {
  /** {@code trainer} without a command tells which there are. */
  @Command(name = "trainer", synopsisSubcommandLabel = "COMMAND")
  private static final class Root implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
      throw new ParameterException(
          spec.commandLine(),
          "argument COMMAND: missing; allowed are "
              + String.join(", ", spec.subcommands().keySet()));
    }
  }

  private Main() {}

  /** Runs one command; a wrong option is told in one line, exit status 2. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    Clock clock = Clock.systemUTC();
    return new CommandLine(new Root())
        .addSubcommand(
            // It may be killed at any time, so a signal can end the process at once.
            new RetrainCommand(DirectoryFiles::open, ModelTopic.Opener.KAFKA, clock, stop -> {}))
        .addSubcommand(ModelCommand.of(DirectoryFiles::open, ModelTopic.Opener.KAFKA, clock))
        .addSubcommand(new TrainCommand())
        .addSubcommand(new RescoreCommand())
        .addSubcommand(new CompareCommand())
        .addSubcommand(new WeightsCommand())
        .setParameterExceptionHandler(
            (error, given) -> {
              CommandLine line = error.getCommandLine();
              line.getErr()
                  .println(line.getCommandSpec().qualifiedName() + ": " + error.getMessage());
              return CommandLine.ExitCode.USAGE;
            });
  }
}
