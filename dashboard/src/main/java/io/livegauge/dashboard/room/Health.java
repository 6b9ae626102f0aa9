package io.livegauge.dashboard.room;

import java.util.List;
import java.util.Map;

/**
 * How complete the numbers are.
 *
 * @param now epoch ms by the wall clock
 * @param instance of the server: sequence numbers of another one mean nothing
 * @param newestWindowEnd of all records read, epoch ms; null before the first
 * @param watermarkLagMillis now less that; null before the first record
 * @param figures for operations only; null for a host
 */
public record Health(
    long now,
    String instance,
    KafkaState kafka,
    Long newestWindowEnd,
    Long watermarkLagMillis,
    Figures figures) {
  /**
   * Sums over every session known, and what was rejected before any session.
   *
   * @param read events that the job read: early rejections + valid; settlements, which are stored
   *     as files, are not in it
   * @param valid = accepted + the cleaning reasons among the rejected
   * @param rejected by reason in the order of the rules, only those above 0
   * @param models what scored the live rooms, by version
   */
  public record Figures(
      long read,
      long valid,
      long accepted,
      Map<String, Long> rejected,
      List<ModelUse> models,
      int live,
      int quiet,
      int ended,
      Unreadable unreadable) {}

  /** A model and how many live rooms it scores. */
  public record ModelUse(long version, int streams) {}

  /**
   * Records that could not be shown.
   *
   * @param malformed broken, or outside the contract
   * @param newerSchema of a version of the record that this program does not know
   * @param last the one read last; null where there is none
   */
  public record Unreadable(long malformed, long newerSchema, Last last) {}

  /** A record that could not be shown, and why. */
  public record Last(Coordinates at, String why) {}
}
