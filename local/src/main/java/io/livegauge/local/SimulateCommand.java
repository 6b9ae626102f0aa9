package io.livegauge.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.Option;
import io.livegauge.job.config.OptionException;
import io.livegauge.local.kafka.KafkaAccess;
import io.livegauge.simulator.FileTarget;
import io.livegauge.simulator.KafkaTarget;
import io.livegauge.simulator.Simulation;
import io.livegauge.simulator.SimulationConfig;
import io.livegauge.simulator.TruthWriter;
import io.livegauge.simulator.table.SessionTable;
import io.livegauge.simulator.table.SessionTableOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * {@code simulate}: live rooms into Kafka as they happen, or into a file at once; or a table of
 * sessions that have ended.
 */
@Command(
    name = "simulate",
    description = {
      "Simulates live rooms, with everything that goes wrong in reality: into Kafka (--bootstrap)"
          + " while it happens, creating the topics that are missing, or into a file (--out) as"
          + " fast as it goes. Or ended sessions as one CSV table (--table), with a target that is"
          + " a known function of the indicators plus noise.",
      "Equal options give equal files. The last line of the output is JSON: produced, seconds; of"
          + " a table rows, noise, signal, targetVariance, attainableR2, seconds."
    })
final class SimulateCommand implements Callable<Integer> {
  private static final BigDecimal MILLIS_PER_MINUTE = new BigDecimal(60_000);
  private static final long LEAST_MILLIS = 1_000;
  private static final long PREPARATION_MILLIS = 1_000;

  /** What only rooms have. */
  private static final List<Option<?>> OF_ROOMS =
      List.of(
          LocalOptions.STREAMS,
          LocalOptions.RATE,
          LocalOptions.MINUTES,
          LocalOptions.START_TIME,
          LocalOptions.TRUTH,
          JobOptions.TOPIC_PREFIX,
          JobOptions.KAFKA_CONFIG,
          LocalOptions.PARTITIONS);

  /** What only tables have. */
  private static final List<Option<?>> OF_TABLES =
      List.of(LocalOptions.ROWS, LocalOptions.NOISE, LocalOptions.SIGNAL);

  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Override
  public Integer call() throws IOException {
    CommandLine line = spec.commandLine();
    ParseResult parsed = line.getParseResult();
    String bootstrap = CommandOptions.value(parsed, JobOptions.BOOTSTRAP);
    String out = CommandOptions.value(parsed, LocalOptions.OUT);
    String table = CommandOptions.value(parsed, LocalOptions.TABLE);
    requireOne(bootstrap, out, table);
    if (table != null) {
      CommandOptions.refuse(parsed, OF_ROOMS, "--table");
      return writeTable(GivenFiles.writable(LocalOptions.TABLE, table), parsed, line.getOut());
    }
    CommandOptions.refuse(parsed, OF_TABLES, bootstrap == null ? "--out" : "--bootstrap");
    String prefix = CommandOptions.value(parsed, JobOptions.TOPIC_PREFIX);
    int partitions = CommandOptions.value(parsed, LocalOptions.PARTITIONS).intValue();
    RunLength run = RunLength.of(parsed);
    String truthText = CommandOptions.value(parsed, LocalOptions.TRUTH);
    Path truthFile = truthText == null ? null : GivenFiles.writable(LocalOptions.TRUTH, truthText);
    Path outFile = out == null ? null : GivenFiles.writable(LocalOptions.OUT, out);
    if (outFile != null && truthFile != null && sameFile(outFile, truthFile)) {
      throw new OptionException(
          "--" + LocalOptions.TRUTH.name(), truthText, "another file than that of --out");
    }

    long start = System.nanoTime();
    long produced =
        outFile == null
            ? intoKafka(
                CommandOptions.kafka(parsed), prefix, partitions, run, truthFile, line.getOut())
            : intoFile(outFile, run.file(), truthFile);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("produced", produced);
    json.put("seconds", seconds(start));
    line.getOut().println(json);
    line.getOut().flush();
    return CommandLine.ExitCode.OK;
  }

