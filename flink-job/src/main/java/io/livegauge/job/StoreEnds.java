package io.livegauge.job;

import io.livegauge.event.Settlement;
import io.livegauge.job.store.TrainingStore;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.SettlementRows;
import io.livegauge.score.WindowRows;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The end of the road that live and bounded runs share: the store of windows and settlements.
 *
 * @param directory where it is, or null for none
 * @param compactEvery see {@link TrainingStore#sink}
 */
record StoreEnds(String directory, int compactEvery) {
  /** Directory of the windows, below the store's. */
  static final String WINDOWS = "windows";

  /** Directory of the settlements, below the store's. */
  static final String SETTLEMENTS = "settlements";

  void windows(DataStream<ScoreRecord> records) {
    if (directory != null) {
      records
          .sinkTo(
              TrainingStore.sink(
                  directory + "/" + WINDOWS,
                  () -> WindowRows.INSTANCE,
                  ScoreRecord::windowEnd,
                  compactEvery))
          .name("window store")
          .uid(OperatorIds.WINDOW_STORE);
    }
  }

  void settlements(DataStream<Settlement> settlements) {
    if (directory != null) {
      settlements
          .sinkTo(
              TrainingStore.sink(
                  directory + "/" + SETTLEMENTS,
                  () -> SettlementRows.INSTANCE,
                  settlement -> settlement.event().eventTime,
                  compactEvery))
          .name("settlement store")
          .uid(OperatorIds.SETTLEMENT_STORE);
    }
  }
}
