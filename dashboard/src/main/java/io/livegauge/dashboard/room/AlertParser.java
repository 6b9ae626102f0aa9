package io.livegauge.dashboard.room;

import io.livegauge.alert.AlertRecord;
import java.io.IOException;

/** Reads what the screens need of an alert record. One instance reads one record. */
final class AlertParser {
  private static final long MISSING = -1;
  private static final double LARGEST = 1e11;

  private final JsonFields json;

  private boolean hasSchema;
  private String streamId;
  private String rule;
  private Boolean isRaised;
  private long sessionStart = MISSING;
  private long windowEnd = MISSING;
  private long since = MISSING;
  private Long value10000;
  private Long threshold10000;
  private Long usual10000;

  private AlertParser(JsonFields json) {
    this.json = json;
  }

  /**
   * One change.
   *
   * @param timestamp the record's Kafka timestamp, epoch ms; below 0 where it has none
   */
  static Alert parse(byte[] value, long timestamp) throws UnreadableRecordException {
    return Schema.read(
        value,
        AlertRecord.SCHEMA,
        json -> {
          AlertParser parser = new AlertParser(json);
          json.object("the record", parser::field);
          json.end();
          return parser.alert(timestamp);
        });
  }

  private void field(String name) throws IOException, UnreadableRecordException {
    switch (name) {
      case "schema" -> {
        Schema.require(json, name, AlertRecord.SCHEMA);
        hasSchema = true;
      }
      case "streamId" -> streamId = json.text(name);
      case "rule" -> rule = json.text(name);
      case "state" -> isRaised = state(json.text(name));
      case "sessionStart" -> sessionStart = json.integer(name, 1, SummaryParser.LAST_TIME);
      case "windowEnd" -> windowEnd = json.integer(name, 1, SummaryParser.LAST_TIME);
      case "since" -> since = json.integer(name, 1, SummaryParser.LAST_TIME);
      case "value" -> value10000 = number(name);
      case "threshold" -> threshold10000 = number(name);
      case "usual" -> usual10000 = json.isNull() ? null : (Long) number(name);
      default -> json.skip();
    }
  }

  private long number(String name) throws IOException, UnreadableRecordException {
    return Math.round(json.number(name, -LARGEST, LARGEST) * 1e4);
  }

  private static boolean state(String state) throws UnreadableRecordException {
    return switch (state) {
      case "raised" -> true;
      case "cleared" -> false;
      default -> throw new UnreadableRecordException("state is neither raised nor cleared");
    };
  }

  private Alert alert(long timestamp) throws UnreadableRecordException {
    JsonFields.need(hasSchema, "schema");
    JsonFields.need(streamId != null, "streamId");
    JsonFields.need(rule != null, "rule");
    JsonFields.need(isRaised != null, "state");
    JsonFields.need(sessionStart >= 0, "sessionStart");
    JsonFields.need(windowEnd >= 0, "windowEnd");
    JsonFields.need(since >= 0, "since");
    JsonFields.need(value10000 != null && threshold10000 != null, "value or threshold");
    if (timestamp >= 0 && windowEnd - timestamp > ScoreParser.MOST_AHEAD_MILLIS) {
      throw new UnreadableRecordException(
          "windowEnd "
              + windowEnd
              + " lies more than ten minutes after the record's timestamp "
              + timestamp);
    }
    return new Alert(
        streamId,
        sessionStart,
        rule,
        isRaised,
        windowEnd,
        since,
        value10000,
        threshold10000,
        usual10000);
  }
}
