package io.livegauge.benchmark.live;

import io.livegauge.benchmark.result.Beginning;
import io.livegauge.benchmark.result.Result.Series;
import io.livegauge.benchmark.result.Results;
import io.livegauge.benchmark.worker.AtExit;
import io.livegauge.benchmark.worker.WorkerProcess;
import io.livegauge.job.config.JobConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What commands have in common that measure live jobs beside a broker: some options, the result's
 * file, and that no process and no passing data is left behind, Ctrl-C included.
 */
@Command(sortOptions = false)
public abstract class LiveCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the events. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "2g",
      description = "Heap of the job's JVM. Default: ${DEFAULT-VALUE}.")
  private String heap;

  @Option(
      names = "--jvm",
      paramLabel = "OPTION",
      description = "A further option of the job's JVM; can be given several times.")
  private List<String> jvmOptions = List.of();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "An option of the job, such as slice=1s; can be given several times.")
  private Map<String, String> jobOptions = Map.of();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  private final String name;
  private final Clock clock = Clock.systemUTC();

  /**
   * What a command measured.
   *
   * @param settings what it ran with, in the order to show
   * @param series the figures
   * @param notes what a reader must know
   * @param table prints the figures for people
   */
  public record Measured(
      Map<String, String> settings,
      List<Series> series,
      List<String> notes,
      Consumer<PrintWriter> table) {}

  /**
   * @param name of the command, such as {@code latency}
   */
  protected LiveCommand(String name) {
    this.name = name;
  }

  /** Where the result goes. */
  protected abstract Path out();

  /**
   * Checks the options, before anything is started.
   *
   * @throws IllegalArgumentException names the option, its value and what is allowed
   */
  protected abstract void check();

  /**
   * Measures.
   *
   * @param progress is told what happens, a sentence each
   * @throws IOException where a JVM cannot be started or a file not be written
   * @throws IllegalStateException where broker or job fails
   */
  protected abstract Measured measure(LiveBench bench, Consumer<String> progress)
      throws IOException, InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Consumer<String> progress =
        line -> {
          err.println("bench: " + line);
          err.flush();
        };
    try {
      jobJvm();
      JobConfig.of(jobOptions());
      check();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    Beginning beginning = Beginning.now();
    AtomicReference<LiveBench> running = new AtomicReference<>();
    AtExit atExit = new AtExit(() -> abort(running.get()));
    try (LiveBench bench = new LiveBench(Results.FOLDER, jobJvm(), progress)) {
      running.set(bench);
      Measured measured = measure(bench, progress);
      Map<String, String> settings = new LinkedHashMap<>(measured.settings());
      settings.put("JVM of the job", String.join(" ", jobJvm()));
      jobOptions.forEach((option, value) -> settings.put("--" + option, value));
      Results.write(
          out(),
          beginning.end(
              name,
              spec.commandLine().getParseResult().originalArgs(),
              settings,
              measured.series(),
              measured.notes()));
      measured.table().accept(spec.commandLine().getOut());
      progress.accept("written: " + out());
      return 0;
    } catch (IOException | IllegalStateException e) {
      if (running.get() == null || !running.get().aborted()) {
        progress.accept(e.getMessage());
      }
      return FAILED;
    } finally {
      atExit.cancel();
    }
  }

  /** Seed of the events. */
  protected final long seed() {
    return seed;
  }

  /** Options of the job that the user gave, by name. */
  protected final Map<String, String> jobOptions() {
    return jobOptions;
  }

  /** Whose clock times are taken from. */
  protected final Clock clock() {
    return clock;
  }

  /**
   * Makes sure of a number.
   *
   * @throws IllegalArgumentException where it is not within the bounds
   */
  protected static void require(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          option + ": " + value + "; allowed: " + least + " to " + most);
    }
  }

  /**
   * Makes sure that every word is a known one, and that there is one.
   *
   * @throws IllegalArgumentException where not
   */
  protected static void requireKnown(String option, List<String> words, List<String> known) {
    for (String word : words) {
      if (!known.contains(word)) {
        throw new IllegalArgumentException(
            option + ": there is no '" + word + "'; there are " + String.join(", ", known));
      }
    }
  }

  private List<String> jobJvm() {
    List<String> all = new ArrayList<>(WorkerProcess.options(heap));
    all.addAll(jvmOptions);
    return all;
  }

  private static void abort(LiveBench bench) {
    if (bench != null) {
      bench.abort();
    }
  }
}
