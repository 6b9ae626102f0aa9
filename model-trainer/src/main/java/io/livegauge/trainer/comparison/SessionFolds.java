package io.livegauge.trainer.comparison;

import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.statistics.Shuffle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Rows dealt out to folds by sessions, so that those of one session are never on both sides; where
 * there is one session only, row by row.
 *
 * @param ofRow the fold of each row
 * @param count how many folds there are: five, or as many as there are sessions (or rows)
 */
record SessionFolds(int[] ofRow, int count) {
  private static final int FOLDS = 5;

  /** Deals the sessions that have rows as evenly as can be; at least two rows. */
  static SessionFolds of(Rows rows, long seed) {
    int[] sessions =
        Arrays.stream(rows.sessions()).distinct().count() > 1
            ? rows.sessions()
            : IntStream.range(0, rows.size()).toArray();
    int[] order = Arrays.stream(sessions).distinct().toArray();
    Shuffle.shuffle(order, new Random(seed));
    Map<Integer, Integer> folds = new HashMap<>();
    for (int i = 0; i < order.length; i++) {
      folds.put(order[i], i % FOLDS);
    }
    return new SessionFolds(
        Arrays.stream(sessions).map(folds::get).toArray(), Math.min(FOLDS, order.length));
  }

  /** The places of the rows in a fold, or of those outside it. */
  int[] places(int fold, boolean isInside) {
    return IntStream.range(0, ofRow.length)
        .filter(row -> (ofRow[row] == fold) == isInside)
        .toArray();
  }
}
