package io.livegauge.simulator.replay.kuailive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Which rooms are converted: all of them, or those with the most clicks. */
final class RoomChoice {
  private final LongIndex chosen;

  private RoomChoice(LongIndex chosen) {
    this.chosen = chosen;
  }

  static RoomChoice all() {
    return new RoomChoice(null);
  }

  /**
   * The rooms with the most rows in click.csv; of equals those with the smaller ids.
   *
   * @param isStopped looked at before each row
   */
  static RoomChoice mostClicked(Path clickFile, int rooms, BooleanSupplier isStopped)
      throws IOException {
    LongIndex clicked = new LongIndex();
    int[] clicks = new int[1024];
    try (CsvRows rows = new CsvRows(clickFile)) {
      Columns columns = Columns.read(KuaiLiveFile.CLICK, clickFile, rows);
      int liveId = columns.cell(KuaiLiveFile.CLICK.columns().indexOf("live_id"));
      while (!isStopped.getAsBoolean() && rows.next()) {
        if (rows.cells() == columns.count() && rows.number(liveId) == CsvRows.Found.VALID) {
          int number = clicked.add(rows.integer());
          if (number == clicks.length) {
            clicks = Arrays.copyOf(clicks, 2 * number);
          }
          clicks[number]++;
        }
      }
    }
    int[] counts = clicks;
    LongIndex most = new LongIndex();
    IntStream.range(0, clicked.size())
        .boxed()
        .sorted(
            Comparator.comparingInt((Integer number) -> -counts[number])
                .thenComparingLong(clicked::key))
        .limit(rooms)
        .forEach(number -> most.add(clicked.key(number)));
    return new RoomChoice(most);
  }

  boolean contains(long room) {
    return chosen == null || chosen.contains(room);
  }
}
