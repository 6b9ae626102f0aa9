package io.livegauge.benchmark.pipeline;

import io.livegauge.benchmark.result.Beginning;
import io.livegauge.benchmark.result.Result;
import io.livegauge.benchmark.result.Results;
import io.livegauge.benchmark.variant.Variants;
import io.livegauge.benchmark.worker.AtExit;
import io.livegauge.benchmark.worker.WorkerProcess;
import io.livegauge.benchmark.workload.BrokerProcess;
import io.livegauge.benchmark.workload.Workload;
import io.livegauge.benchmark.workload.WorkloadBroker;
import io.livegauge.job.config.JobConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code livegauge bench pipeline}. */
@Command(
    name = "pipeline",
    sortOptions = false,
    description = {
      "Times the whole road beside other ways to go it: events from Kafka to scores in Kafka.",
      "",
      "Fills topics with events of one workload in two sizes, then runs each variant in a JVM of"
          + " its own that stays warm: ours in turn (A B A B ...), their rounds spread over the time"
          + " that the peers take one after another. Figures of an event are the difference of both"
          + " sizes, so that start-up drops out; of all rounds the median counts. The machine should"
          + " do nothing else meanwhile.",
      ""
    },
    footer = {
      "",
      "Needs about 15 GB of memory with the default heap, for five JVMs at once and the broker, and"
          + " 130 bytes of disk for each event of each size. A peer that gives other figures than"
          + " ours, or fails, is left out, and the exit status is 1 then. Logs lie in"
          + " .livegauge/bench/logs."
    })