  private static void requireOne(String bootstrap, String out, String table) {
    List<String> given = new ArrayList<>();
    if (bootstrap != null) {
      given.add("--bootstrap");
    }
    if (out != null) {
      given.add("--out");
    }
    if (table != null) {
      given.add("--table");
    }
    if (given.size() != 1) {
      throw new OptionException(
          "options --bootstrap, --out and --table: "
              + (given.isEmpty() ? "none is given" : String.join(" and ", given) + " are given")
              + "; allowed is one of them");
    }
  }

  private static int writeTable(Path file, ParseResult parsed, PrintWriter out) throws IOException {
    long start = System.nanoTime();
    SessionTableOptions options =
        new SessionTableOptions(
            CommandOptions.value(parsed, LocalOptions.SEED),
            CommandOptions.value(parsed, LocalOptions.ROWS).intValue(),
            CommandOptions.value(parsed, LocalOptions.NOISE).doubleValue(),
            CommandOptions.value(parsed, LocalOptions.SIGNAL).doubleValue());
    SessionTable table = new SessionTable(options);
    WholeFile.write(file, table::write);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("rows", table.rows());
    json.put("noise", options.noise());
    json.put("signal", options.signal());
    json.put("targetVariance", Math.round(table.targetVariance() * 1e4) / 1e4);
    double attainable = table.attainableR2();
    if (Double.isNaN(attainable)) {
      json.putNull("attainableR2");
    } else {
      json.put("attainableR2", Math.round(attainable * 1e4) / 1e4);
    }
    json.put("seconds", seconds(start));
    out.println(json);
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private static double seconds(long start) {
    return Math.round((System.nanoTime() - start) / 1e6) / 1000.0;
  }

  /** What to simulate, but for when. */
  private record RunLength(long seed, int streams, double rate, long millis, long startTime) {
    static RunLength of(ParseResult parsed) {
      BigDecimal minutes = CommandOptions.value(parsed, LocalOptions.MINUTES);
      return new RunLength(
          CommandOptions.value(parsed, LocalOptions.SEED),
          CommandOptions.value(parsed, LocalOptions.STREAMS).intValue(),
          CommandOptions.value(parsed, LocalOptions.RATE).doubleValue(),
          Math.max(LEAST_MILLIS, minutes.multiply(MILLIS_PER_MINUTE).longValue()),
          CommandOptions.value(parsed, LocalOptions.START_TIME));
    }

    SimulationConfig file() {
      return SimulationConfig.file(seed, streams, rate, millis, startTime);
    }

    SimulationConfig live() {
      return SimulationConfig.live(
          seed, streams, rate, millis, System.currentTimeMillis() + PREPARATION_MILLIS);
    }
  }

  private static long intoFile(Path file, SimulationConfig config, Path truthFile)
      throws IOException {
    FileTarget target = new FileTarget(file);
    Interrupts.on(target::stop, () -> {});
    try (TruthWriter truth = truthWriter(truthFile, config)) {
      return target.write(new Simulation(config), truth::add);
    }
  }

  private static long intoKafka(
      KafkaAccess access,
      String prefix,
      int partitions,
      RunLength run,
      Path truthFile,
      PrintWriter out)
      throws IOException {
    Set<String> created = access.createTopics(prefix, partitions);
    if (!created.isEmpty()) {
      out.println("Created " + String.join(", ", created));
    }
    try (KafkaTarget target = new KafkaTarget(access.bootstrap(), prefix, access.properties())) {
      Interrupts.on(target::stop, () -> {});
      out.println("Simulating into Kafka at " + access.bootstrap() + ". Ctrl-C stops.");
      out.flush();
      // Only now, when everything is connected, does the run begin, and a moment later: a first
      // record that comes late would teach its partition a delay that it does not have.
      SimulationConfig config = run.live();
      try (TruthWriter truth = truthWriter(truthFile, config)) {
        return target.write(new Simulation(config), truth::add);
      }
    }
  }

  private static TruthWriter truthWriter(Path file, SimulationConfig config) {
    return file == null ? TruthWriter.countingOnly(config) : TruthWriter.to(file, config);
  }

  private static boolean sameFile(Path a, Path b) {
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
  }
}
