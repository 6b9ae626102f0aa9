package io.livegauge.score;

import io.livegauge.indicator.Indicator;
import io.livegauge.measure.Measurement.Promotion;
import io.livegauge.measure.Measurement.Sales;
import io.livegauge.measure.Measurement.SourceCount;
import io.livegauge.score.ScoreRecord.Audience;
import io.livegauge.score.ScoreRecord.ModelRef;
import io.livegauge.score.ScoreRecord.Quality;
import io.livegauge.score.ScoreRecord.Scope;
import java.util.List;

/**
 * What is published of a session when it has ended: everything of the session's scope, and its
 * scores in short.
 *
 * @param hostId or null; likewise category and currency
 * @param sessionStart epoch ms, like the end
 * @param endedBy {@code stream_end} or {@code silence}
 * @param indicators the 14, in order
 * @param model the one that scored the last window
 */
public record SessionSummary(
    String streamId,
    String hostId,
    String category,
    long sessionStart,
    long sessionEnd,
    String endedBy,
    List<IndicatorValue> indicators,
    Audience audience,
    Quality quality,
    String currency,
    Sales sales,
    Scores score,
    List<Promotion> promotions,
    List<SourceCount> sources,
    ModelRef model) {

  /** Copies the lists, so that a summary cannot change. */
  public SessionSummary {
    indicators = List.copyOf(indicators);
    promotions = List.copyOf(promotions);
    sources = List.copyOf(sources);
  }

  /**
   * An indicator over the session.
   *
   * @param source what the session's value rests on
   */
  public record IndicatorValue(Indicator code, IndicatorSource source, Scope session) {}

  /** Scores of the session's records, in units of 0.0001. */
  public record Scores(long last10000, long mean10000, long min10000, long max10000) {}

  /** The published record: one line of JSON without a line end. */
  public byte[] toJson() {
    JsonText json = new JsonText(4096).open();
    json.field("schema", ScoreRecord.SCHEMA)
        .field("streamId", streamId)
        .field("hostId", hostId)
        .field("category", category)
        .field("sessionStart", sessionStart)
        .field("sessionEnd", sessionEnd)
        .field("endedBy", endedBy)
        .name("indicators")
        .openArray();
    for (IndicatorValue indicator : indicators) {
      json.open()
          .field("code", indicator.code().name())
          .field("source", indicator.source().wireName());
      ScoreRecord.writeScope(indicator.code(), indicator.session(), json);
      json.close();
    }
    json.closeArray();
    ScoreRecord.writeAudience(audience, json);
    ScoreRecord.writeQuality(quality, json);
    ScoreRecord.writeSales(currency, sales, json);
    json.name("score")
        .open()
        .decimal("last", score.last10000(), 4)
        .decimal("mean", score.mean10000(), 4)
        .decimal("min", score.min10000(), 4)
        .decimal("max", score.max10000(), 4)
        .close()
        .name("promotions")
        .openArray();
    for (Promotion promotion : promotions) {
      json.open()
          .field("promoCode", promotion.promoCode())
          .field("orders", promotion.orders())
          .field("paid", promotion.paid())
          .field("discount", promotion.discount())
          .close();
    }
    json.closeArray().name("sources").openArray();
    for (SourceCount source : sources) {
      json.open()
          .field("source", source.source())
          .field("viewers", source.viewers())
          .field("buyers", source.buyers())
          .close();
    }
    json.closeArray();
    ScoreRecord.writeModel(model, json);
    return json.close().toBytes();
  }
}
