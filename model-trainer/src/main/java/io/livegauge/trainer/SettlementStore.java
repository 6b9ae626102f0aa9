package io.livegauge.trainer;

import io.livegauge.event.Settlement;
import io.livegauge.score.SettlementRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The settlements that the job stored ({@code settlement.avsc}).
 *
 * @param settlements in the order of the files
 * @param checksums of the files
 */
record SettlementStore(List<Settlement> settlements, List<String> checksums) {
  /** No settlements at all. */
  static SettlementStore none() {
    return new SettlementStore(List.of(), List.of());
  }

  /**
   * Reads all files of a directory; there may be none.
   *
   * @throws TrainingException where one cannot be read
   */
  static SettlementStore read(Path directory) throws TrainingException {
    List<Settlement> settlements = new ArrayList<>();
    List<String> checksums =
        AvroStore.read(directory, "settlements", SettlementRows.INSTANCE, settlements::add);
    return new SettlementStore(settlements, checksums);
  }
}
