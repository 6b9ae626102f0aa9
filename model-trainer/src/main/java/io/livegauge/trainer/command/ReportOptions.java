package io.livegauge.trainer.command;

import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.comparison.Comparison;
import io.livegauge.trainer.comparison.Contest;
import io.livegauge.trainer.comparison.Learners;
import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.report.TrainingReport;
import io.livegauge.trainer.survey.SurveySummary;
import io.livegauge.trainer.training.TrainedModel;
import io.livegauge.trainer.training.TrainingOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
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

  @Option(
      names = "--compare",
      description =
          "On the page, compare with all learners over ten seeds, as the command compare does;"
              + " without it with the mean, ridge regression and boosted trees, once.")
  private boolean isComparing;

  /** Whether a page is asked for. */
  boolean isAsked() {
    return report != null;
  }

  /** Where it goes, or null. */
  Path file() {
    return report;
  }

  /**
   * Refuses what cannot be written, or compared.
   *
   * @param artifact where the model goes
   */
  void check(Path artifact, TrainingOptions options) {
    if (report == null) {
      if (isComparing) {
        throw refused("only together with --report; the command compare prints it");
      }
      return;
    }
    if (isComparing && options.patience() > 0) {
      throw refused("not together with --patience; all learners run the same number of epochs");
    }
    OptionValues values = new OptionValues(spec.commandLine());
    Path directory = report.toAbsolutePath().getParent();
    if (Files.isDirectory(report) || directory == null || !Files.isWritable(directory)) {
      throw values.wrong(
          "--report", report, "a file in a directory that exists and can be written to");
    }
    if (report.toAbsolutePath().normalize().equals(artifact.toAbsolutePath().normalize())) {
      throw values.wrong("--report", report, "another file than the artifact's");
    }
  }

  private CommandLine.ParameterException refused(String why) {
    return new CommandLine.ParameterException(spec.commandLine(), "option --compare: " + why);
  }

  /**
   * Measures what the page tells; null where none is asked for.
   *
   * @param survey that belongs to it, or null
   * @param progress hears of every run of a comparison
   * @throws TrainingException where a learner cannot learn from these rows
   */
  TrainingReport measured(TrainedModel trained, SurveySummary survey, Contest.Progress progress)
      throws TrainingException {
    if (report == null) {
      return null;
    }
    TrainingReport told =
        isComparing
            ? TrainingReport.of(trained, comparison(trained, progress))
            : TrainingReport.of(trained);
    return told.withSurvey(survey).withCommand(line());
  }

  private static Comparison comparison(TrainedModel trained, Contest.Progress progress)
      throws TrainingException {
    long seed = trained.options().seed();
    return new Contest(Learners.all(trained.options()), progress, System::nanoTime)
        .hold(
            trained.data(),
            LongStream.range(seed, seed + Comparison.ENOUGH_SEEDS).boxed().toList());
  }

  /** The artifact, and the page where one is asked for, by the file they go to. */
  Map<Path, byte[]> files(Path out, byte[] artifact, TrainingReport told) {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    files.put(out, artifact);
    if (report != null) {
      files.put(report, told.html(artifact));
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
