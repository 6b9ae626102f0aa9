package io.livegauge.dashboard.room;

import io.livegauge.indicator.Indicator;
import io.livegauge.score.ScoreRecord;
import java.io.IOException;

/** Reads what the screens need of a session summary. One instance reads one record. */
final class SummaryParser {
  private static final long MISSING = -1;

  /** The latest time that a record can have. */
  static final long LAST_TIME = 253_402_300_799_999L + 7 * 86_400_000L;

  private static final double LARGEST_AVERAGE = 1e12;

  private final JsonFields json;

  private boolean hasSchema;
  private String streamId;
  private String hostId;
  private String category;
  private long sessionStart = MISSING;
  private long sessionEnd = MISSING;
  private String endedBy;
  private int last10000 = (int) MISSING;
  private int mean10000 = (int) MISSING;
  private int min10000 = (int) MISSING;
  private int max10000 = (int) MISSING;
  private long peak = MISSING;
  private long distinct = MISSING;
  private long average1000 = MISSING;
  private final SalesFields sales = new SalesFields();
  private long buyers = MISSING;
  private Long conversionMillionths;

  private SummaryParser(JsonFields json) {
    this.json = json;
  }

  /**
   * The summary that lies at those coordinates.
   *
   * @param timestamp the record's Kafka timestamp, epoch ms; below 0 where it has none
   */
  static SessionRow parse(byte[] value, Coordinates at, long timestamp)
      throws UnreadableRecordException {
    return Schema.read(
        value,
        ScoreRecord.SCHEMA,
        json -> {
          SummaryParser parser = new SummaryParser(json);
          json.object("the record", parser::field);
          json.end();
          return parser.row(at, timestamp);
        });
  }

  private void field(String name) throws IOException, UnreadableRecordException {
    switch (name) {
      case "schema" -> {
        Schema.require(json, name, ScoreRecord.SCHEMA);
        hasSchema = true;
      }
      case "streamId" -> streamId = json.text(name);
      case "hostId" -> hostId = json.textOrNull(name);
      case "category" -> category = json.textOrNull(name);
      case "sessionStart" -> sessionStart = json.integer(name, 1, LAST_TIME);
      case "sessionEnd" -> sessionEnd = json.integer(name, 1, LAST_TIME);
      case "endedBy" -> endedBy = json.text(name);
      case "indicators" -> json.array(name, this::indicator);
      case "audience" -> json.object(name, this::audience);
      case "sales" -> json.object(name, field -> sales.read(json, field));
      case "score" -> json.object(name, this::score);
      default -> json.skip();
    }
  }

  private void indicator() throws IOException, UnreadableRecordException {
    String[] code = new String[1];
    double[] figures = {Double.NaN, Double.NaN};
    json.object(
        "indicators",
        name -> {
          switch (name) {
            case "code" -> code[0] = json.text(name);
            case "raw" -> figures[0] = json.isNull() ? Double.NaN : json.number(name, -1e18, 1e18);
            case "numerator" -> figures[1] = json.number(name, -1e18, 1e18);
            default -> json.skip();
          }
        });
    if (Indicator.A31.name().equals(code[0])) {
      if (!(figures[1] >= 0 && figures[1] <= JsonFields.LARGEST)
          || figures[1] != Math.rint(figures[1])) {
        throw new UnreadableRecordException("the numerator of A31 is no count");
      }
      buyers = (long) figures[1];
      conversionMillionths = Double.isNaN(figures[0]) ? null : Math.round(figures[0] * 1e6);
    }
  }

  private void audience(String name) throws IOException, UnreadableRecordException {
    switch (name) {
      case "sessionDistinct" -> distinct = json.count(name);
      case "peak" -> peak = json.count(name);
      case "average" -> average1000 = Math.round(json.number(name, 0, LARGEST_AVERAGE) * 1e3);
      default -> json.skip();
    }
  }

  private void score(String name) throws IOException, UnreadableRecordException {
    switch (name) {
      case "last" -> last10000 = json.points10000("score.last");
      case "mean" -> mean10000 = json.points10000("score.mean");
      case "min" -> min10000 = json.points10000("score.min");
      case "max" -> max10000 = json.points10000("score.max");
      default -> json.skip();
    }
  }

  private SessionRow row(Coordinates at, long timestamp) throws UnreadableRecordException {
    JsonFields.need(hasSchema, "schema");
    JsonFields.need(streamId != null, "streamId");
    JsonFields.need(sessionStart >= 0, "sessionStart");
    JsonFields.need(sessionEnd >= 0, "sessionEnd");
    JsonFields.need(endedBy != null, "endedBy");
    JsonFields.need(last10000 >= 0 && mean10000 >= 0 && min10000 >= 0 && max10000 >= 0, "a score");
    JsonFields.need(peak >= 0 && distinct >= 0 && average1000 >= 0, "a figure of audience");
    sales.need();
    JsonFields.need(buyers >= 0, "indicator A31");
    if (sessionEnd < sessionStart) {
      throw new UnreadableRecordException(
          "sessionEnd " + sessionEnd + " lies before sessionStart " + sessionStart);
    }
    if (timestamp >= 0 && sessionEnd - timestamp > ScoreParser.MOST_AHEAD_MILLIS) {
      throw new UnreadableRecordException(
          "sessionEnd "
              + sessionEnd
              + " lies more than ten minutes after the record's timestamp "
              + timestamp);
    }
    return new SessionRow(
        streamId,
        hostId,
        category,
        sales.currency,
        sessionStart,
        sessionEnd,
        endedBy,
        last10000,
        mean10000,
        min10000,
        max10000,
        peak,
        distinct,
        average1000,
        sales.orders,
        sales.paid,
        sales.refunded,
        sales.gifts,
        sales.giftValue,
        buyers,
        conversionMillionths,
        at);
  }
}
