package io.livegauge.alert;

import io.livegauge.score.JsonText;

/**
 * A change of one alert of one stream: what is published on the alerts topic. Numbers whose name
 * ends in {@code 10000} are in units of 0.0001 of the rule's unit.
 *
 * @param hostId or null; likewise category
 * @param isRaised whether the alert is raised here; else it is cleared
 * @param isFinal whether it is cleared because the session ends here
 * @param sessionStart epoch ms, like the other times
 * @param windowEnd of the score record that made the change
 * @param since the windowEnd at which the alert was raised
 * @param value10000 what the rule found in that record
 * @param threshold10000 what the value reached, or fell to
 * @param usual10000 what the stream is compared with, in the unit of its figure; null where the
 *     rule compares it with nothing, or nothing is known
 * @param worst10000 the largest value since the alert was raised
 * @param detail a sentence with the figures, for people; it names no user
 */
public record AlertRecord(
    String streamId,
    String hostId,
    String category,
    AlertRule rule,
    boolean isRaised,
    boolean isFinal,
    long sessionStart,
    long windowEnd,
    long since,
    long value10000,
    long threshold10000,
    Long usual10000,
    long worst10000,
    String detail) {
  /** Value of the field {@code schema}: grows only when a field changes its meaning. */
  public static final int SCHEMA = 1;

  private static final int DIGITS = 4;

  /** The value of the field {@code state}. */
  public String state() {
    return isRaised ? "raised" : "cleared";
  }

  /**
   * The published record: one line of JSON without a line end, the same bytes for equal records.
   */
  public byte[] toJson() {
    JsonText json = new JsonText(512).open();
    json.field("schema", SCHEMA)
        .field("streamId", streamId)
        .field("hostId", hostId)
        .field("category", category)
        .field("rule", rule.name())
        .field("state", state())
        .field("final", isFinal)
        .field("sessionStart", sessionStart)
        .field("windowEnd", windowEnd)
        .field("since", since)
        .decimal("value", value10000, DIGITS)
        .decimal("threshold", threshold10000, DIGITS);
    if (usual10000 == null) {
      json.field("usual", (String) null);
    } else {
      json.decimal("usual", usual10000, DIGITS);
    }
    return json.decimal("worst", worst10000, DIGITS).field("detail", detail).close().toBytes();
  }
}
