package io.livegauge.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.Option;
import io.livegauge.job.config.OptionException;
import io.livegauge.local.kafka.KafkaAccess;
import io.livegauge.simulator.replay.Replay;
import io.livegauge.simulator.replay.ReplayOptions;
import io.livegauge.simulator.replay.ReplayReport;
import io.livegauge.simulator.replay.SortedRuns;
import io.livegauge.simulator.replay.kuailive.InvalidRecordingException;
import io.livegauge.simulator.replay.kuailive.KuaiLiveConversion;
import io.livegauge.simulator.replay.kuailive.KuaiLiveFile;
import io.livegauge.simulator.replay.kuailive.KuaiLiveReport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code replay}: recorded streams into Kafka at a multiple of real time. */
@Command(
    name = "replay",
    description = {
      "Sends JSON Lines to Kafka in the order of their event times, at a multiple of real time,"
          + " creating the topics that are missing. Event times stay as they were recorded.",
      "The data set KuaiLive (--format kuailive DIR) is converted first; what cannot be converted"
          + " is counted and told. With --out it is converted only.",
      "The last line of the output is JSON: lines, sent, acknowledged, refused, unreadable,"
          + " firstEventTime, lastEventTime, seconds; of a conversion events, files, missing."
    })
final class ReplayCommand implements Callable<Integer> {
  private static final int WRITE_BYTES = 1 << 17;

  /** What JSON Lines have no use for, and what a conversion without Kafka has none for. */
  private static final List<Option<?>> OF_CONVERSIONS =
      List.of(LocalOptions.CONVERTED, LocalOptions.ROOMS);

  private static final List<Option<?>> OF_KAFKA =
      List.of(
          LocalOptions.SPEED,
          JobOptions.TOPIC_PREFIX,
          JobOptions.KAFKA_CONFIG,
          LocalOptions.PARTITIONS);

  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files of JSON Lines, or one directory of the data set KuaiLive.")
  private List<Path> files;

