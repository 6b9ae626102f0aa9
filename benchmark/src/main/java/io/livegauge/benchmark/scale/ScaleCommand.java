package io.livegauge.benchmark.scale;

import io.livegauge.benchmark.live.LiveBench;
import io.livegauge.benchmark.live.LiveCommand;
import io.livegauge.benchmark.workload.BrokerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code livegauge bench scale}. */
@Command(
    name = "scale",
    description = {
      "Measures what an event costs in worlds of other shapes, and what state takes.",
      "",
      "Fills topics with the events of each world, and measures a live job while it works them"
          + " off, from 30 to 85 %% of them, so that neither its start nor its end counts. Worlds"
          + " of one chart run in turn. State is weighed by savepoints of worlds that differ in"
          + " one number. The machine should do nothing else meanwhile.",
      ""
    },
    footer = {
      "",
      "Charts: streams (10 to 100,000 with the same events a second in all), viewers (100 to"
          + " 10,000 in each of 100 streams), slices (10, 5, 2, 1 s), hot (one stream with half of"
          + " all events), parallelism (1, 2). Logs lie in .livegauge/bench/logs."
    })
public final class ScaleCommand extends LiveCommand {
  private static final int MAX_ROUNDS = 100;
  private static final int MAX_STREAMS = 100_000;
  private static final int MAX_SECONDS = 24 * 3_600;
  private static final int MAX_VIEWERS = 10_000_000;

  @Option(
      names = "--charts",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "streams,viewers,slices,hot,parallelism",
      description = "What to measure, see below. Default: ${DEFAULT-VALUE}.")
  private List<String> charts;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "Events of each world. Default: ${DEFAULT-VALUE}.")
  private long events;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often each world is measured. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "After which a run is over, wherever it stands. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--streams",
      paramLabel = "N",
      defaultValue = "100000",
      description = "The largest number of streams. Default: ${DEFAULT-VALUE}.")
  private int streams;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "Subtasks of each stage, but in the chart of that. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Option(
      names = "--state-viewers",
      paramLabel = "N",
      defaultValue = "20000",
      description =
          "Viewers of the smallest world whose state is weighed, 0 for none. Default:"
              + " ${DEFAULT-VALUE}.")
  private int stateViewers;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = ".livegauge/bench/scale.json",
      description = "Where the result goes. Default: ${DEFAULT-VALUE}.")
  private Path out;

  /** For picocli. */
  public ScaleCommand() {
    super("scale");
  }

  @Override
  protected Path out() {
    return out;
  }

  @Override
  protected void check() {
    requireKnown("--charts", charts, Shapes.ALL);
    require("--events", events, 1_000, Integer.MAX_VALUE);
    require("--rounds", rounds, 1, MAX_ROUNDS);
    require("--limit", limit, 1, MAX_SECONDS);
    require("--streams", streams, 10, MAX_STREAMS);
    require("--parallelism", parallelism, 1, MAX_ROUNDS);
    if (stateViewers != 0) {
      require("--state-viewers", stateViewers, 200, MAX_VIEWERS);
    }
  }

  @Override
  protected Measured measure(LiveBench bench, Consumer<String> progress)
      throws IOException, InterruptedException {
    ScalePlan plan =
        new ScalePlan(
            Shapes.of(charts, seed(), streams, parallelism),
            events,
            rounds,
            limit,
            jobOptions(),
            stateViewers);
    Map<Shape, List<Drain.Cost>> costs = new ScaleBench(plan, bench, progress).costs();
    StateSizes state =
        stateViewers == 0
            ? null
            : new StateBench(bench, jobOptions(), clock(), progress).sizes(stateViewers);
    ScaleReport report = new ScaleReport(costs, state);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("events of each world", String.format(Locale.ROOT, "%,d", events));
    settings.put("rounds", Integer.toString(rounds));
    settings.put("longest run", limit + " s");
    settings.put("parallelism", Integer.toString(parallelism));
    settings.put("partitions of each topic", Integer.toString(ScaleBench.PARTITIONS));
    settings.put("viewers whose state is weighed", Integer.toString(stateViewers));
    settings.put("JVM of the broker", String.join(" ", BrokerProcess.options()));
    return new Measured(settings, report.series(), report.notes(), report::print);
  }
}
