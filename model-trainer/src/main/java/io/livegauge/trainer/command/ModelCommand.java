package io.livegauge.trainer.command;

import io.livegauge.trainer.registry.ModelTopic;
import io.livegauge.trainer.registry.RegistryOpener;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code model}: looks after models, in files and in the registry. */
@Command(
    name = "model",
    description =
        "Looks after models: in files, in the registry, and on their way to running jobs.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n")
public final class ModelCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  private ModelCommand() {}

  /**
   * The command with all that belong to it.
   *
   * @param opener finds registries
   * @param topics finds the topics to publish to
   */
  public static CommandLine of(RegistryOpener opener, ModelTopic.Opener topics, Clock clock) {
    return new CommandLine(new ModelCommand())
        .addSubcommand(new ModelListCommand(opener, clock))
        .addSubcommand(new ModelShowCommand(opener, clock))
        .addSubcommand(new ModelDiffCommand(opener, clock))
        .addSubcommand(new ModelImportCommand(opener, clock))
        .addSubcommand(new ModelPublishCommand(opener, topics, clock))
        .addSubcommand(new ModelRollbackCommand(opener, topics, clock))
        .addSubcommand(new ShadowCommand(opener, clock));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "argument COMMAND: missing; allowed are " + String.join(", ", spec.subcommands().keySet()));
  }
}
