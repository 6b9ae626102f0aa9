package io.livegauge.score;

import io.livegauge.event.Reason;
import io.livegauge.indicator.Indicator;
import io.livegauge.measure.Interaction;
import io.livegauge.measure.Measurement.Mark;
import io.livegauge.measure.Measurement.MarkKind;
import io.livegauge.measure.Measurement.Sales;
import io.livegauge.score.ScoreRecord.Audience;
import io.livegauge.score.ScoreRecord.IndicatorScore;
import io.livegauge.score.ScoreRecord.ModelRef;
import io.livegauge.score.ScoreRecord.Quality;
import io.livegauge.score.ScoreRecord.Scope;
import io.livegauge.score.ScoreRecord.Shadow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * Window rows: score records without their advice, by {@code window.avsc}. Numbers are stored as
 * the doubles nearest to what the JSON record prints, and found again from these.
 */
public final class WindowRows extends AvroRows<ScoreRecord> {
  public static final WindowRows INSTANCE = new WindowRows();

  private final Schema groups = schema().getField("groups").schema();
  private final Schema indicators = schema().getField("indicators").schema();
  private final Schema scope = indicators.getElementType().getField("window").schema();
  private final Schema audience = schema().getField("audience").schema();
  private final Schema quality = schema().getField("quality").schema();
  private final Schema sales = schema().getField("sales").schema();
  private final Schema model = schema().getField("model").schema();
  private final Schema shadow = schema().getField("shadow").schema().getTypes().get(1);
  private final Schema marks = schema().getField("marks").schema();

  private WindowRows() {
    super("/io/livegauge/schema/window.avsc");
  }

  @Override
  public GenericRecord toRecord(ScoreRecord row) {
    GenericRecord record = new GenericData.Record(schema());
    record.put("schema", ScoreRecord.SCHEMA);
    record.put("streamId", row.streamId());
    record.put("hostId", row.hostId());
    record.put("category", row.category());
    record.put("sessionStart", row.sessionStart());
    record.put("windowStart", row.windowStart());
    record.put("windowEnd", row.windowEnd());
    record.put("final", row.isFinal());
    record.put("score", row.score10000() / 1e4);
    record.put("baselineScore", row.baselineScore10000() / 1e4);
    record.put("residual", row.residual10000() / 1e4);
    GenericRecord sums = new GenericData.Record(groups);
    for (Indicator.Group group : Indicator.Group.values()) {
      sums.put(group.name(), row.groups10000().get(group.ordinal()) / 1e4);
    }
    record.put("groups", sums);
    record.put("indicators", indicatorRecords(row.indicators()));
    record.put("audience", audienceRecord(row.audience()));
    GenericRecord counts = new GenericData.Record(quality);
    counts.put("valid", row.quality().valid());
    counts.put("accepted", row.quality().accepted());
    counts.put("rejected", byName(row.quality().rejected(), Reason::name));
    counts.put("excess", byName(row.quality().excess(), Interaction::wireName));
    record.put("quality", counts);
    record.put("sales", salesRecord(row));
    GenericRecord champion = new GenericData.Record(model);
    champion.put("version", row.model().version());
    champion.put("sha256", row.model().sha256());
    record.put("model", champion);
    if (row.shadow() != null) {
      GenericRecord challenger = new GenericData.Record(shadow);
      challenger.put("version", row.shadow().version());
      challenger.put("score", row.shadow().score10000() / 1e4);
      record.put("shadow", challenger);
    }
    record.put("marks", markRecords(row.marks()));
    return record;
  }

  private List<GenericRecord> indicatorRecords(List<IndicatorScore> scores) {
    List<GenericRecord> records = new GenericData.Array<>(scores.size(), indicators);
    for (IndicatorScore score : scores) {
      GenericRecord record = new GenericData.Record(indicators.getElementType());
      record.put("code", score.code().name());
      record.put("source", score.source().wireName());
      record.put("normalized", score.normalized10000() / 1e4);
      record.put("contribution", score.contribution10000() / 1e4);
      record.put("window", scopeRecord(score.code(), score.window()));
      record.put("session", scopeRecord(score.code(), score.session()));
      records.add(record);
    }
    return records;
  }

  private GenericRecord scopeRecord(Indicator code, Scope values) {
    GenericRecord record = new GenericData.Record(scope);
    record.put("value", values.value());
    record.put("raw", values.raw());
    record.put("numerator", values.numerator() / unit(code));
    record.put("denominator", values.denominator());
    return record;
  }

  private GenericRecord audienceRecord(Audience values) {
    GenericRecord record = new GenericData.Record(audience);
    record.put("concurrent", values.concurrent());
    record.put("windowDistinct", values.windowDistinct());
    record.put("sessionDistinct", values.sessionDistinct());
    record.put("peak", values.peak());
    record.put("average", values.average1000() / 1e3);
    return record;
  }

  private GenericRecord salesRecord(ScoreRecord row) {
    GenericRecord record = new GenericData.Record(sales);
    record.put("currency", row.currency());
    record.put("orders", row.sales().orders());
    record.put("paid", row.sales().paid());
    record.put("refunded", row.sales().refunded());
    record.put("gifts", row.sales().gifts());
    record.put("giftValue", row.sales().giftValue());
    return record;
  }

