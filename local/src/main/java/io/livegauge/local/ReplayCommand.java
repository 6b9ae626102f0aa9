package io.livegauge.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.OptionException;
import io.livegauge.simulator.broker.LiveTopics;
import io.livegauge.simulator.replay.Replay;
import io.livegauge.simulator.replay.ReplayOptions;
import io.livegauge.simulator.replay.ReplayReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code replay}: recorded streams into Kafka at a multiple of real time. */
@Command(
    name = "replay",
    description = {
      "Sends JSON Lines to Kafka in the order of their event times, at a multiple of real time,"
          + " creating the topics that are missing. Event times stay as they were recorded.",
      "The last line of the output is JSON: lines, sent, acknowledged, refused, unreadable,"
          + " firstEventTime, lastEventTime, seconds."
    })
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of JSON Lines.")
  private List<Path> files;

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    ParseResult parsed = line.getParseResult();
    String bootstrap = CommandOptions.required(parsed, JobOptions.BOOTSTRAP);
    String prefix = CommandOptions.value(parsed, JobOptions.TOPIC_PREFIX);
    int partitions = CommandOptions.value(parsed, LocalOptions.PARTITIONS).intValue();
    double speed = CommandOptions.value(parsed, LocalOptions.SPEED).doubleValue();
    for (Path file : files) {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new OptionException(
            "argument FILE: '" + file + "' is not allowed; allowed is a file that can be read");
      }
    }
    long start = System.nanoTime();
    LiveTopics.create(bootstrap, prefix, partitions);
    Replay replay =
        new Replay(
            files,
            new ReplayOptions(bootstrap, prefix, speed, ReplayOptions.DEFAULT_MAX_PAUSE_MILLIS));
    Interrupts.on(replay::stop, () -> {});
    line.getOut().println("Replaying into Kafka at " + bootstrap + ". Ctrl-C stops.");
    line.getOut().flush();
    ReplayReport report = replay.run();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("lines", report.lines());
    json.put("sent", report.sent());
    json.put("acknowledged", report.acknowledged());
    json.put("refused", report.refused());
    json.put("unreadable", report.unreadable());
    json.put("firstEventTime", report.firstEventTime());
    json.put("lastEventTime", report.lastEventTime());
    json.put("seconds", Math.round((System.nanoTime() - start) / 1e6) / 1000.0);
    line.getOut().println(json);
    line.getOut().flush();
    if (report.refused() > 0) {
      throw new IllegalStateException(report.firstRefusal());
    }
    return CommandLine.ExitCode.OK;
  }
}
