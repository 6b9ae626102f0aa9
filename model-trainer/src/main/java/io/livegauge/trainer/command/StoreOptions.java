package io.livegauge.trainer.command;

import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.StoredData;
import io.livegauge.trainer.data.WindowSettings;
import io.livegauge.trainer.data.WindowStore;
import io.livegauge.trainer.io.InputException;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** A store that grows: for commands that wait until there is enough in it. */
public final class StoreOptions extends WindowOptions {
  @Option(
      names = "--target",
      paramLabel = "FILE.csv",
      description =
          "The columns streamId, target and, where a stream has several sessions, sessionStart;"
              + " without it the target is the settled session's performance.")
  private String target;

  @Option(
      names = "--survey",
      paramLabel = "FILE.csv",
      description =
          "A questionnaire whose answers to items of A21, A22 and A23 join the settled"
              + " sessions; needs --definition.")
  private Path survey;

  @Option(
      names = "--split",
      paramLabel = "time|stream",
      description = "Hold out the latest sessions, or streams drawn by the seed [time].")
  private String split;

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

  /**
   * Reads the store, which may still be empty.
   *
   * @param seed of what is drawn
   * @param clock says how old sessions are
   * @throws CommandLine.ParameterException where an option or a file cannot be used (exit status 2)
   * @throws TrainingException where the store cannot be read
   */
  public StoredData stored(long seed, Clock clock) throws TrainingException {
    if (!hasWindows()) {
      throw unusable("option --windows: it is needed, a directory of Avro files");
    }
    checkWindows();
    try {
      WindowSettings settings = windowSettings(seed, clock);
      return new StoredData(WindowStore.readAny(directories()), settings);
    } catch (InputException e) {
      throw unusable(e);
    }
  }
}