  private List<GenericRecord> markRecords(List<Mark> values) {
    List<GenericRecord> records = new GenericData.Array<>(values.size(), marks);
    for (Mark mark : values) {
      GenericRecord record = new GenericData.Record(marks.getElementType());
      record.put("time", mark.time());
      record.put("kind", mark.kind().name().toLowerCase(Locale.ROOT));
      record.put("id", mark.id());
      records.add(record);
    }
    return records;
  }

  /** In the order of the keys, so that equal rows are equal bytes. */
  private static <K extends Enum<K>> Map<String, Long> byName(
      Map<K, Long> counts, Function<K, String> name) {
    Map<String, Long> named = new LinkedHashMap<>();
    counts.forEach((key, count) -> named.put(name.apply(key), count));
    return named;
  }

  @Override
  public ScoreRecord fromRecord(GenericRecord row) {
    GenericRecord sums = (GenericRecord) row.get("groups");
    List<Long> groupSums = new ArrayList<>();
    for (Indicator.Group group : Indicator.Group.values()) {
      groupSums.add(scaled(sums, group.name(), 4));
    }
    GenericRecord counts = (GenericRecord) row.get("quality");
    GenericRecord sold = (GenericRecord) row.get("sales");
    GenericRecord champion = (GenericRecord) row.get("model");
    GenericRecord challenger = (GenericRecord) row.get("shadow");
    return new ScoreRecord(
        text(row, "streamId"),
        text(row, "hostId"),
        text(row, "category"),
        number(row, "sessionStart"),
        number(row, "windowStart"),
        number(row, "windowEnd"),
        (Boolean) row.get("final"),
        scaled(row, "score", 4),
        scaled(row, "baselineScore", 4),
        scaled(row, "residual", 4),
        groupSums,
        readIndicators(row),
        readAudience((GenericRecord) row.get("audience")),
        new Quality(
            number(counts, "valid"),
            number(counts, "accepted"),
            readCounts(counts.get("rejected"), Reason.class, Reason::name),
            readCounts(counts.get("excess"), Interaction.class, Interaction::wireName)),
        text(sold, "currency"),
        new Sales(
            number(sold, "orders"),
            number(sold, "paid"),
            number(sold, "refunded"),
            number(sold, "gifts"),
            number(sold, "giftValue")),
        new ModelRef(number(champion, "version"), text(champion, "sha256")),
        challenger == null
            ? null
            : new Shadow(number(challenger, "version"), scaled(challenger, "score", 4)),
        readMarks(row),
        List.of());
  }

  private static List<IndicatorScore> readIndicators(GenericRecord row) {
    List<IndicatorScore> scores = new ArrayList<>();
    for (Object element : (List<?>) row.get("indicators")) {
      GenericRecord record = (GenericRecord) element;
      Indicator code = Indicator.valueOf(text(record, "code"));
      scores.add(
          new IndicatorScore(
              code,
              IndicatorSource.ofWireName(text(record, "source")),
              scaled(record, "normalized", 4),
              scaled(record, "contribution", 4),
              readScope(code, (GenericRecord) record.get("window")),
              readScope(code, (GenericRecord) record.get("session"))));
    }
    return scores;
  }

  private static Scope readScope(Indicator code, GenericRecord record) {
    return new Scope(
        (Double) record.get("value"),
        (Double) record.get("raw"),
        Math.round((Double) record.get("numerator") * unit(code)),
        number(record, "denominator"));
  }

  private static Audience readAudience(GenericRecord record) {
    return new Audience(
        number(record, "concurrent"),
        number(record, "windowDistinct"),
        number(record, "sessionDistinct"),
        number(record, "peak"),
        scaled(record, "average", 3));
  }

  private static List<Mark> readMarks(GenericRecord row) {
    List<Mark> read = new ArrayList<>();
    for (Object element : (List<?>) row.get("marks")) {
      GenericRecord record = (GenericRecord) element;
      MarkKind kind = MarkKind.valueOf(text(record, "kind").toUpperCase(Locale.ROOT));
      read.add(new Mark(number(record, "time"), kind, text(record, "id")));
    }
    return read;
  }

  /** Keys that this version does not know are left out, as fields would be. */
  private static <K extends Enum<K>> Map<K, Long> readCounts(
      Object counts, Class<K> keys, Function<K, String> name) {
    Map<String, Long> byName = new LinkedHashMap<>();
    ((Map<?, ?>) counts).forEach((key, count) -> byName.put(key.toString(), (Long) count));
    Map<K, Long> read = new EnumMap<>(keys);
    for (K key : keys.getEnumConstants()) {
      Long count = byName.get(name.apply(key));
      if (count != null) {
        read.put(key, count);
      }
    }
    return read;
  }

  private static double unit(Indicator code) {
    return code == Indicator.A11 ? 1e3 : 1;
  }

  private static long scaled(GenericRecord record, String field, int digits) {
    return Decimals.scaled((Double) record.get(field), digits);
  }

  private static long number(GenericRecord record, String field) {
    return (Long) record.get(field);
  }

  private static String text(GenericRecord record, String field) {
    Object text = record.get(field);
    return text == null ? null : text.toString();
  }
}
