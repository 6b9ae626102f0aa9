package io.livegauge.local;

import io.livegauge.dashboard.command.DashboardCommand;
import io.livegauge.job.config.JobOptions;
import io.livegauge.local.cluster.ClusterCommand;
import io.livegauge.local.registry.RegistryPlaces;
import io.livegauge.trainer.command.CompareCommand;
import io.livegauge.trainer.command.ModelCommand;
import io.livegauge.trainer.command.RescoreCommand;
import io.livegauge.trainer.command.RetrainCommand;
import io.livegauge.trainer.command.TrainCommand;
import io.livegauge.trainer.command.WeightsCommand;
import io.livegauge.trainer.registry.ModelTopic;
import io.livegauge.trainer.survey.ScreenCommand;
import io.livegauge.trainer.survey.SurveyCommand;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The whole command line: every command with all of its options. */
final class CommandLines {
  private static final int WIDTH = 80;

  /** {@code livegauge} without a command tells which there are. */
  @Command(
      name = "livegauge",
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND",
      commandListHeading = "%nCommands:%n",
      description = "Scores live-commerce streams while they run.",
      footer = {"", "Help on a command: livegauge COMMAND --help"})
  static final class Root implements Runnable {
    @Spec private CommandSpec spec;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Shows this.")
    @SuppressWarnings("unused") // picocli asks for it
    private boolean help;

    @Option(
        names = {"-V", "--version"},
        versionHelp = true,
        description = "Shows the version.")
    @SuppressWarnings("unused") // picocli asks for it
    private boolean version;

    @Override
    public void run() {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  /** {@code livegauge bench} lives in a module of its own: the launcher never gets here for it. */
  @Command(
      name = "bench",
      description = "Measures what the work costs, here and in other ways to do it.")
  static final class Bench implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Shows this.")
    @SuppressWarnings("unused") // picocli asks for it
    private boolean help;

    @Override
    public Integer call() {
      throw new ParameterException(
          spec.commandLine(), "the module benchmark is not here; start it with ./livegauge bench");
    }
  }

  /** The version that the jar was built with. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = CommandLines.class.getPackage().getImplementationVersion();
      return new String[] {"Livegauge " + (version == null ? "(not packaged)" : version)};
    }
  }

  private CommandLines() {}

  /**
   * The command line with its streams.
   *
   * @param logFile where failures are told in full; null for the error stream
   */
  static CommandLine of(PrintWriter out, PrintWriter err, String logFile) {
    CommandLine root = new CommandLine(new Root());
    add(root, new DemoCommand(), LocalOptions.DEMO_OPTIONS, LocalOptions.demoJobOptions());
    List<io.livegauge.job.config.Option<?>> kafka =
        List.of(
            JobOptions.BOOTSTRAP,
            JobOptions.TOPIC_PREFIX,
            JobOptions.KAFKA_CONFIG,
            LocalOptions.PARTITIONS);
    add(root, new SimulateCommand(), LocalOptions.SIMULATE_OPTIONS, kafka);
    add(root, new ReplayCommand(), LocalOptions.REPLAY_OPTIONS, kafka);
    add(
        root,
        new BackfillCommand(),
        LocalOptions.BACKFILL_OPTIONS,
        LocalOptions.backfillJobOptions());
    add(root, new ScoreCommand(), List.of(LocalOptions.METRICS_PORT), JobOptions.ALL);
    root.addSubcommand(TopicsCommand.of());
    root.addSubcommand(QuarantineCommand.of(Clock.systemUTC()));
    root.addSubcommand(new DashboardCommand(stop -> Interrupts.on(stop, () -> {})));
    root.addSubcommand(new TrainCommand());
    root.addSubcommand(new CompareCommand());
    root.addSubcommand(new WeightsCommand());
    root.addSubcommand(
        ModelCommand.of(RegistryPlaces::open, ModelTopic.Opener.KAFKA, Clock.systemUTC()));
    root.addSubcommand(new RescoreCommand());
    root.addSubcommand(
        new RetrainCommand(
            RegistryPlaces::open,
            ModelTopic.Opener.KAFKA,
            Clock.systemUTC(),
            stop -> Interrupts.on(stop, () -> {})));
    root.addSubcommand(new SurveyCommand());
    root.addSubcommand(new ScreenCommand());
    root.addSubcommand(ClusterCommand.create());
    root.addSubcommand(new Bench());

    UserErrors errors = new UserErrors(logFile);
    root.setOut(out);
    root.setErr(err);
    root.setUsageHelpWidth(WIDTH);
    root.setExecutionStrategy(
        parsed -> {
          ParseResult last = parsed;
          while (last.hasSubcommand()) {
            last = last.subcommand();
          }
          CommandOptions.refuseRepeated(last);
          return new CommandLine.RunLast().execute(parsed);
        });
    root.setParameterExceptionHandler(errors);
    root.setExecutionExceptionHandler(errors);
    return root;
  }

  /** Adds a command with options, under headings. */
  static void add(
      CommandLine parent,
      Object command,
      List<io.livegauge.job.config.Option<?>> own,
      List<io.livegauge.job.config.Option<?>> further) {
    CommandLine line = new CommandLine(command);
    List<io.livegauge.job.config.Option<?>> all = new ArrayList<>(own);
    all.addAll(further);
    CommandOptions.add(line.getCommandSpec(), all);
    parent.addSubcommand(line);
  }
}
