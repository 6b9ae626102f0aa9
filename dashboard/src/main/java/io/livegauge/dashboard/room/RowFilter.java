package io.livegauge.dashboard.room;

/**
 * Which rows are asked for; null stands for any.
 *
 * @param category exact, case included; likewise the host
 */
public record RowFilter(String category, String hostId, Status status) {
  /** Every row. */
  public static final RowFilter ALL = new RowFilter(null, null, null);

  boolean matches(Row row) {
    return (category == null || category.equals(row.facts().category()))
        && (hostId == null || hostId.equals(row.hostId()))
        && (status == null || status == row.status());
  }
}
