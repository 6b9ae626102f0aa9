package io.livegauge.trainer.command;

import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.data.NamedWeights;
import io.livegauge.trainer.data.SessionTargets;
import io.livegauge.trainer.data.Split;
import io.livegauge.trainer.data.Splitting;
import io.livegauge.trainer.data.SurveyAnswers;
import io.livegauge.trainer.data.WindowSettings;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.survey.SessionSurvey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The window store, what joins its sessions, and how they are divided. */
abstract class WindowOptions {
  private static final double MAX_KAPPA = 1e9;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--windows",
      paramLabel = "DIR",
      description =
          "The window store: a directory of Avro files, at any depth. Settlements in it count too.")
  private Path windows;

  @Option(
      names = "--settlements",
      paramLabel = "DIR",
      description =
          "Settlements that lie elsewhere: refunds, ratings and answers that came after the end.")
  private Path settlements;

  @Option(
      names = "--weights",
      paramLabel = "FILE.json",
      description =
          "Of windows: the weights of the indicators in the target, as screen --out writes them"
              + " [equal over groups and within them].")
  private Path weights;

  @Option(
      names = "--definition",
      paramLabel = "FILE.yaml",
      description = "What the questionnaire's columns mean, and which one holds the stream.")
  private Path definition;

  @Option(
      names = "--held-out",
      paramLabel = "X",
      defaultValue = "0.2",
      description = "Share of the sessions to hold out, 0.01 to 0.5 [${DEFAULT-VALUE}].")
  private String heldOut;

  @Option(
      names = "--settled-for",
      paramLabel = "TIME",
      defaultValue = "24h",
      description =
          "How long after its end a session of the windows is learned from [${DEFAULT-VALUE}].")
  private String settledFor;

  @Option(
      names = "--shrink-ratios",
      paramLabel = "X",
      defaultValue = "20",
      description = "As the job runs: weight of the reference in ratios [${DEFAULT-VALUE}].")
  private String kappaRatio;

  @Option(
      names = "--shrink-means",
      paramLabel = "X",
      defaultValue = "5",
      description =
          "As the job runs: weight of the reference in viewing duration and the 1 to 5 scales"
              + " [${DEFAULT-VALUE}].")
  private String kappaMean;

  /** Where the users' own target is, if they named one. */
  abstract String target();

  /** The questionnaire, if there is one. */
  abstract Path survey();

  /** How to hold out, if they said so. */
  abstract String split();

  final OptionValues values() {
    return new OptionValues(spec.commandLine());
  }

  /** What is wrong with the command line, or with a file that it names. */
  final CommandLine.ParameterException unusable(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  final CommandLine.ParameterException unusable(InputException e) {
    return new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
  }

  final boolean hasWindows() {
    return windows != null;
  }

  /** Share of the sessions to hold out. */
  final double share() {
    return values().number("--held-out", heldOut, 0.01, 0.5);
  }

  /** The directories of the store. */
  final List<Path> directories() {
    return settlements == null ? List.of(windows) : List.of(windows, settlements);
  }

  /** The files that join the sessions; null for those that were not asked for. */
  final Path[] files() {
    return new Path[] {
      target() == null || windows == null ? null : Path.of(target()), weights, survey(), definition
    };
  }

  /** Refuses what is of use together with windows only. */
  final void refuseWindowOptions() {
    refuse("--settlements", settlements, "--windows");
    refuse("--weights", weights, "--windows");
  }

  final void checkWindows() {
    directory("--windows", windows);
    if (settlements != null) {
      directory("--settlements", settlements);
    }
    checkSurvey(true);
    if (target() != null) {
      // Both make up the performance, which a target of the user's own replaces.
      refuseBeside("--weights", weights);
      refuseBeside("--survey", survey());
    }
    if (weights != null) {
      file("--weights", weights);
    }
  }

  /**
   * Looks at the questionnaire.
   *
   * @param needsDefinition whether its answers are of no use without
   */
  final void checkSurvey(boolean needsDefinition) {
    if (survey() == null) {
      refuse("--definition", definition, "--survey");
      return;
    }
    file("--survey", survey());
    if (definition == null && needsDefinition) {
      throw unusable("option --survey: only together with --definition");
    }
    if (definition != null) {
      file("--definition", definition);
    }
  }

  /** What the columns of the questionnaire mean; null where nobody said so. */
  final Path definition() {
    return definition;
  }

  final void refuse(String option, Object value, String with) {
    if (value != null) {
      throw unusable("option " + option + ": only together with " + with);
    }
  }

  private void refuseBeside(String option, Path value) {
    if (value != null) {
      throw unusable("option " + option + ": not together with --target");
    }
  }

  private void directory(String option, Path path) {
    if (!Files.isDirectory(path)) {
      throw values().wrong(option, path, "a directory of Avro files");
    }
  }

  final void file(String option, Path path) {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw values().wrong(option, path, "a file that can be read");
    }
  }

  final Splitting splitting(Split.Rule otherwise, long seed) {
    return new Splitting(rule(otherwise), share(), seed);
  }

  private Split.Rule rule(Split.Rule otherwise) {
    if (split() == null) {
      return otherwise;
    }
    return switch (split()) {
      case "time" -> Split.Rule.TIME;
      case "stream" -> Split.Rule.GROUP;
      default -> throw values().wrong("--split", split(), "time or stream");
    };
  }

  /**
   * How the windows are to be read.
   *
   * @param seed of what is drawn
   * @param clock says how old sessions are
   */
  final WindowSettings windowSettings(long seed, Clock clock) throws InputException {
    SessionTargets targets = null;
    if (target() != null) {
      file("--target", Path.of(target()));
      targets = SessionTargets.read(Path.of(target()));
    }
    return new WindowSettings(
        weights == null ? NamedWeights.EQUAL : NamedWeights.read(weights),
        targets,
        survey() == null ? SurveyAnswers.NONE : SessionSurvey.read(survey(), definition),
        scoring(),
        splitting(Split.Rule.TIME, seed),
        values().duration("--settled-for", settledFor),
        clock.instant());
  }

  private ScoringOptions scoring() {
    ScoringOptions defaults = ScoringOptions.DEFAULTS;
    return new ScoringOptions(
        values().number("--shrink-ratios", kappaRatio, 0, MAX_KAPPA),
        values().number("--shrink-means", kappaMean, 0, MAX_KAPPA),
        defaults.clickImpressions(),
        defaults.steps());
  }
}
