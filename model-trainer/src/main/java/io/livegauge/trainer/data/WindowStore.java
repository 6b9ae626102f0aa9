package io.livegauge.trainer.data;

import io.livegauge.event.Settlement;
import io.livegauge.indicator.Indicator;
import io.livegauge.score.IndicatorSource;
import io.livegauge.score.ScoreRecord;
import io.livegauge.trainer.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The windows and settlements that the job stored, as {@link StoreFiles} finds them.
 *
 * @param windows in the order of the files
 * @param settlements in the order of the files
 * @param checksums of the files
 */
public record WindowStore(
    List<WindowObservation> windows, List<Settlement> settlements, List<String> checksums) {
  /**
   * Reads all files of some directories, one that is in several of them once.
   *
   * @throws TrainingException where a file cannot be read, or there is no window at all
   */
  public static WindowStore read(List<Path> directories) throws TrainingException {
    Collection<Path> files = StoreFiles.in(directories);
    WindowStore store = new WindowStore(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Path file : files) {
      StoreFiles.read(file, row -> store.windows.add(observation(row)), store.settlements::add);
      try {
        store.checksums.add(DataChecksum.of(file));
      } catch (IOException e) {
        throw new TrainingException(file + " cannot be read: " + e.getMessage(), e);
      }
    }
    if (store.windows.isEmpty()) {
      throw new TrainingException(
          "there is no window in the " + files.size() + " .avro files of " + directories);
    }
    return store;
  }

  /** What training needs of a window. */
  static WindowObservation observation(ScoreRecord row) {
    Fractions scored = new Fractions();
    Fractions session = new Fractions();
    for (ScoreRecord.IndicatorScore score : row.indicators()) {
      Indicator indicator = score.code();
      // The source is that of the scope that the score uses, and only A21 and A23 are mapped by
      // knots: both are scored by session, so one flag does for both scopes.
      boolean proxy =
          Valuation.PROXIED.contains(indicator) && score.source() == IndicatorSource.PROXY;
      fill(session, indicator, score.session(), proxy);
      fill(
          scored,
          indicator,
          indicator.isScoredBySession() ? score.session() : score.window(),
          proxy);
    }
    return new WindowObservation(
        new SessionKey(row.streamId(), row.sessionStart()),
        row.windowEnd(),
        row.currency(),
        row.category(),
        scored,
        row.isFinal() ? session : null);
  }

  private static void fill(
      Fractions fractions, Indicator indicator, ScoreRecord.Scope scope, boolean proxy) {
    double unit = indicator == Indicator.A11 ? 1000 : 1;
    fractions.set(indicator, scope.numerator() / unit, (double) scope.denominator(), proxy);
  }
}
