package io.livegauge.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The bytes of alerts, held to their published schema. */
class AlertRecordTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final AlertRecord RAISED =
      new AlertRecord(
          "s1",
          "h7",
          "beauty",
          AlertRule.SCORE_DROP,
          true,
          false,
          1_700_000_001_234L,
          1_700_000_900_000L,
          1_700_000_900_000L,
          123_450,
          100_000,
          555_500L,
          123_450,
          "score 43.2, usual 55.55: 12.35 points below");
  private static final AlertRecord CLEARED =
      new AlertRecord(
          "s\"2",
          null,
          null,
          AlertRule.NO_EVENTS,
          false,
          true,
          1,
          1_700_000_900_000L,
          1_700_000_600_000L,
          0,
          50_000,
          null,
          3_000_000,
          "no valid event for 0 s");

  @Test
  void shouldWriteTheseBytes() {
    assertThat(text(RAISED))
        .isEqualTo(
            """
            {"schema":1,"streamId":"s1","hostId":"h7","category":"beauty","rule":"SCORE_DROP",\
            "state":"raised","final":false,"sessionStart":1700000001234,"windowEnd":1700000900000,\
            "since":1700000900000,"value":12.345,"threshold":10,"usual":55.55,"worst":12.345,\
            "detail":"score 43.2, usual 55.55: 12.35 points below"}""");
    assertThat(text(CLEARED))
        .isEqualTo(
            """
            {"schema":1,"streamId":"s\\"2","hostId":null,"category":null,"rule":"NO_EVENTS",\
            "state":"cleared","final":true,"sessionStart":1,"windowEnd":1700000900000,\
            "since":1700000600000,"value":0,"threshold":5,"usual":null,"worst":300,\
            "detail":"no valid event for 0 s"}""");
  }

  @Test
  void shouldBeValidByTheSchema() throws IOException {
    assertThat(problems(text(RAISED))).isEmpty();
    assertThat(problems(text(CLEARED))).isEmpty();
    assertThat(problems(text(RAISED).replace("SCORE_DROP", "BAD_LUCK"))).isNotEmpty();
    assertThat(problems(text(RAISED).replace("\"raised\"", "\"up\""))).isNotEmpty();
    assertThat(problems(text(RAISED).replace("false", "true"))).isNotEmpty();
    assertThat(problems(text(CLEARED).replace("\"since\"", "\"from\""))).isNotEmpty();
  }

  @Test
  void shouldDescribeEveryFieldInItsOrderAndEveryRule() throws IOException {
    JsonNode schema = JSON.readTree(schema());
    List<String> rules = new ArrayList<>();
    schema.at("/properties/rule/enum").forEach(rule -> rules.add(rule.textValue()));

    assertThat(schema.get("properties").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(names(JSON.readTree(RAISED.toJson())));
    assertThat(rules)
        .containsExactlyElementsOf(Arrays.stream(AlertRule.values()).map(Enum::name).toList());
  }

  @Property(tries = 200)
  void shouldBeValidWhateverIsFound(
      @ForAll AlertRule rule,
      @ForAll boolean isRaised,
      @ForAll long value,
      @ForAll @LongRange(min = 0) long time)
      throws IOException {
    AlertRecord record =
        new AlertRecord(
            "s", null, "c", rule, isRaised, !isRaised, time, time, time, value, 1, value, value,
            "d");

    assertThat(problems(text(record))).isEmpty();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> problems(String json) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema());
    return schema.validate(JSON.readTree(json)).stream().map(Object::toString).toList();
  }

  private static String schema() throws IOException {
    try (InputStream in =
        AlertRecord.class.getResourceAsStream("/io/livegauge/schema/record/alert.schema.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String text(AlertRecord record) {
    return new String(record.toJson(), StandardCharsets.UTF_8);
  }
}
