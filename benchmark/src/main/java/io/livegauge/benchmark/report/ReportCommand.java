package io.livegauge.benchmark.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.livegauge.benchmark.result.Result;
import io.livegauge.benchmark.result.Results;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code livegauge bench report}: one page of all results. */
@Command(
    name = "report",
    description = {
      "One page of all results, with targets, charts and flame graphs; no network is asked.",
      "Takes every result (*.json) and every recording of Flight Recorder (*.jfr) of a directory."
    })
public final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--in",
      paramLabel = "DIR",
      defaultValue = ".livegauge/bench",
      description = "Where the results are. Default: ${DEFAULT-VALUE}.")
  private Path in;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page. Default: report.html, beside the results.")
  private Path out;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(in)) {
      throw wrong(
          "--in is '" + in + "', which is no directory; a directory with results is needed");
    }
    List<Result> results = new ArrayList<>();
    for (Path file : files(".json")) {
      results.add(read(file));
    }
    Map<String, FlameGraph> profiles = new LinkedHashMap<>();
    for (Path file : files(".jfr")) {
      String name = file.getFileName().toString();
      profiles.put(name.substring(0, name.length() - ".jfr".length()), profile(file));
    }
    if (results.isEmpty() && profiles.isEmpty()) {
      throw wrong("--in is '" + in + "', which holds no result; ./livegauge bench micro makes one");
    }
    Path page = out == null ? in.resolve("report.html") : out;
    Path parent = page.toAbsolutePath().getParent();
    if (Files.isDirectory(page) || !Files.isDirectory(parent)) {
      throw wrong("--out is '" + page + "'; a file in a directory that is there is needed");
    }
    Files.writeString(page, ReportPage.html(results, profiles), StandardCharsets.UTF_8);
    spec.commandLine().getOut().println(page);
    return 0;
  }

  private List<Path> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.filter(file -> file.getFileName().toString().endsWith(suffix)).sorted().toList();
    }
  }

  private Result read(Path file) throws IOException {
    try {
      return Results.read(file);
    } catch (JsonProcessingException e) {
      throw wrong(file + " is no result: " + e.getOriginalMessage());
    }
  }

  private FlameGraph profile(Path file) {
    try {
      return FlameGraph.of(file);
    } catch (IOException e) {
      throw wrong(file + " is no recording: " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
