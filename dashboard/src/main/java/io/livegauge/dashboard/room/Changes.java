package io.livegauge.dashboard.room;

import java.util.List;

/**
 * What changed after a sequence number.
 *
 * @param sequence everything up to it is in here
 * @param isReset whether it is no longer known what changed since then (or it never was): ask for
 *     all rows; the lists are empty then
 * @param rows the newest row of each room that changed, in the order of the changes
 * @param removed ids of streams that are no longer shown
 */
public record Changes(long sequence, boolean isReset, List<Row> rows, List<String> removed) {
  /** Copies the lists. */
  public Changes {
    rows = List.copyOf(rows);
    removed = List.copyOf(removed);
  }

  /** Whether there is nothing to tell. */
  public boolean isEmpty() {
    return !isReset && rows.isEmpty() && removed.isEmpty();
  }
}
