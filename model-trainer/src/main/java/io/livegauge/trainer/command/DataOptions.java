package io.livegauge.trainer.command;

import io.livegauge.indicator.Indicator;
import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.NamedWeights;
import io.livegauge.trainer.data.SessionTargets;
import io.livegauge.trainer.data.Split;
import io.livegauge.trainer.data.Splitting;
import io.livegauge.trainer.data.StoredData;
import io.livegauge.trainer.data.SurveyAnswers;
import io.livegauge.trainer.data.TableDataset;
import io.livegauge.trainer.data.WindowDataset;
import io.livegauge.trainer.data.WindowSettings;
import io.livegauge.trainer.data.WindowStore;
import io.livegauge.trainer.io.CsvTable;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.survey.SessionSurvey;
import io.livegauge.trainer.survey.SurveySummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where data come from and how they are divided: for every command that trains or measures. */
public final class DataOptions {
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
      names = "--table",
      paramLabel = "FILE.csv",
      description =
          "Instead of windows: a table with the columns A11 to A51 and a target, a row a session.")
  private Path table;

  @Option(
      names = "--target",
      paramLabel = "COLUMN|FILE.csv",
      description =
          "Of a table the target's column [target]. Of windows a file with the columns streamId,"
              + " target and, where a stream has several sessions, sessionStart; without it the"
              + " target is the settled session's performance.")
  private String target;

  @Option(
      names = "--weights",
      paramLabel = "FILE.json",
      description =
          "Of windows: the weights of the indicators in the target, as screen --out writes them"
              + " [equal over groups and within them].")
  private Path weights;

  @Option(
      names = "--survey",
      paramLabel = "FILE.csv",
      description =
          "Of windows: a questionnaire whose answers to items of A21, A22 and A23 join the settled"
              + " sessions; needs --definition. Of a table: one to tell of on the page of --report.")
  private Path survey;

  @Option(
      names = "--definition",
      paramLabel = "FILE.yaml",
      description = "What the questionnaire's columns mean, and which one holds the stream.")
  private Path definition;

  @Option(
      names = "--group",
      paramLabel = "COLUMN",
      description =
          "Of a table: rows alike in this column never stand on both sides [session, where there"
              + " is one].")
  private String group;

  @Option(
      names = "--split",
      paramLabel = "time|stream",
      description =
          "Hold out the latest sessions, or streams drawn by the seed [time]. Of a table groups"
              + " are drawn; time needs a column time.")
  private String split;

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

  /** Whether a page tells of the questionnaire, even where its answers join nothing. */
  private boolean isTold;

  /**
   * Reads and prepares the data.
   *
   * @param seed of what is drawn
   * @param clock says how old sessions are
   * @throws CommandLine.ParameterException where an option or a file cannot be used (exit status 2)
   * @throws TrainingException where the data are too few, or there is nothing to learn
   */
  public Dataset load(long seed, Clock clock) throws TrainingException {
    checkSources();
    double share = values().number("--held-out", heldOut, 0.01, 0.5);
    try {
      if (table != null) {
        return table(share, seed);
      }
      WindowSettings settings = windowSettings(share, seed, clock);
      return WindowDataset.of(WindowStore.read(directories()), settings);
    } catch (InputException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw new TrainingException(
          "a heap of "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB does not hold these data; LIVEGAUGE_JAVA_OPTS=-Xmx4g gives it 4 GiB",
          e);
    }
  }

  /**
   * Refuses to write to a file that is read.
   *
   * @param file null where none is asked for
   * @param further files that the command reads
   */
  void refuseOutput(String option, Path file, Path... further) {
    if (file != null) {
      values().unlike(option, file, table, targetFile(), weights, survey, definition);
      values().unlike(option, file, further);
    }
  }

  /** The file of a target for windows; null for a table, whose target is a column. */
  private Path targetFile() {
    return target == null || windows == null ? null : Path.of(target);
  }

  /**
   * What the questionnaire is worth, for a page; null where none was given. With it a table may
   * have one, too: its answers join nothing.
   *
   * @throws CommandLine.ParameterException where it cannot be read (exit status 2)
   */
  SurveySummary survey() {
    isTold = true;
    if (survey == null) {
      return null;
    }
    checkSources();
    try {
      return SurveySummary.read(survey, definition);
    } catch (InputException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private OptionValues values() {
    return new OptionValues(spec.commandLine());
  }

  private void checkSources() {
    if ((windows == null) == (table == null)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          windows == null
              ? "options --windows, --table: one of them is needed"
              : "options --windows, --table: only one of them is allowed");
    }
    if (windows != null) {
      directory("--windows", windows);
      refuse("--group", group, "--table");
    } else {
      file("--table", table);
      refuse("--settlements", settlements, "--windows");
      refuse("--weights", weights, "--windows");
      if (!isTold) {
        refuse("--survey", survey, "--windows");
        refuse("--definition", definition, "--windows");
      }
    }
    if (settlements != null) {
      directory("--settlements", settlements);
    }
    if (survey == null) {
      refuse("--definition", definition, "--survey");
    } else {
      file("--survey", survey);
      if (definition == null && windows != null) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "option --survey: only together with --definition");
      }
      if (definition != null) {
        file("--definition", definition);
      }
    }
    if (target != null && windows != null) {
      // Both make up the performance, which a target of the user's own replaces.
      refuseBeside("--weights", weights);
      refuseBeside("--survey", survey);
    }
    if (weights != null) {
      file("--weights", weights);
    }
  }

  private void refuse(String option, Object value, String with) {
    if (value != null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "option " + option + ": only together with " + with);
    }
  }

  private void refuseBeside(String option, Path value) {
    if (value != null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "option " + option + ": not together with --target");
    }
  }

  private void directory(String option, Path path) {
    if (!Files.isDirectory(path)) {
      throw values().wrong(option, path, "a directory of Avro files");
    }
  }

  private void file(String option, Path path) {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw values().wrong(option, path, "a file that can be read");
    }
  }

  private Split.Rule rule(Split.Rule otherwise) {
    if (split == null) {
      return otherwise;
    }
    return switch (split) {
      case "time" -> Split.Rule.TIME;
      case "stream" -> Split.Rule.GROUP;
      default -> throw values().wrong("--split", split, "time or stream");
    };
  }

  private Dataset table(double share, long seed) throws InputException, TrainingException {
    if (Arrays.stream(Indicator.values()).anyMatch(one -> one.name().equals(target))) {
      throw values()
          .wrong("--target", target, "a column that is none of the indicators to learn from");
    }
    return TableDataset.of(
        CsvTable.read(table),
        new TableDataset.Columns(
            target == null ? "target" : target,
            group,
            new Splitting(rule(Split.Rule.GROUP), share, seed)));
  }

  private WindowSettings windowSettings(double share, long seed, Clock clock)
      throws InputException {
    SessionTargets targets = null;
    if (target != null) {
      file("--target", Path.of(target));
      targets = SessionTargets.read(Path.of(target));
    }
    return new WindowSettings(
        weights == null ? NamedWeights.EQUAL : NamedWeights.read(weights),
        targets,
        survey == null ? SurveyAnswers.NONE : SessionSurvey.read(survey, definition),
        scoring(),
        new Splitting(rule(Split.Rule.TIME), share, seed),
        values().duration("--settled-for", settledFor),
        clock.instant());
  }

  private List<Path> directories() {
    return settlements == null ? List.of(windows) : List.of(windows, settlements);
  }

  /**
   * Reads the store, which may still be empty; for commands that wait until there is enough.
   *
   * @param seed of what is drawn
   * @param clock says how old sessions are
   * @throws CommandLine.ParameterException where an option or a file cannot be used (exit status 2)
   * @throws TrainingException where the store cannot be read
   */
  public StoredData stored(long seed, Clock clock) throws TrainingException {
    checkSources();
    if (table != null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "option --table: not allowed here; nothing more comes to a table");
    }
    double share = values().number("--held-out", heldOut, 0.01, 0.5);
    try {
      WindowSettings settings = windowSettings(share, seed, clock);
      return new StoredData(WindowStore.readAny(directories()), settings);
    } catch (InputException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
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