public final class PipelineCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int PEER_VIEWERS = 2_000;
  private static final int PEER_EVENTS_A_SECOND = 400;

  @Spec private CommandSpec spec;

  @Option(
      names = "--events",
      paramLabel = "SMALL,LARGE",
      defaultValue = "3000000,9000000",
      converter = SizesConverter.class,
      description = "The two sizes, in events. Default: ${DEFAULT-VALUE}: 9 million take 20 min.")
  private Sizes events;

  @Option(
      names = "--peer-events",
      paramLabel = "SMALL,LARGE",
      converter = SizesConverter.class,
      description =
          "The two sizes of the peers. Default: of each as many that the larger takes a minute."
              + " Theirs"
              + " are events of 2,000 viewers instead of 37,500, so that windows are full after"
              + " 120,000 events: that is easier for them.")
  private Sizes peerEvents;

  @Option(
      names = "--variants",
      paramLabel = "NAME",
      split = ",",
      splitSynopsisLabel = ",",
      completionCandidates = Names.class,
      description = "Which to time: ${COMPLETION-CANDIDATES}. Default: all.")
  private List<String> variants = Variants.names();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Counted rounds. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--peer-rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Counted rounds of the peers. Default: ${DEFAULT-VALUE}.")
  private int peerRounds;

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      defaultValue = "1",
      description = "Rounds before, which do not count. Default: ${DEFAULT-VALUE}.")
  private int warmUps;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "Subtasks of every job. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "2g",
      description = "Heap of every worker's JVM. Default: ${DEFAULT-VALUE}.")
  private String heap;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the events. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "An option of our job, such as slice=1s; can be given several times.")
  private Map<String, String> jobOptions = Map.of();

  @Option(
      names = "--profile",
      description =
          "Runs ours once more at the end, with Flight Recorder, into NAME.jfr beside the result:"
              + " the page then shows where the time goes.")
  private boolean profile;

  @Option(
      names = "--keep-data",
      paramLabel = "DIR",
      description = "Where the topics lie, to be used again another time. Default: they go.")
  private Path keptData;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the result goes. Default: .livegauge/bench/pipeline.json.")
  private Path out = Results.FOLDER.resolve("pipeline.json");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Override
  public Integer call() {
    PipelinePlan plan = plan();
    PrintWriter err = spec.commandLine().getErr();
    Beginning beginning = Beginning.now();
    Pipeline pipeline = new Pipeline(plan, line -> say(err, line));
    AtExit atExit = new AtExit(pipeline::abort);
    try (pipeline) {
      Map<String, List<Round>> measured = pipeline.run();
      if (measured.isEmpty()) {
        return FAILED;
      }
      Result result =
          beginning.end(
              "pipeline",
              spec.commandLine().getParseResult().originalArgs(),
              settings(plan, measured),
              PipelineFigures.of(measured),
              notes(measured, pipeline.failures()));
      Results.write(out, result);
      PipelineTable.print(spec.commandLine().getOut(), measured);
      say(err, "written: " + out);
      return pipeline.failures().isEmpty() ? 0 : FAILED;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (IOException | IllegalStateException e) {
      if (!pipeline.aborted()) {
        say(err, e.getMessage());
      }
      return FAILED;
    } finally {
      atExit.cancel();
    }
  }

  private PipelinePlan plan() {
    try {
      for (String variant : variants) {
        if (!Variants.names().contains(variant)) {
          throw new IllegalArgumentException(
              "--variants: there is no '"
                  + variant
                  + "'; there are "
                  + String.join(", ", Variants.names()));
        }
      }
      requireAtLeast("--rounds", rounds, 1);
      requireAtLeast("--peer-rounds", peerRounds, 1);
      requireAtLeast("--warm-ups", warmUps, 0);
      requireAtLeast("--parallelism", parallelism, 1);
      JobConfig.of(jobOptions);
      return new PipelinePlan(
          List.copyOf(variants),
          Workload.standard().withSeed(seed),
          Workload.standard().withSeed(seed).withPace(PEER_VIEWERS, PEER_EVENTS_A_SECOND),
          events,
          peerEvents,
          rounds,
          peerRounds,
          warmUps,
          parallelism,
          WorkerProcess.options(heap),
          jobOptions,
          profile,
          keptData,
          Results.FOLDER);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static void requireAtLeast(String option, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          option + ": " + value + "; allowed: " + least + " or more");
    }
  }

  private Map<String, String> settings(PipelinePlan plan, Map<String, List<Round>> measured) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("events", plan.sizes().toString());
    measured.forEach(
        (variant, own) -> {
          if (!own.isEmpty() && !own.get(0).sizes().equals(plan.sizes())) {
            settings.put("events of " + variant, own.get(0).sizes().toString());
          }
        });
    settings.put("rounds", Integer.toString(plan.rounds()));
    settings.put("rounds of peers", Integer.toString(plan.peerRounds()));
    settings.put("warm-up rounds", Integer.toString(plan.warmUps()));
    settings.put("workload", plan.workload().toString());
    if (measured.keySet().stream().anyMatch(Variants::isPeer)) {
      settings.put("workload of peers", plan.peerWorkload().toString());
    }
    settings.put("partitions of each topic", Integer.toString(WorkloadBroker.PARTITIONS));
    settings.put("parallelism", Integer.toString(plan.parallelism()));
    settings.put("checkpoints", "every 10 s, incremental on RocksDB");
    settings.put("JVM of each variant", String.join(" ", plan.workerOptions()));
    settings.put("JVM of the broker", String.join(" ", BrokerProcess.options()));
    plan.jobOptions().forEach((name, value) -> settings.put("--" + name, value));
    return settings;
  }

  private static List<String> notes(
      Map<String, List<Round>> measured, Map<String, String> failures) {
    List<String> notes = new ArrayList<>();
    for (String variant : measured.keySet()) {
      notes.add(variant + ": " + Variants.create(variant).describe());
    }
    failures.forEach((variant, why) -> notes.add(variant + " was left out: " + why));
    notes.addAll(PipelineFigures.verdicts(measured));
    return notes;
  }

  /** The names that {@code --variants} takes. */
  private static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Variants.names().iterator();
    }
  }

  /** Reads {@code SMALL,LARGE}. */
  private static final class SizesConverter implements ITypeConverter<Sizes> {
    @Override
    public Sizes convert(String value) {
      try {
        return Sizes.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static void say(PrintWriter err, String line) {
    err.println("bench: " + line);
    err.flush();
  }
}
