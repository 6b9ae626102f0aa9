package io.livegauge.trainer.command;

import io.livegauge.indicator.Indicator;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.Split;
import io.livegauge.trainer.data.TableDataset;
import io.livegauge.trainer.data.WindowDataset;
import io.livegauge.trainer.data.WindowSettings;
import io.livegauge.trainer.data.WindowStore;
import io.livegauge.trainer.io.CsvTable;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.survey.SurveySummary;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Where data come from, windows or a table, and how they are divided: for every command that trains
 * or measures once.
 */
public final class DataOptions extends WindowOptions {
  @Option(
      names = "--table",
      paramLabel = "FILE.csv",
      description =
          "Instead of windows: a table with the columns A11 to A51 and a target, a row a session.")
  private Path table;

  @Option(
      names = "--group",
      paramLabel = "COLUMN",
      description =
          "Of a table: rows alike in this column never stand on both sides [session, where there"
              + " is one].")
  private String group;

  @Option(
      names = "--target",
      paramLabel = "COLUMN|FILE.csv",
      description =
          "Of a table the target's column [target]. Of windows a file with the columns streamId,"
              + " target and, where a stream has several sessions, sessionStart; without it the"
              + " target is the settled session's performance.")
  private String target;

  @Option(
      names = "--survey",
      paramLabel = "FILE.csv",
      description =
          "Of windows: a questionnaire whose answers to items of A21, A22 and A23 join the settled"
              + " sessions; needs --definition. Of a table: one to tell of on the page of --report.")
  private Path survey;

  @Option(
      names = "--split",
      paramLabel = "time|stream",
      description =
          "Hold out the latest sessions, or streams drawn by the seed [time]. Of a table groups"
              + " are drawn; time needs a column time.")
  private String split;

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
    try {
      if (table != null) {
        return table(seed);
      }
      WindowSettings settings = windowSettings(seed, clock);
      return WindowDataset.of(WindowStore.read(directories()), settings);
    } catch (InputException e) {
      throw unusable(e);
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
      values().unlike(option, file, table);
      values().unlike(option, file, files());
      values().unlike(option, file, further);
    }
  }

  /**
   * What the questionnaire is worth, for a page; null where none was given. With it a table may
   * have one, too: its answers join nothing.
   *
   * @throws CommandLine.ParameterException where it cannot be read (exit status 2)
   */
  SurveySummary surveySummary() {
    isTold = true;
    if (survey == null) {
      return null;
    }
    checkSources();
    try {
      return SurveySummary.read(survey, definition());
    } catch (InputException e) {
      throw unusable(e);
    }
  }

  @Override
  String target() {
    return target;
  }

  @Override
  Path survey() {
    return survey;
  }

  @Override
  String split() {
    return split;
  }

  private void checkSources() {
    if (hasWindows() == (table != null)) {
      throw unusable(
          table == null
              ? "options --windows, --table: one of them is needed"
              : "options --windows, --table: only one of them is allowed");
    }
    if (table == null) {
      refuse("--group", group, "--table");
      checkWindows();
    } else {
      file("--table", table);
      refuseWindowOptions();
      if (!isTold) {
        refuse("--survey", survey, "--windows");
        refuse("--definition", definition(), "--windows");
      }
      checkSurvey(false);
    }
  }

  private Dataset table(long seed) throws InputException, TrainingException {
    if (Arrays.stream(Indicator.values()).anyMatch(one -> one.name().equals(target))) {
      throw values()
          .wrong("--target", target, "a column that is none of the indicators to learn from");
    }
    return TableDataset.of(
        CsvTable.read(table),
        new TableDataset.Columns(
            target == null ? "target" : target, group, splitting(Split.Rule.GROUP, seed)));
  }
}
