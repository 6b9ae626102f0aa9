package io.livegauge.benchmark.micro;

import io.livegauge.benchmark.result.Result.Point;
import io.livegauge.benchmark.result.Result.Series;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs JMH and makes series of what it measures. A benchmark is known by its group and its step:
 * {@code decode.ours} is the method {@code ours} of {@code DecodeBenchmark}.
 */
final class MicroBenchmarks {
  private static final String SUFFIX = "Benchmark";
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private static final Map<String, String> TITLES =
      Map.of(
          "decode", "Decoding an event",
          "hash", "Hashing a user id",
          "score", "A score and its parts",
          "slice", "Taking together and measuring a slice");

  private MicroBenchmarks() {}

  /**
   * How often and how long.
   *
   * @param forks JVMs for each benchmark, one after the other; 0 for this one
   * @param warmups iterations of each JVM that do not count
   * @param iterations of each JVM that count
   * @param millis that an iteration takes
   */
  record Settings(int forks, int warmups, int iterations, long millis) {}

  /** The names of all with their methods, sorted. */
  static SortedMap<String, String> all() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    SortedMap<String, String> all = new TreeMap<>();
    for (BenchmarkListEntry entry :
        BenchmarkList.defaultList()
            .getAll(
                OutputFormatFactory.createFormatInstance(nowhere, VerboseMode.SILENT), List.of())) {
      all.put(name(entry.getUsername()), entry.getUsername());
    }
    return Collections.unmodifiableSortedMap(all);
  }

  /**
   * Runs some of them.
   *
   * @param names of {@link #all}, at least one
   * @param progress hears all that JMH says
   * @throws RunnerException where one of them fails
   */
  static List<Series> run(Collection<String> names, Settings settings, PrintStream progress)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .forks(settings.forks())
            // What libraries log would stand between JMH's lines.
            .jvmArgsAppend("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
            .warmupIterations(settings.warmups())
            .warmupTime(TimeValue.milliseconds(settings.millis()))
            .measurementIterations(settings.iterations())
            .measurementTime(TimeValue.milliseconds(settings.millis()))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true);
    SortedMap<String, String> all = all();
    names.forEach(name -> options.include("^" + Pattern.quote(all.get(name)) + "$"));
    Collection<RunResult> results =
        new Runner(
                options.build(),
                OutputFormatFactory.createFormatInstance(progress, VerboseMode.NORMAL))
            .run();
    return series(results);
  }

  private static List<Series> series(Collection<RunResult> results) {
    Map<String, List<Point>> times = new LinkedHashMap<>();
    Map<String, List<Point>> bytes = new LinkedHashMap<>();
    for (RunResult result : results) {
      String name = name(result.getParams().getBenchmark());
      String group = name.substring(0, name.indexOf('.'));
      String step = name.substring(name.indexOf('.') + 1);
      List<Double> time = new ArrayList<>();
      List<Double> allocated = new ArrayList<>();
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          time.add(iteration.getPrimaryResult().getScore());
          Result<?> norm = iteration.getSecondaryResults().get(ALLOCATED);
          // Where the JVM does not count, there is none.
          if (norm != null) {
            allocated.add(norm.getScore());
          }
        }
      }
      times.computeIfAbsent(group, key -> new ArrayList<>()).add(Point.of(step, time));
      if (!allocated.isEmpty()) {
        bytes.computeIfAbsent(group, key -> new ArrayList<>()).add(Point.of(step, allocated));
      }
    }
    List<Series> series = new ArrayList<>();
    times.forEach(
        (group, points) -> {
          String title = TITLES.getOrDefault(group, group);
          series.add(new Series("micro." + group, title, "ns", "lower", points));
          if (bytes.containsKey(group)) {
            series.add(
                new Series(
                    "micro." + group + ".allocated",
                    title + ": allocated",
                    "B",
                    "lower",
                    bytes.get(group)));
          }
        });
    return series;
  }

  /** {@code decode.ours} of {@code io.livegauge.….DecodeBenchmark.ours}. */
  private static String name(String method) {
    String[] parts = method.split("\\.", -1);
    String type = parts[parts.length - 2];
    String group = type.substring(0, type.length() - SUFFIX.length()).toLowerCase(Locale.ROOT);
    return group + "." + parts[parts.length - 1];
  }
}
