package io.livegauge.dashboard.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.livegauge.dashboard.room.Coordinates;
import io.livegauge.dashboard.room.Health;
import io.livegauge.dashboard.room.KafkaState;
import io.livegauge.dashboard.room.Mark;
import io.livegauge.dashboard.room.Point;
import io.livegauge.dashboard.room.RoomView;
import io.livegauge.dashboard.room.Row;
import io.livegauge.dashboard.room.SeriesView;
import io.livegauge.dashboard.room.SessionRow;
import io.livegauge.dashboard.room.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The API's answers as JSON. Rows and published records go out as the bytes that they are; nothing
 * is read and written anew.
 */
final class ApiJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  @FunctionalInterface
  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private ApiJson() {}

  private static byte[] object(Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      content.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] error(String error, String message) {
    return object(
        json -> {
          json.writeStringField("error", error);
          json.writeStringField("message", message);
        });
  }

  static byte[] me(String role, String hostId, String authentication) {
    return object(
        json -> {
          json.writeStringField("role", role);
          json.writeStringField("hostId", hostId);
          json.writeStringField("authentication", authentication);
        });
  }

  static byte[] table(String instance, Table table) {
    return object(
        json -> {
          json.writeStringField("seq", Cursor.of(instance, table.sequence()));
          writeNumber(json, "newestWindowEnd", table.newestWindowEnd());
          json.writeArrayFieldStart("streams");
          for (Row row : table.rows()) {
            writeRaw(json, row.json());
          }
          json.writeEndArray();
        });
  }

  /** The data of a {@code rows} event; one line. */
  static void writeChanges(OutputStream out, List<Row> rows, List<String> removed)
      throws IOException {
    out.write("{\"rows\":[".getBytes(StandardCharsets.UTF_8));
    boolean isFirst = true;
    for (Row row : rows) {
      if (!isFirst) {
        out.write(',');
      }
      isFirst = false;
      out.write(row.json());
    }
    out.write("],\"removed\":".getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream ids = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(ids)) {
      json.writeStartArray();
      for (String id : removed) {
        json.writeString(id);
      }
      json.writeEndArray();
    }
    ids.writeTo(out);
    out.write('}');
  }

  static byte[] room(RoomView room, byte[] record) {
    return object(
        json -> {
          json.writeFieldName("row");
          writeRaw(json, room.row().json());
          json.writeFieldName("record");
          writeRaw(json, record);
          json.writeArrayFieldStart("sessions");
          for (RoomView.SessionRef session : room.sessions()) {
            json.writeStartObject();
            json.writeNumberField("sessionStart", session.sessionStart());
            json.writeNumberField("windowEnd", session.windowEnd());
            json.writeBooleanField("ended", session.isEnded());
            json.writeNumberField("points", session.points());
            json.writeEndObject();
          }
          json.writeEndArray();
          writeCounts(json, "early", room.early());
        });
  }

  /** The data of a {@code record} event. */
  static byte[] update(RoomView room, byte[] record) {
    return object(
        json -> {
          json.writeFieldName("row");
          writeRaw(json, room.row().json());
          json.writeFieldName("record");
          writeRaw(json, record);
          Point point = room.point();
          json.writeObjectFieldStart("point");
          json.writeNumberField("windowEnd", point.windowEnd());
          writeScaled(json, "score", point.score10000(), 4);
          json.writeNumberField("viewers", point.viewers());
          json.writeNumberField("distinct", point.distinct());
          json.writeNumberField("buyers", point.buyers());
          json.writeNumberField("orders", point.orders());
          json.writeNumberField("sales", point.sales());
          json.writeNumberField("giftValue", point.giftValue());
          json.writeNumberField("barrages", point.barrages());
          json.writeNumberField("modelVersion", point.modelVersion());
          json.writeEndObject();
          writeMarks(json, room.marks());
        });
  }

  static byte[] series(SeriesView series) {
    return object(
        json -> {
          json.writeStringField("streamId", series.streamId());
          json.writeStringField("hostId", series.hostId());
          json.writeStringField("category", series.category());
          json.writeStringField("currency", series.currency());
          json.writeNumberField("sessionStart", series.sessionStart());
          json.writeBooleanField("ended", series.isEnded());
          List<Point> points = series.points();
          writeColumn(json, "windowEnd", points, Point::windowEnd);
          json.writeArrayFieldStart("score");
          for (Point point : points) {
            json.writeNumber(decimal(point.score10000(), 4));
          }
          json.writeEndArray();
          writeColumn(json, "viewers", points, Point::viewers);
          writeColumn(json, "distinct", points, Point::distinct);
          writeColumn(json, "buyers", points, Point::buyers);
          writeColumn(json, "orders", points, Point::orders);
          writeColumn(json, "sales", points, Point::sales);
          writeColumn(json, "giftValue", points, Point::giftValue);
          writeColumn(json, "barrages", points, Point::barrages);
          writeColumn(json, "modelVersion", points, Point::modelVersion);
          writeMarks(json, series.marks());
        });
  }

  static byte[] sessions(List<SessionRow> sessions) {
    return object(
        json -> {
          json.writeArrayFieldStart("sessions");
          for (SessionRow session : sessions) {
            json.writeStartObject();
            json.writeStringField("streamId", session.streamId());
            json.writeStringField("hostId", session.hostId());
            json.writeStringField("category", session.category());
            json.writeStringField("currency", session.currency());
            json.writeNumberField("sessionStart", session.sessionStart());
            json.writeNumberField("sessionEnd", session.sessionEnd());
            json.writeStringField("endedBy", session.endedBy());
            json.writeObjectFieldStart("score");
            writeScaled(json, "last", session.score10000(), 4);
            writeScaled(json, "mean", session.mean10000(), 4);
            writeScaled(json, "min", session.min10000(), 4);
            writeScaled(json, "max", session.max10000(), 4);
            json.writeEndObject();
            json.writeNumberField("peak", session.peak());
            json.writeNumberField("distinct", session.distinct());
            writeScaled(json, "average", session.average1000(), 3);
            json.writeNumberField("orders", session.orders());
            json.writeNumberField("paid", session.paid());
            json.writeNumberField("refunded", session.refunded());
            json.writeNumberField("sales", session.sales());
            json.writeNumberField("gifts", session.gifts());
            json.writeNumberField("giftValue", session.giftValue());
            json.writeNumberField("buyers", session.buyers());
            if (session.conversionMillionths() == null) {
              json.writeNullField("conversion");
            } else {
              writeScaled(json, "conversion", session.conversionMillionths(), 6);
            }
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  static byte[] health(Health health) {
    return object(
        json -> {
          json.writeNumberField("now", health.now());
          json.writeStringField("instance", health.instance());
          writeKafka(json, health.kafka());
          writeNumber(json, "newestWindowEnd", health.newestWindowEnd());
          writeNumber(json, "watermarkLagMillis", health.watermarkLagMillis());
          if (health.figures() != null) {
            writeFigures(json, health.figures());
          }
        });
  }

  private static void writeKafka(JsonGenerator json, KafkaState kafka) throws IOException {
    json.writeObjectFieldStart("kafka");
    json.writeStringField("bootstrap", kafka.bootstrap());
    json.writeBooleanField("connected", kafka.connected());
    json.writeNumberField("since", kafka.since());
    json.writeArrayFieldStart("missingTopics");
    for (String topic : kafka.missingTopics()) {
      json.writeString(topic);
    }
    json.writeEndArray();
    json.writeBooleanField("caughtUp", kafka.caughtUp());
    json.writeNumberField("readBack", kafka.readBack());
    json.writeEndObject();
  }

  private static void writeFigures(JsonGenerator json, Health.Figures figures) throws IOException {
    json.writeNumberField("read", figures.read());
    json.writeNumberField("valid", figures.valid());
    json.writeNumberField("accepted", figures.accepted());
    writeCounts(json, "rejected", figures.rejected());
    json.writeArrayFieldStart("models");
    for (Health.ModelUse model : figures.models()) {
      json.writeStartObject();
      json.writeNumberField("version", model.version());
      json.writeNumberField("streams", model.streams());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("streams");
    json.writeNumberField("live", figures.live());
    json.writeNumberField("quiet", figures.quiet());
    json.writeNumberField("ended", figures.ended());
    json.writeEndObject();
    json.writeObjectFieldStart("unreadable");
    json.writeNumberField("malformed", figures.unreadable().malformed());
    json.writeNumberField("newerSchema", figures.unreadable().newerSchema());
    Health.Last last = figures.unreadable().last();
    if (last == null) {
      json.writeNullField("last");
    } else {
      Coordinates at = last.at();
      json.writeObjectFieldStart("last");
      json.writeStringField("topic", at.topic());
      json.writeNumberField("partition", at.partition());
      json.writeNumberField("offset", at.offset());
      json.writeStringField("why", last.why());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeMarks(JsonGenerator json, List<Mark> marks) throws IOException {
    json.writeArrayFieldStart("marks");
    for (Mark mark : marks) {
      json.writeStartObject();
      json.writeNumberField("time", mark.time());
      json.writeStringField("kind", mark.kind());
      json.writeStringField("id", mark.id());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeCounts(JsonGenerator json, String field, Map<String, Long> counts)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      json.writeNumberField(count.getKey(), count.getValue());
    }
    json.writeEndObject();
  }

  private static void writeColumn(
      JsonGenerator json, String field, List<Point> points, ToLongFunction<Point> value)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Point point : points) {
      json.writeNumber(value.applyAsLong(point));
    }
    json.writeEndArray();
  }

  private static void writeNumber(JsonGenerator json, String field, Long value) throws IOException {
    if (value == null) {
      json.writeNullField(field);
    } else {
      json.writeNumberField(field, value);
    }
  }

  private static void writeScaled(JsonGenerator json, String field, long value, int digits)
      throws IOException {
    json.writeFieldName(field);
    json.writeNumber(decimal(value, digits));
  }

  private static void writeRaw(JsonGenerator json, byte[] value) throws IOException {
    json.writeRawValue(new String(value, StandardCharsets.UTF_8));
  }

  /** A number in units of 10^-digits as a decimal without trailing zeros or an exponent. */
  static String decimal(long value, int digits) {
    if (value == 0) {
      return "0";
    }
    return BigDecimal.valueOf(value, digits).stripTrailingZeros().toPlainString();
  }
}
