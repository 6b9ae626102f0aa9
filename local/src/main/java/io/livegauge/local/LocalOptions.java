package io.livegauge.local;

import io.livegauge.event.Reason;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.Option;
import io.livegauge.local.cluster.ClusterOptions;
import io.livegauge.simulator.table.SessionTableOptions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The options of the commands that are none of the job's own. */
final class LocalOptions {
  private static final String DEMO = "Demo";
  private static final String SIMULATION = "Simulation";
  private static final String REPLAY = "Replay";
  private static final String FILES = "Files";
  private static final String QUARANTINE = "Quarantine";
  private static final String METRICS = "Metrics";
  static final String JSON_LINES = "jsonl";
  static final String KUAILIVE = "kuailive";

  private static final String TABLE_GROUP = "Table (with --table)";

  static final Option<Long> STREAMS =
      Option.number("streams", SIMULATION, 20, 1, 100_000, "Live rooms.");
  static final Option<BigDecimal> RATE =
      decimalAboveZero(
          "rate", SIMULATION, "500", "1000000", "Records a second over all rooms, bad ones too.");
  static final Option<Long> SEED =
      Option.number("seed", SIMULATION, 1, 0, Long.MAX_VALUE, "Equal seeds give equal sessions.");
  static final Option<Long> SECONDS =
      new Option<>(
          "seconds",
          DEMO,
          null,
          "an integer from 1 to 86400",
          "How long to simulate; until Ctrl-C where it is not given.",
          Long::valueOf,
          value -> value >= 1 && value <= 86_400);
  static final Option<Long> PORT =
      new Option<>(
          "port",
          DEMO,
          null,
          "an integer from 0 to 65535",
          "Where the screens listen on this machine, 0 for any free port; 8080, or the next free one,"
              + " where it is not given.",
          Long::valueOf,
          value -> value >= 0 && value <= 65_535);
  static final Option<Long> METRICS_PORT =
      new Option<>(
          "metrics-port",
          METRICS,
          null,
          "an integer from 1 to 65535",
          "Where Prometheus can read the metrics of Flink and of the job, at all addresses of this"
              + " machine; nowhere where it is not given.",
          Long::valueOf,
          value -> value >= 1 && value <= 65_535);
  static final Option<BigDecimal> MINUTES =
      decimalAboveZero("minutes", SIMULATION, "10", "43200", "Length of the run.");
  static final Option<Long> START_TIME =
      new Option<>(
          "start-time",
          SIMULATION,
          "1700000000000",
          "an integer from 1 to 250000000000000",
          "Event time at which a file begins, in epoch ms. With --bootstrap it begins now.",
          Long::valueOf,
          value -> value >= 1 && value <= 250_000_000_000_000L);
  static final Option<Long> PARTITIONS =
      Option.number(
          "partitions", "Kafka", 4, 1, 1_000, "Partitions of the topics that are created.");
  static final Option<Long> REPLICATION =
      Option.number(
          "replication",
          "Kafka",
          null,
          1,
          100,
          "Copies of each partition; else as many as the cluster makes of its own accord.");
  static final Option<Long> LEAST_PARTITIONS =
      Option.number(
          PARTITIONS.name(),
          "Kafka",
          null,
          1,
          1_000,
          "Partitions that each topic must have at least; any number is good where it is not"
              + " given.");
  static final Option<Set<Reason>> REASON =
      new Option<>(
          "reason",
          QUARANTINE,
          null,
          "one or more of "
              + Arrays.stream(Reason.values()).map(Reason::name).collect(Collectors.joining(", "))
              + ", separated by commas",
          "Only records that were rejected for these reasons; else for any.",
          text ->
              Arrays.stream(text.split(",", -1))
                  .map(name -> Reason.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                  .collect(Collectors.toUnmodifiableSet()),
          value -> true);
  static final Option<String> STREAM =
      Option.text("stream", QUARANTINE, null, "a streamId", "Only records of this stream.");
  static final Option<Since> SINCE =
      new Option<>(
          "since",
          QUARANTINE,
          null,
          "a duration such as 90min or 2h, or a time such as 2026-03-01T08:00:00Z",
          "Only records that were rejected so long ago, or since then; else all that are kept.",
          Since::parse,
          value -> true);
  static final Option<Long> SHOWN =
      Option.number("limit", QUARANTINE, 20, 1, 1_000, "How many to show, the latest ones.");
  static final Option<Long> TOP =
      Option.number(
          "top",
          QUARANTINE,
          10,
          0,
          1_000,
          "How many streams to name, those with the most records.");
  static final Option<String> EXPORTED =
      Option.text(
          "out",
          QUARANTINE,
          null,
          "a file",
          "Where the lines go. Only its owner may read it: there are raw user ids in it. Required.");
  static final Option<String> OUT =
      Option.text("out", SIMULATION, null, "a file", "Write JSON Lines there, as fast as it goes.");
  static final Option<String> TRUTH =
      Option.text(
          "truth",
          SIMULATION,
          null,
          "a file",
          "Write there what each record is and what must become of it, one JSON line each.");
  static final Option<String> TABLE =
      Option.text(
          "table",
          TABLE_GROUP,
          null,
          "a file",
          "Write there a CSV table of ended sessions with a known target, for train --table.");
  static final Option<Long> ROWS =
      Option.number(
          "rows",
          TABLE_GROUP,
          SessionTableOptions.DEFAULT_ROWS,
          1,
          1_000_000,
          "Sessions; a longer table of a seed begins with the shorter one's.");
  static final Option<BigDecimal> NOISE =
      decimal(
          "noise",
          TABLE_GROUP,
          new BigDecimal(SessionTableOptions.DEFAULT_NOISE).toPlainString(),
          100,
          "Standard deviation of the target's Gaussian noise, in points of 0 to 100.");
  static final Option<BigDecimal> SIGNAL =
      decimal(
          "signal",
          TABLE_GROUP,
          "1",
          1,
          "By how much the known function counts; with 0 the target is noise alone.");
  static final Option<BigDecimal> SPEED =
      decimalAboveZero("speed", REPLAY, "1", "1000000", "Multiple of real time.");
  static final Option<String> FORMAT =
      new Option<>(
          "format",
          REPLAY,
          JSON_LINES,
          "one of " + JSON_LINES + ", " + KUAILIVE,
          "What is recorded: files of JSON Lines, or a directory with the CSV files of the data set"
              + " KuaiLive, which are converted first.",
          Function.identity(),
          List.of(JSON_LINES, KUAILIVE)::contains);
  static final Option<String> CONVERTED =
      Option.text(
          "out",
          REPLAY,
          null,
          "a file",
          "With --format kuailive: write the events there as JSON Lines, for a backfill.");
  static final Option<Long> ROOMS =
      Option.number(
          "rooms",
          REPLAY,
          null,
          1,
          100_000_000,
          "With --format kuailive: only so many rooms, those with the most clicks; else all.");
  static final Option<String> OUTPUT =
      Option.text("output", FILES, null, "a directory", "Where the results go. Required.");
  static final Option<Long> BACKFILL_PARALLELISM =
      Option.number(
          JobOptions.PARALLELISM.name(),
          FILES,
          Runtime.getRuntime().availableProcessors(),
          1,
          1_024,
          "Subtasks of each stage. The results do not depend on it.");

  static final List<Option<?>> DEMO_OPTIONS =
      List.of(STREAMS, RATE, SEED, SECONDS, PORT, METRICS_PORT);
  static final List<Option<?>> SIMULATE_OPTIONS =
      List.of(OUT, SEED, STREAMS, RATE, MINUTES, START_TIME, TRUTH, TABLE, ROWS, NOISE, SIGNAL);
  static final List<Option<?>> REPLAY_OPTIONS = List.of(FORMAT, SPEED, CONVERTED, ROOMS);
  static final List<Option<?>> BACKFILL_OPTIONS = List.of(OUTPUT, BACKFILL_PARALLELISM);

  /** The job's options that the demo decides itself. */
  private static final Set<Option<?>> DEMO_DECIDES =
      Set.of(
          JobOptions.BOOTSTRAP,
          JobOptions.GROUP,
          JobOptions.START,
          JobOptions.KAFKA_CONFIG,
          JobOptions.CHECKPOINTS);

  /** The job's options that mean nothing to a backfill, or that it has itself. */
  private static final Set<Option<?>> NOT_OF_BACKFILL =
      Set.of(
          JobOptions.BOOTSTRAP,
          JobOptions.TOPIC_PREFIX,
          JobOptions.GROUP,
          JobOptions.START,
          JobOptions.GUARANTEE,
          JobOptions.KAFKA_CONFIG,
          JobOptions.CHECKPOINTS,
          JobOptions.CHECKPOINT_INTERVAL,
          JobOptions.STATE_BACKEND,
          JobOptions.PARALLELISM);

  private LocalOptions() {}

  /** The job's options that the demo hands through. */
  static List<Option<?>> demoJobOptions() {
    return jobOptionsWithout(DEMO_DECIDES);
  }

  /** The job's options that a backfill hands through. */
  static List<Option<?>> backfillJobOptions() {
    return jobOptionsWithout(NOT_OF_BACKFILL);
  }

  /** The options of all commands that are made of {@link Option}s. */
  static List<Option<?>> all() {
    List<Option<?>> all = new ArrayList<>(DEMO_OPTIONS);
    all.addAll(SIMULATE_OPTIONS);
    all.addAll(BACKFILL_OPTIONS);
    all.add(PARTITIONS);
    all.add(REPLICATION);
    all.addAll(List.of(REASON, STREAM, SINCE, SHOWN, TOP));
    all.addAll(REPLAY_OPTIONS);
    all.addAll(ClusterOptions.ALL);
    all.addAll(JobOptions.ALL);
    return all;
  }

  private static List<Option<?>> jobOptionsWithout(Set<Option<?>> others) {
    List<Option<?>> wanted = new ArrayList<>(JobOptions.ALL);
    wanted.removeAll(others);
    return wanted;
  }

  private static Option<BigDecimal> decimal(
      String name, String group, String defaultText, int max, String description) {
    BigDecimal most = new BigDecimal(max);
    return new Option<>(
        name,
        group,
        defaultText,
        "a decimal number of 0 to " + max,
        description,
        BigDecimal::new,
        value ->
            value.signum() >= 0
                && value.compareTo(most) <= 0
                && Math.abs((long) value.scale()) <= 9);
  }

  private static Option<BigDecimal> decimalAboveZero(
      String name, String group, String defaultText, String max, String description) {
    BigDecimal most = new BigDecimal(max);
    return new Option<>(
        name,
        group,
        defaultText,
        "a decimal number above 0, up to " + max,
        description,
        BigDecimal::new,
        value -> value.signum() > 0 && value.compareTo(most) <= 0 && value.scale() <= 9);
  }
}
