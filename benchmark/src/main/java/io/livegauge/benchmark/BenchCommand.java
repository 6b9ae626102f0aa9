package io.livegauge.benchmark;

import io.livegauge.benchmark.latency.LatencyCommand;
import io.livegauge.benchmark.micro.MicroCommand;
import io.livegauge.benchmark.pipeline.PipelineCommand;
import io.livegauge.benchmark.report.ReportCommand;
import io.livegauge.benchmark.scale.ScaleCommand;
import io.livegauge.benchmark.training.TrainCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code livegauge bench} without a command tells which there are. */
@Command(
    name = "livegauge bench",
    description = "Measures what the work costs, here and in other ways to do it.",
    subcommands = {
      PipelineCommand.class,
      LatencyCommand.class,
      ScaleCommand.class,
      MicroCommand.class,
      TrainCommand.class,
      ReportCommand.class,
      AllCommand.class,
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n")
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