  @Override
  public Integer call() throws IOException {
    ParseResult parsed = spec.commandLine().getParseResult();
    String format = CommandOptions.value(parsed, LocalOptions.FORMAT);
    if (format.equals(LocalOptions.KUAILIVE)) {
      return kuaiLive(parsed);
    }
    CommandOptions.refuse(parsed, OF_CONVERSIONS, "--format " + format);
    KafkaAccess access = CommandOptions.kafka(parsed);
    ReplayOptions options = options(access, parsed);
    for (Path file : files) {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new OptionException(
            "argument FILE: '" + file + "' is not allowed; allowed is a file that can be read");
      }
    }
    long start = System.nanoTime();
    access.createTopics(options.prefix(), partitions(parsed));
    Replay replay = new Replay(files, options);
    Interrupts.on(replay::stop, () -> {});
    return tell(replay(replay, options), null, start);
  }

  private int kuaiLive(ParseResult parsed) throws IOException {
    Path directory = files.get(0);
    if (files.size() > 1 || !Files.isDirectory(directory)) {
      throw new OptionException(
          "argument FILE: '"
              + files.get(files.size() - 1)
              + "' is not allowed; allowed with --format kuailive is one directory of CSV files");
    }
    String bootstrap = CommandOptions.value(parsed, JobOptions.BOOTSTRAP);
    String out = CommandOptions.value(parsed, LocalOptions.CONVERTED);
    if ((bootstrap == null) == (out == null)) {
      throw new OptionException(
          "options --bootstrap and --out: "
              + (out == null ? "neither is given" : "both are given")
              + "; allowed with --format kuailive is one of them");
    }
    Long rooms = CommandOptions.value(parsed, LocalOptions.ROOMS);
    KuaiLiveConversion conversion =
        new KuaiLiveConversion(
            directory,
            rooms == null ? KuaiLiveConversion.ALL_ROOMS : rooms.intValue(),
            report -> ConversionText.print(report, spec.commandLine().getErr()));
    long start = System.nanoTime();
    try {
      conversion.check();
    } catch (InvalidRecordingException e) {
      throw new OptionException(e.getMessage());
    }
    if (out == null) {
      return convertAndReplay(conversion, parsed, start);
    }
    CommandOptions.refuse(parsed, OF_KAFKA, "--out");
    Path file = GivenFiles.writable(LocalOptions.CONVERTED, out);
    for (KuaiLiveFile input : KuaiLiveFile.values()) {
      Path inputFile = directory.resolve(input.fileName());
      if (Files.exists(file) && Files.exists(inputFile) && Files.isSameFile(file, inputFile)) {
        throw new OptionException("--out", out, "another file than those that are converted");
      }
    }
    Interrupts.on(conversion::stop, () -> {});
    WholeFile.write(
        file,
        path -> {
          KuaiLiveReport report = write(conversion, path);
          if (report.stopped()) {
            throw new IllegalStateException("stopped before the end; " + out + " is not written");
          }
          ObjectNode json = ConversionText.json(report);
          json.put("seconds", seconds(start));
          spec.commandLine().getOut().println(json);
        });
    spec.commandLine().getOut().flush();
    return CommandLine.ExitCode.OK;
  }

  private static KuaiLiveReport write(KuaiLiveConversion conversion, Path path) throws IOException {
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(path), WRITE_BYTES)) {
      return conversion.run(
          (time, line, length) -> {
            stream.write(line, 0, length);
            stream.write('\n');
          });
    }
  }

  private int convertAndReplay(KuaiLiveConversion conversion, ParseResult parsed, long start)
      throws IOException {
    KafkaAccess access = CommandOptions.kafka(parsed);
    ReplayOptions options = options(access, parsed);
    access.createTopics(options.prefix(), partitions(parsed));
    try (ScratchDirectory scratch = new ScratchDirectory("livegauge-replay-")) {
      SortedRuns runs = new SortedRuns(scratch.path(), SortedRuns.DEFAULT_BUFFER_BYTES);
      Replay replay = new Replay(runs::open, options);
      Interrupts.on(
          () -> {
            conversion.stop();
            replay.stop();
          },
          scratch::close);
      KuaiLiveReport converted = conversion.run(runs::add);
      if (converted.stopped()) {
        throw new IllegalStateException(
            "stopped before the end of the conversion; nothing is sent");
      }
      return tell(replay(replay, options), converted, start);
    }
  }

  private static ReplayOptions options(KafkaAccess access, ParseResult parsed) {
    return new ReplayOptions(
        access.bootstrap(),
        CommandOptions.value(parsed, JobOptions.TOPIC_PREFIX),
        CommandOptions.value(parsed, LocalOptions.SPEED).doubleValue(),
        ReplayOptions.DEFAULT_MAX_PAUSE_MILLIS,
        access.properties());
  }

  private static int partitions(ParseResult parsed) {
    return CommandOptions.value(parsed, LocalOptions.PARTITIONS).intValue();
  }

  private ReplayReport replay(Replay replay, ReplayOptions options) {
    CommandLine line = spec.commandLine();
    line.getOut().println("Replaying into Kafka at " + options.bootstrap() + ". Ctrl-C stops.");
    line.getOut().flush();
    return replay.run();
  }

  private int tell(ReplayReport report, KuaiLiveReport converted, long start) {
    CommandLine line = spec.commandLine();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("lines", report.lines());
    json.put("sent", report.sent());
    json.put("acknowledged", report.acknowledged());
    json.put("refused", report.refused());
    json.put("unreadable", report.unreadable());
    json.put("firstEventTime", report.firstEventTime());
    json.put("lastEventTime", report.lastEventTime());
    if (converted != null) {
      json.set("converted", ConversionText.json(converted));
    }
    json.put("seconds", seconds(start));
    line.getOut().println(json);
    line.getOut().flush();
    if (report.refused() > 0) {
      throw new IllegalStateException(report.firstRefusal());
    }
    return CommandLine.ExitCode.OK;
  }

  private static double seconds(long start) {
    return Math.round((System.nanoTime() - start) / 1e6) / 1000.0;
  }
}
