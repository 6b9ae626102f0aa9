package io.livegauge.benchmark.micro;

import io.livegauge.benchmark.micro.MicroBenchmarks.Settings;
import io.livegauge.benchmark.report.SeriesText;
import io.livegauge.benchmark.result.Beginning;
import io.livegauge.benchmark.result.Result.Series;
import io.livegauge.benchmark.result.Results;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.util.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code livegauge bench micro}: single steps by JMH. */
@Command(
    name = "micro",
    description = {
      "Single steps by JMH: decoding, hashing, the network and its explanation, a slice.",
      "What JMH says goes to the error stream, the figures to the output and to a file."
    })
public final class MicroCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int MAX_FORKS = 20;
  private static final int MAX_ITERATIONS = 1000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Only those whose name holds one of these, such as decode or score.network.")
  private List<String> filters = List.of();

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "2",
      description = "JVMs for each of them, 0 (this one) to 20. Default: ${DEFAULT-VALUE}.")
  private int forks;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Of a second in each JVM, after as many to warm up; 1 to 1000. Default: ${DEFAULT-VALUE}.")
  private int iterations;

  @Option(
      names = "--quick",
      description = "One JVM and three iterations of 0.2 s: figures to look at, not to keep.")
  private boolean quick;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the result goes. Default: .livegauge/bench/micro.json.")
  private Path out = Results.FOLDER.resolve("micro.json");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Override
  public Integer call() throws IOException {
    check("--forks", forks, 0, MAX_FORKS);
    check("--iterations", iterations, 1, MAX_ITERATIONS);
    List<String> names = chosen();
    Settings settings =
        quick ? new Settings(1, 3, 3, 200) : new Settings(forks, iterations, iterations, 1000);
    Beginning beginning = Beginning.now();
    PrintStream progress =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    List<Series> series;
    try {
      series = MicroBenchmarks.run(names, settings, progress);
    } catch (RunnerException e) {
      spec.commandLine().getErr().println("a benchmark failed: " + e.getMessage());
      return FAILED;
    }
    Results.write(
        out,
        beginning.end(
            "micro",
            spec.commandLine().getParseResult().originalArgs(),
            shown(settings),
            series,
            quick ? List.of("A quick run: figures to look at, not to keep.") : List.of()));
    SeriesText.print(series, spec.commandLine().getOut());
    spec.commandLine().getErr().println("written: " + out);
    return 0;
  }

  private static Map<String, String> shown(Settings settings) {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("JVMs for each benchmark", Integer.toString(settings.forks()));
    shown.put("iterations to warm up", Integer.toString(settings.warmups()));
    shown.put("iterations that count", Integer.toString(settings.iterations()));
    shown.put("an iteration", settings.millis() + " ms");
    shown.put("JMH", Version.getPlainVersion());
    return shown;
  }

  private List<String> chosen() {
    List<String> names = new ArrayList<>();
    for (String filter : filters) {
      String part = filter.toLowerCase(Locale.ROOT);
      List<String> held =
          MicroBenchmarks.all().keySet().stream()
              .filter(name -> name.toLowerCase(Locale.ROOT).contains(part))
              .toList();
      if (held.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "NAME is '"
                + filter
                + "', which no benchmark's name holds; there are "
                + String.join(", ", MicroBenchmarks.all().keySet()));
      }
      names.addAll(held);
    }
    return names.isEmpty() ? List.copyOf(MicroBenchmarks.all().keySet()) : names;
  }

  private void check(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new ParameterException(
          spec.commandLine(), option + " is " + value + ": " + min + " to " + max + " is allowed");
    }
  }
}
