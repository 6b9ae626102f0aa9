package io.livegauge.local;

import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.OptionException;
import io.livegauge.local.demo.Demo;
import io.livegauge.local.demo.DemoSettings;
import io.livegauge.local.demo.Screens;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code demo}: broker, simulator, job and screens in one process. */
@Command(
    name = "demo",
    description = {
      "Shows everything at work on this machine: an embedded Kafka, the job, and simulated rooms,"
          + " with a live table of the streams (plain lines where there is no terminal), and the"
          + " screens for a browser, whose address it prints.",
      "On Ctrl-C or after --seconds it stops and prints one JSON line last. Exit status 0: every"
          + " record that was produced is accounted for; 1: not, or something failed; 2: an option"
          + " is wrong. A second Ctrl-C ends it at once."
    })
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Option(
      names = "--no-refit",
      description = "Make no new model from ended rooms while the job runs.")
  private boolean isWithoutRefit;

  @Override
  public Integer call() throws Exception {
    CommandLine line = spec.commandLine();
    DemoSettings settings = settings(line.getParseResult());
    Demo demo =
        Terminal.isThere()
            ? Demo.onTerminal(settings, line.getOut(), line.getErr())
            : Demo.inLines(settings, line.getOut(), line.getErr());
    Interrupts.on(demo::stop, demo::abandon);
    return demo.run();
  }

  private DemoSettings settings(ParseResult parsed) {
    Map<String, String> jobOptions = CommandOptions.given(parsed, LocalOptions.demoJobOptions());
    // Everything that can be wrong is looked at before anything starts.
    JobConfig config = JobConfig.of(jobOptions);
    GivenFiles.check(config, spec.commandLine());
    return new DemoSettings(
        CommandOptions.value(parsed, LocalOptions.STREAMS).intValue(),
        CommandOptions.value(parsed, LocalOptions.RATE).doubleValue(),
        CommandOptions.value(parsed, LocalOptions.SEED),
        CommandOptions.value(parsed, LocalOptions.SECONDS),
        !isWithoutRefit,
        port(parsed),
        CommandOptions.metricsPort(parsed),
        jobOptions);
  }

  private static Integer port(ParseResult parsed) {
    Long port = CommandOptions.value(parsed, LocalOptions.PORT);
    if (port == null) {
      return null;
    }
    if (!Screens.isFree(port.intValue())) {
      throw new OptionException(
          "--port", port.toString(), "a port that is free, or 0 for any that is");
    }
    return port.intValue();
  }
}
