package io.livegauge.trainer.command;

import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.report.TrainingReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The page of a training, written beside its artifact. */
final class ReportOptions {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,+@%-]+");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description =
          "Where a page on the training goes: data, curves, weights, comparison, errors. Replaced"
              + " as a whole.")
  private Path report;

  /** Whether a page is asked for. */
  boolean isAsked() {
    return report != null;
  }

  /** Where it goes, or null. */
  Path file() {
    return report;
  }

  /**
   * Refuses what cannot be written.
   *
   * @param artifact where the model goes
   */
  void check(Path artifact) {
    if (report == null) {
      return;
    }
    Path directory = report.toAbsolutePath().getParent();
    if (Files.isDirectory(report) || directory == null || !Files.isWritable(directory)) {
      throw new OptionValues(spec.commandLine())
          .wrong("--report", report, "a file in a directory that exists and can be written to");
    }
    if (report.toAbsolutePath().normalize().equals(artifact.toAbsolutePath().normalize())) {
      throw new OptionValues(spec.commandLine())
          .wrong("--report", report, "another file than the artifact's");
    }
  }

  /** The artifact, and the page where one is asked for, by the file they go to. */
  Map<Path, byte[]> files(Path out, byte[] artifact, TrainingReport told) {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    files.put(out, artifact);
    if (report != null) {
      files.put(report, told.withCommand(line()).html(artifact));
    }
    return files;
  }

  /** The command line as one would type it. */
  private String line() {
    CommandLine root = spec.commandLine();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    List<String> words = new ArrayList<>(List.of("./livegauge"));
    if (root == spec.commandLine()) {
      words.add(spec.name());
    }
    for (String word : root.getParseResult().originalArgs()) {
      words.add(PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return String.join(" ", words);
  }
}
