package io.livegauge.trainer.data;

import io.livegauge.indicator.Indicator;
import io.livegauge.score.IndicatorSource;
import io.livegauge.score.WindowRows;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;

/**
 * Reads of a file of window rows the fields that training needs, and passes over the rest: by a
 * schema of these alone, which takes half of the time and of the garbage. For one thread; equal
 * texts are kept once.
 */
final class WindowFile {
  private static final Schema SCHEMA = schema(WindowRows.INSTANCE.schema());

  private final Map<Utf8, String> texts = new HashMap<>();
  private final Map<SessionKey, SessionKey> sessions = new HashMap<>();

  private static Schema schema(Schema whole) {
    Schema indicator = whole.getField("indicators").schema().getElementType();
    Schema scope = part(indicator.getField("window").schema(), List.of("numerator", "denominator"));
    Schema some =
        part(
            indicator,
            List.of("code", "source", "window", "session"),
            Map.of("window", scope, "session", scope));
    return part(
        whole,
        List.of(
            "streamId", "category", "sessionStart", "windowEnd", "final", "indicators", "sales"),
        Map.of(
            "indicators",
            Schema.createArray(some),
            "sales",
            part(whole.getField("sales").schema(), List.of("currency"))));
  }

  private static Schema part(Schema whole, List<String> fields) {
    return part(whole, fields, Map.of());
  }

  /** A record with some of the fields; those that are themselves parts are given. */
  private static Schema part(Schema whole, List<String> fields, Map<String, Schema> parts) {
    List<Schema.Field> some = new ArrayList<>();
    for (String name : fields) {
      Schema.Field field = whole.getField(name);
      some.add(new Schema.Field(field, parts.getOrDefault(name, field.schema())));
    }
    return Schema.createRecord(whole.getName(), null, whole.getNamespace(), false, some);
  }

  /**
   * Hands over the rows in the file's order.
   *
   * @throws IOException where the file is damaged or holds what no row can be
   */
  void read(Path file, Consumer<WindowObservation> each) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        DataFileStream<GenericRecord> rows =
            new DataFileStream<>(in, new GenericDatumReader<>(null, SCHEMA))) {
      GenericRecord row = null;
      while (rows.hasNext()) {
        row = rows.next(row);
        each.accept(observation(row));
      }
    } catch (AvroRuntimeException | IllegalArgumentException e) {
      throw new IOException("damaged row: " + e.getMessage(), e);
    }
  }

  private WindowObservation observation(GenericRecord row) {
    Fractions scored = new Fractions();
    boolean isFinal = (Boolean) row.get("final");
    Fractions settled = isFinal ? new Fractions() : null;
    Indicator[] indicators = Indicator.values();
    List<?> scores = (List<?>) row.get("indicators");
    if (scores.size() != indicators.length) {
      throw new IllegalArgumentException(scores.size() + " indicators in place of 14");
    }
    for (Object element : scores) {
      GenericRecord score = (GenericRecord) element;
      Indicator indicator = Indicator.valueOf(text(score.get("code")));
      // The source is that of the scope that the score uses, and only A21 and A23 are mapped by
      // knots: both are scored by session, so one flag does for both scopes.
      boolean isProxy =
          Valuation.PROXIED.contains(indicator)
              && IndicatorSource.ofWireName(text(score.get("source"))) == IndicatorSource.PROXY;
      GenericRecord session = (GenericRecord) score.get("session");
      fill(
          scored,
          indicator,
          indicator.isScoredBySession() ? session : (GenericRecord) score.get("window"),
          isProxy);
      if (isFinal) {
        fill(settled, indicator, session, isProxy);
      }
    }
    return new WindowObservation(
        key(text(row.get("streamId")), (Long) row.get("sessionStart")),
        (Long) row.get("windowEnd"),
        text(((GenericRecord) row.get("sales")).get("currency")),
        text(row.get("category")),
        scored,
        settled);
  }

  private static void fill(
      Fractions fractions, Indicator indicator, GenericRecord scope, boolean isProxy) {
    fractions.set(
        indicator,
        (Double) scope.get("numerator"),
        (double) (Long) scope.get("denominator"),
        isProxy);
  }

  private SessionKey key(String streamId, long sessionStart) {
    SessionKey key = new SessionKey(streamId, sessionStart);
    SessionKey known = sessions.putIfAbsent(key, key);
    return known == null ? key : known;
  }

  private String text(Object avro) {
    if (avro == null) {
      return null;
    }
    Utf8 text = (Utf8) avro;
    String known = texts.get(text);
    if (known == null) {
      known = text.toString();
      // Avro reads the next text into the same object, so that one is no key.
      texts.put(new Utf8(text), known);
    }
    return known;
  }
}
