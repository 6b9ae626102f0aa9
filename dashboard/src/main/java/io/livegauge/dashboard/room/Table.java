package io.livegauge.dashboard.room;

import java.util.List;

/**
 * The rooms at one moment.
 *
 * @param sequence changes after it are not in here
 * @param newestWindowEnd of all records read, epoch ms; null before the first
 * @param rows in the order of their stream ids
 */
public record Table(long sequence, Long newestWindowEnd, List<Row> rows) {
  /** Copies the list. */
  public Table {
    rows = List.copyOf(rows);
  }
}
