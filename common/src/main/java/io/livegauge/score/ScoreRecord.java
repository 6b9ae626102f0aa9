package io.livegauge.score;

import io.livegauge.event.Reason;
import io.livegauge.indicator.Indicator;
import io.livegauge.measure.Interaction;
import io.livegauge.measure.Measurement.Mark;
import io.livegauge.measure.Measurement.Sales;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One stream's explained score at one slice end: what is published on the scores topic. Numbers are
 * already rounded as they are printed; those whose name ends in {@code 10000} are in units of
 * 0.0001, so that sums of them are exact: baselineScore + Σ contributions + residual = score.
 *
 * @param hostId or null; likewise category and currency
 * @param sessionStart epoch ms, like the other times
 * @param isFinal whether the session ends here
 * @param score10000 0 to 100 points
 * @param baselineScore10000 the score of the model's reference values
 * @param residual10000 what the contributions leave unexplained
 * @param groups10000 contribution sums of A1 to A5
 * @param indicators the 14, in order
 * @param sales in minor units, session to date
 * @param shadow the challenger's score, or null where there is none
 * @param marks of the last slice
 * @param advice largest gain first; empty in what was read from a window store
 */
public record ScoreRecord(
    String streamId,
    String hostId,
    String category,
    long sessionStart,
    long windowStart,
    long windowEnd,
    boolean isFinal,
    long score10000,
    long baselineScore10000,
    long residual10000,
    List<Long> groups10000,
    List<IndicatorScore> indicators,
    Audience audience,
    Quality quality,
    String currency,
    Sales sales,
    ModelRef model,
    Shadow shadow,
    List<Mark> marks,
    List<Advice> advice) {
  /** Value of the field {@code schema}: grows only when a field changes its meaning. */
  public static final int SCHEMA = 1;

  /** Copies the lists, so that a record cannot change. */
  public ScoreRecord {
    groups10000 = List.copyOf(groups10000);
    indicators = List.copyOf(indicators);
    marks = List.copyOf(marks);
    advice = List.copyOf(advice);
  }

  /**
   * One indicator's part in the score.
   *
   * @param source of the scope that the score uses
   * @param normalized10000 0 to 1, more being better
   * @param contribution10000 points of score against the reference
   */
  public record IndicatorScore(
      Indicator code,
      IndicatorSource source,
      long normalized10000,
      long contribution10000,
      Scope window,
      Scope session) {}

  /**
   * An indicator over the window or over the session.
   *
   * @param value in the indicator's unit, shrunk, rounded to 6 digits
   * @param raw numerator / denominator, rounded to 6 digits; null where the denominator is 0
   * @param numerator as counted; of A11 in ms (printed in seconds)
   * @param denominator 1 for counts
   */
  public record Scope(double value, Double raw, long numerator, long denominator) {}

  /**
   * Who watched.
   *
   * @param average1000 viewers on average over the session, in units of 0.001
   */
  public record Audience(
      long concurrent, long windowDistinct, long sessionDistinct, long peak, long average1000) {}

  /**
   * Session to date; valid = accepted + Σ rejected.
   *
   * @param rejected non-zero counts in the order of the reasons
   * @param excess what the caps cut, non-zero counts in the order of the kinds
   */
  public record Quality(
      long valid, long accepted, Map<Reason, Long> rejected, Map<Interaction, Long> excess) {
    /** Copies the maps into the order of their keys. */
    public Quality {
      rejected = copy(rejected, Reason.class);
      excess = copy(excess, Interaction.class);
    }

    private static <K extends Enum<K>> Map<K, Long> copy(Map<K, Long> counts, Class<K> keys) {
      Map<K, Long> copy = new EnumMap<>(keys);
      copy.putAll(counts);
      return Collections.unmodifiableMap(copy);
    }
  }

  /** The model that scored. */
  public record ModelRef(long version, String sha256) {}

  /** What the challenger would have scored. */
  public record Shadow(long version, long score10000) {}

  /**
   * What would raise this score.
   *
   * @param gain10000 above 0: points, if the indicator reached its reference
   */
  public record Advice(Indicator code, long gain10000, AdviceAction action) {}

  /** The score in points, 0 to 100, with 4 digits. */
  public double score() {
    return score10000 / 1e4;
  }

  /** The same record with that advice. */
  ScoreRecord withAdvice(List<Advice> given) {
    return new ScoreRecord(
        streamId,
        hostId,
        category,
        sessionStart,
        windowStart,
        windowEnd,
        isFinal,
        score10000,
        baselineScore10000,
        residual10000,
        groups10000,
        indicators,
        audience,
        quality,
        currency,
        sales,
        model,
        shadow,
        marks,
        given);
  }

  /**
   * The published record: one line of JSON without a line end, the same bytes for equal records.
   */
  public byte[] toJson() {
    JsonText json = new JsonText(5120).open();
    json.field("schema", SCHEMA)
        .field("streamId", streamId)
        .field("hostId", hostId)
        .field("category", category)
        .field("sessionStart", sessionStart)
        .field("windowStart", windowStart)
        .field("windowEnd", windowEnd)
        .field("final", isFinal)
        .decimal("score", score10000, 4)
        .decimal("baselineScore", baselineScore10000, 4)
        .decimal("residual", residual10000, 4)
        .name("groups")
        .open();
    for (Indicator.Group group : Indicator.Group.values()) {
      json.decimal(group.name(), groups10000.get(group.ordinal()), 4);
    }
    json.close().name("indicators").openArray();
    for (IndicatorScore indicator : indicators) {
      json.open()
          .field("code", indicator.code().name())
          .field("source", indicator.source().wireName())
          .decimal("normalized", indicator.normalized10000(), 4)
          .decimal("contribution", indicator.contribution10000(), 4)
          .name("window")
          .open();
      writeScope(indicator.code(), indicator.window(), json);
      json.close().name("session").open();
      writeScope(indicator.code(), indicator.session(), json);
      json.close().close();
    }
    json.closeArray();
    writeAudience(audience, json);
    writeQuality(quality, json);
    writeSales(currency, sales, json);
    writeModel(model, json);
    if (shadow != null) {
      json.name("shadow")
          .open()
          .field("version", shadow.version())
          .decimal("score", shadow.score10000(), 4)
          .close();
    }
    json.name("marks").openArray();
    for (Mark mark : marks) {
      json.open()
          .field("time", mark.time())
          .field("kind", mark.kind().name().toLowerCase(Locale.ROOT))
          .field("id", mark.id())
          .close();
    }
    json.closeArray().name("advice").openArray();
    for (Advice item : advice) {
      json.open()
          .field("code", item.code().name())
          .decimal("gain", item.gain10000(), 4)
          .field("action", item.action().name())
          .close();
    }
    return json.closeArray().close().toBytes();
  }

  static void writeScope(Indicator code, Scope scope, JsonText json) {
    json.decimal6("value", scope.value()).decimal6("raw", scope.raw());
    json.decimal("numerator", scope.numerator(), code == Indicator.A11 ? 3 : 0);
    json.field("denominator", scope.denominator());
  }

  static void writeAudience(Audience audience, JsonText json) {
    json.name("audience")
        .open()
        .field("concurrent", audience.concurrent())
        .field("windowDistinct", audience.windowDistinct())
        .field("sessionDistinct", audience.sessionDistinct())
        .field("peak", audience.peak())
        .decimal("average", audience.average1000(), 3)
        .close();
  }

  static void writeQuality(Quality quality, JsonText json) {
    json.name("quality")
        .open()
        .field("valid", quality.valid())
        .field("accepted", quality.accepted())
        .name("rejected")
        .open();
    quality.rejected().forEach((reason, count) -> json.field(reason.name(), count));
    json.close().name("excess").open();
    quality.excess().forEach((kind, count) -> json.field(kind.wireName(), count));
    json.close().close();
  }

  static void writeSales(String currency, Sales sales, JsonText json) {
    json.name("sales")
        .open()
        .field("currency", currency)
        .field("orders", sales.orders())
        .field("paid", sales.paid())
        .field("refunded", sales.refunded())
        .field("gifts", sales.gifts())
        .field("giftValue", sales.giftValue())
        .close();
  }

  static void writeModel(ModelRef model, JsonText json) {
    json.name("model")
        .open()
        .field("version", model.version())
        .field("sha256", model.sha256())
        .close();
  }
}
