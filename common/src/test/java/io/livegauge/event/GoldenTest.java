package io.livegauge.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Committed records and what must come of them, for any implementation of the contract to read. In
 * {@code golden/event} line k of {@code <type>.expected.jsonl} belongs to line k of {@code
 * <type>.jsonl}; user hashes are of the key 00 01 02 … 0f, in hex.
 */
class GoldenTest {
  private static final byte[] KEY = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

  private final EventDecoder decoder = new EventDecoder(new UserHasher(KEY), 300_000);
  private final Schemas schemas = new Schemas();

  @ParameterizedTest
  @EnumSource(EventType.class)
  void shouldDecodeAsCommitted(EventType type) throws Exception {
    List<String> actual = new ArrayList<>();
    for (String line : lines("event/" + type.wireName() + ".jsonl")) {
      Event event = event(type, line);
      assertThat(event.type).isEqualTo(type);
      assertThat(schemas.event(type).validate(line, InputFormat.JSON)).isEmpty();
      ObjectNode out = Schemas.MAPPER.createObjectNode();
      out.put("type", event.type.wireName());
      out.put("eventId", event.eventId);
      out.put("streamId", event.streamId);
      out.put("eventTime", event.eventTime);
      out.put("userHash", String.format("%016x", event.userHash));
      out.put("content", EventContent.canonicalJson(event));
      actual.add(out.toString());
    }

    assertThat(actual).isEqualTo(lines("event/" + type.wireName() + ".expected.jsonl")).hasSize(2);
  }

  @Test
  void shouldWriteQuarantineRecordsAsCommitted() throws Exception {
    String like =
        "{\"type\":\"like\",\"eventId\":\"e1\",\"streamId\":\"room-1\",\"userId\":\"u1\","
            + "\"eventTime\":1700000000000";
    byte[] good = (like + "}").getBytes(UTF_8);
    byte[] bad = (like + ",\"count\":0}").getBytes(UTF_8);
    long time = 1_700_000_000_000L;
    PackedEvent kafka = (PackedEvent) decoder.fromKafka(good, Topic.LIKE, 3, 44, time);
    PackedEvent file = (PackedEvent) decoder.fromFile(good, "day.jsonl", 10);
    String late = "for a slice that closed 1 ms ago";
    List<Rejection> rejections =
        List.of(
            rejection(decoder.fromKafka(bad, Topic.LIKE, 3, 42, time)),
            rejection(decoder.fromKafka(good, Topic.LIKE, 3, 43, time - 300_001)),
            rejection(decoder.fromKafka(null, Topic.GIFT, 0, 7, time)),
            rejection(decoder.fromFile("{}".getBytes(UTF_8), "day \"1\".jsonl", 9)),
            Rejection.of(Reason.LATE, late, kafka.unpack()),
            Rejection.of(Reason.LATE, late, file.unpack()));

    JsonSchema schema = Schemas.record("quarantine");
    List<String> actual = new ArrayList<>();
    for (Rejection rejection : rejections) {
      String json = new String(rejection.toJson(), UTF_8);
      assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
      actual.add(json);
    }
    assertThat(actual).isEqualTo(lines("record/quarantine.jsonl"));
    assertThat(rejections.get(0).toJson("test-"))
        .asString(UTF_8)
        .contains("\"topic\":\"test-like\"");
    assertThat(rejections.get(4).key()).asString(UTF_8).isEqualTo("room-1");
    assertThat(rejections.get(3).key()).isNull();
  }

  @Test
  void shouldWriteSettlementsAsCommitted() throws Exception {
    JsonSchema schema = Schemas.record("settlement");
    List<String> actual = new ArrayList<>();
    for (EventType type :
        List.of(EventType.ORDER_REFUNDED, EventType.RATING, EventType.SURVEY_ANSWER)) {
      List<String> lines = lines("event/" + type.wireName() + ".jsonl");
      for (int i = 0; i < lines.size(); i++) {
        Long start = i == 0 ? null : Long.valueOf(1_699_999_990_000L);
        Settlement settlement = new Settlement(event(type, lines.get(i)), start);
        String json = new String(settlement.toJson(), UTF_8);
        assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
        actual.add(json);
      }
    }
    assertThat(actual).isEqualTo(lines("record/settlement.jsonl"));
  }

  @Test
  void shouldCallBadRecordsBad() {
    JsonSchema quarantine = Schemas.record("quarantine");
    JsonSchema settlement = Schemas.record("settlement");

    assertThat(quarantine.validate("{\"reason\":\"LATE\",\"detail\":\"x\"}", InputFormat.JSON))
        .isNotEmpty();
    assertThat(
            quarantine.validate(
                "{\"reason\":\"LATE\",\"detail\":\"x\",\"file\":\"f\",\"line\":1,\"topic\":\"t\"}",
                InputFormat.JSON))
        .isNotEmpty();
    assertThat(
            settlement.validate(
                "{\"type\":\"rating\",\"streamId\":\"s\",\"eventId\":\"e\",\"eventTime\":1,"
                    + "\"stars\":5,\"userId\":\"u\",\"sessionStart\":null}",
                InputFormat.JSON))
        .isNotEmpty();
  }

  @Test
  void shouldNameEveryReasonInTheSchema() {
    for (Reason reason : Reason.values()) {
      assertThat(
              Schemas.record("quarantine")
                  .validate(
                      "{\"reason\":\"" + reason + "\",\"detail\":\"x\",\"file\":\"f\",\"line\":1}",
                      InputFormat.JSON))
          .isEmpty();
    }
  }

  private Event event(EventType type, String line) {
    Decoded decoded = decoder.fromKafka(line.getBytes(UTF_8), type.topic(), 0, 0, -1);
    assertThat(decoded).isInstanceOf(PackedEvent.class);
    return ((PackedEvent) decoded).unpack();
  }

  private static Rejection rejection(Decoded decoded) {
    return ((Decoded.Rejected) decoded).rejection();
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }
}
