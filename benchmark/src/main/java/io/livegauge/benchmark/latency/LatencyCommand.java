package io.livegauge.benchmark.latency;

import io.livegauge.benchmark.live.LiveBench;
import io.livegauge.benchmark.live.LiveCommand;
import io.livegauge.benchmark.workload.BrokerProcess;
import io.livegauge.event.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code livegauge bench latency}. */
@Command(
    name = "latency",
    description = {
      "Times how long the end of a slice takes to become a score that can be read from Kafka.",
      "",
      "Events are sent at fixed instants, whatever the job does, and those are their event times;"
          + " so nothing that was held up is left out. Loads are parts of the largest rate that"
          + " all come along with. Broker, job and load have JVMs of their own. The machine"
          + " should do nothing else meanwhile.",
      ""
    },
    footer = {
      "",
      "A slice can only close when its end and the out-of-orderness bound are over; times are shown"
          + " from there on. With exactly-once guarantee a score can be read after the next"
          + " checkpoint, so there the interval of checkpoints is most of the time. Logs lie in"
          + " .livegauge/bench/logs."
    })
public final class LatencyCommand extends LiveCommand {
  private static final List<String> GUARANTEES = List.of("at-least-once", "exactly-once");
  private static final int MAX_PARTITIONS = 100;
  private static final int MAX_ROOMS = 100_000;
  private static final int MAX_SECONDS = 24 * 3_600;
  private static final int MAX_RATE = 10_000_000;

  @Option(
      names = "--max-rate",
      paramLabel = "N",
      description =
          "Events a second that loads are parts of. Default: it is found first, by larger and larger"
              + " loads until a slice's scores cannot be read before the next slice can close.")
  private Integer maxRate;

  @Option(
      names = "--loads",
      paramLabel = "PERCENT",
      split = ",",
      defaultValue = "25,50,75",
      description = "Loads, in this order. Default: ${DEFAULT-VALUE}.")
  private List<Integer> loads;

  @Option(
      names = "--guarantees",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "at-least-once,exactly-once",
      description = "How scores are written. Default: ${DEFAULT-VALUE}.")
  private List<String> guarantees;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "45",
      description = "How long each load is measured. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "30",
      description = "Seconds of the first load before all others. Default: ${DEFAULT-VALUE}.")
  private int warmUp;

  @Option(
      names = "--rooms",
      paramLabel = "N",
      defaultValue = "100",
      description = "Streams, of sizes after Zipf's law. Default: ${DEFAULT-VALUE}.")
  private int rooms;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "2",
      description = "Of each topic. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--quiet-topics",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "rating,game,survey",
      description =
          "Topics without any event, without prefix; those of starts are quiet by themselves."
              + " Default: ${DEFAULT-VALUE}.")
  private List<String> quiet;

  @Option(
      names = "--linger",
      paramLabel = "MS",
      defaultValue = "0",
      description = "How long the load's producer waits for more. Default: ${DEFAULT-VALUE}.")
  private int linger;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "Subtasks of each stage. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = ".livegauge/bench/latency.json",
      description = "Where the result goes. Default: ${DEFAULT-VALUE}.")
  private Path out;

  /** For picocli. */
  public LatencyCommand() {
    super("latency");
  }

  @Override
  protected Path out() {
    return out;
  }

  @Override
  protected void check() {
    if (maxRate != null) {
      require("--max-rate", maxRate, 100, MAX_RATE);
    }
    for (int load : loads) {
      require("--loads", load, 1, 200);
    }
    requireKnown("--guarantees", guarantees, GUARANTEES);
    requireKnown(
        "--quiet-topics",
        quiet.stream().filter(name -> !name.isEmpty()).toList(),
        Arrays.stream(Topic.values())
            .filter(Topic::isInput)
            .filter(topic -> topic != Topic.STREAM && topic != Topic.ACCESS)
            .map(Topic::suffix)
            .toList());
    require("--seconds", seconds, 1, MAX_SECONDS);
    require("--warm-up", warmUp, 1, MAX_SECONDS);
    require("--rooms", rooms, 1, MAX_ROOMS);
    require("--partitions", partitions, 1, MAX_PARTITIONS);
    require("--linger", linger, 0, 1_000);
    require("--parallelism", parallelism, 1, MAX_PARTITIONS);
  }

  @Override
  protected Measured measure(LiveBench bench, Consumer<String> progress)
      throws IOException, InterruptedException {
    Map<String, String> settings = new LinkedHashMap<>();
    LatencyPlan plan =
        new LatencyPlan(
            loads,
            guarantees,
            seed(),
            rooms,
            partitions,
            quietTopics(),
            linger,
            warmUp,
            seconds,
            parallelism,
            jobOptions());
    LatencyBench latencies = new LatencyBench(plan, bench, clock(), progress);
    int rate = maxRate == null ? latencies.largestRate() : maxRate;
    progress.accept(String.format(Locale.ROOT, "the largest rate is %,d events/s", rate));
    LatencyReport report = new LatencyReport(latencies.run(rate), latencies.boundMillis());
    settings.put(
        "largest rate",
        String.format(Locale.ROOT, "%,d events/s, %s", rate, maxRate == null ? "found" : "given"));
    settings.put("slice", latencies.sliceMillis() + " ms");
    settings.put("out-of-orderness bound", latencies.boundMillis() + " ms");
    settings.put("checkpoints", "every " + latencies.checkpointMillis() + " ms");
    settings.put("measured at each load", seconds + " s, after " + warmUp + " s of warm-up");
    settings.put("rooms", Integer.toString(rooms));
    settings.put("partitions of each topic", Integer.toString(partitions));
    settings.put("topics without events", String.join(", ", quiet));
    settings.put("linger of the load", linger + " ms");
    settings.put("parallelism", Integer.toString(parallelism));
    settings.put("JVM of the broker", String.join(" ", BrokerProcess.options()));
    settings.put("JVM of the load", String.join(" ", LoadProcess.options()));
    return new Measured(settings, report.series(), report.notes(), report::print);
  }

  private Set<Topic> quietTopics() {
    Set<Topic> topics = EnumSet.noneOf(Topic.class);
    for (Topic topic : Topic.values()) {
      if (quiet.contains(topic.suffix())) {
        topics.add(topic);
      }
    }
    return topics;
  }
}
