package io.livegauge.dashboard.room;

import java.util.List;

/**
 * One room in the table. It never changes; a changed room has a new row with a higher sequence
 * number.
 *
 * @param sequence the change that made it
 * @param facts from the newest record of the room's newest session
 * @param change10000 score now less score 300 s before, in units of 0.0001; null where there was
 *     none
 * @param trend10000 scores of the last minutes, 24 at most, oldest first, in units of 0.0001
 * @param percentile share of its peers with a lower score, 0 to 100; null with fewer than 3 peers,
 *     and where the room is not live
 * @param peers other live rooms of the category
 * @param alerts those that are raised, the longest first; of an ended room none
 * @param json the row as one JSON object in UTF-8, shared: never change it
 */
public record Row(
    long sequence,
    ScoreFacts facts,
    Status status,
    Integer change10000,
    List<Integer> trend10000,
    Integer percentile,
    int peers,
    List<Alert> alerts,
    byte[] json) {
  /** Copies the lists. */
  public Row {
    trend10000 = List.copyOf(trend10000);
    alerts = List.copyOf(alerts);
  }

  /** The stream. */
  public String streamId() {
    return facts.streamId();
  }

  /** Its host, or null. */
  public String hostId() {
    return facts.hostId();
  }
}
