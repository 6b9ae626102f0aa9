package io.livegauge.trainer;

import io.livegauge.indicator.Indicator;
import io.livegauge.score.IndicatorSource;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.WindowRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The windows that the job stored ({@code window.avsc}): of each indicator the numerator and the
 * denominator in the scope that the score uses, of final windows those of the session as well.
 *
 * @param windows in the order of the files
 * @param checksums of the files
 */
record WindowStore(List<WindowObservation> windows, List<String> checksums) {
  /**
   * Reads all files of a directory.
   *
   * @throws TrainingException where one cannot be read, or there is no window at all
   */
  static WindowStore read(Path directory) throws TrainingException {
    List<WindowObservation> windows = new ArrayList<>();
    List<String> checksums =
        AvroStore.read(
            directory, "windows", WindowRows.INSTANCE, row -> windows.add(observation(row)));
    if (windows.isEmpty()) {
      throw new TrainingException("there is no window in the .avro files of " + directory);
    }
    return new WindowStore(windows, checksums);
  }

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
        scored,
        row.isFinal() ? session : null);
  }

  private static void fill(
      Fractions fractions, Indicator indicator, ScoreRecord.Scope scope, boolean proxy) {
    double unit = indicator == Indicator.A11 ? 1000 : 1;
    fractions.set(indicator, scope.numerator() / unit, (double) scope.denominator(), proxy);
  }
}
