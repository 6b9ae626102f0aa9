package io.livegauge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The decoder and the published schemas hold each other. */
class EventSchemaTest {
  private final Schemas schemas = new Schemas();
  private final EventDecoder decoder = new EventDecoder(new UserHasher(new byte[16]), 300_000);

  @ParameterizedTest
  @EnumSource(EventType.class)
  void shouldBeSchemaOfItsDraft(EventType type) {
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(Schemas.eventText(type)))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void shouldDescribeEveryDeclaredFieldAndNoOther(EventType type) {
    JsonNode schema = Schemas.eventText(type);
    List<String> names = new ArrayList<>(List.of("type", "eventId", "streamId", "eventTime"));
    List<String> required = new ArrayList<>(names);
    if (type.hasUser()) {
      names.add("userId");
      required.add("userId");
    }
    for (FieldRule rule : EventFields.of(type)) {
      names.add(rule.field().wireName());
      if (rule.required()) {
        required.add(rule.field().wireName());
      }
      JsonNode property = schema.path("properties").path(rule.field().wireName());
      JsonNode defaultValue = property.path("default");
      if (rule.defaultValue() == null) {
        assertThat(defaultValue.isMissingNode()).isTrue();
      } else if (rule.kind() == FieldRule.Kind.BOOLEAN) {
        assertThat(defaultValue.isBoolean()).isTrue();
        assertThat(defaultValue.booleanValue()).isEqualTo(rule.defaultValue() == 1);
      } else {
        assertThat(defaultValue.longValue()).isEqualTo(rule.defaultValue());
      }
    }

    assertThat(schema.path("title").textValue()).isEqualTo(type.wireName());
    assertThat(schema.path("properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(schema.path("properties"))
        .allSatisfy(property -> assertThat(property.path("description").textValue()).isNotBlank());
    List<String> schemaRequired = new ArrayList<>();
    schema.path("required").forEach(name -> schemaRequired.add(name.textValue()));
    assertThat(schemaRequired).containsExactlyInAnyOrderElementsOf(required);
  }

  @Property(tries = 4_000)
  void shouldCallValidWhatTheDecoderTakes(@ForAll long seed) throws Exception {
    RandomEvents events = new RandomEvents(new Random(seed));
    EventType type = events.type();
    ObjectNode valid = events.valid(type);
    ObjectNode stretched = events.stretched(type);

    assertThat(decodes(valid)).as(valid.toString()).isTrue();
    assertThat(schemas.event(type).validate(valid)).isEmpty();
    assertThat(schemas.event(type).validate(stretched).isEmpty())
        .as(stretched.toString())
        .isEqualTo(decodes(stretched));
  }

  @Test
  void shouldKnowThatSchemasTakeDecimalsForIntegers() {
    String decimal = like("'count':5.0");
    String exponent = like("'count':1e3");

    assertThat(schemaTakes(EventType.LIKE, decimal)).isTrue();
    assertThat(schemaTakes(EventType.LIKE, like("'count':5.5"))).isFalse();
    assertThat(problem(decimal)).contains("count is a number with a fraction or an exponent");
    assertThat(problem(exponent)).contains("count is a number with a fraction or an exponent");
  }

  @Test
  void shouldKnowThatSchemasTakeLoneSurrogates() {
    String lone = like("'count':1").replace("\"s1\"", "\"\\ud83d\"");

    assertThat(schemaTakes(EventType.LIKE, lone)).isTrue();
    assertThat(problem(lone)).contains("streamId holds a lone surrogate");
  }

  @Test
  void shouldKnowThatSchemasDoNotSeeDuplicateKeys() throws Exception {
    String badLast = like("'count':5,'count':'x'");
    String goodLast = like("'count':'x','count':5");

    // A reader of trees hands the schema the last one; the schema itself never sees the first.
    assertThat(schemas.event(EventType.LIKE).validate(Schemas.MAPPER.readTree(goodLast))).isEmpty();
    assertThat(problem(goodLast)).isNull();
    assertThat(problem(badLast)).contains("count is a string");
  }

  @Test
  void shouldKnowThatSchemasDoNotSeeTheKafkaTimestamp() {
    byte[] bytes = like("'count':1").getBytes(StandardCharsets.UTF_8);

    assertThat(schemaTakes(EventType.LIKE, like("'count':1"))).isTrue();
    assertThat(decoder.fromKafka(bytes, Topic.LIKE, 0, 0, 1_699_999_699_999L))
        .isInstanceOfSatisfying(
            Decoded.Rejected.class,
            rejected -> assertThat(rejected.rejection().reason()).isEqualTo(Reason.FUTURE));
  }

  @Test
  void shouldKnowThatSchemasDoNotSeeTheTopic() {
    byte[] bytes = like("'count':1").getBytes(StandardCharsets.UTF_8);

    assertThat(decoder.fromKafka(bytes, Topic.GIFT, 0, 0, 1_700_000_000_000L))
        .isInstanceOfSatisfying(
            Decoded.Rejected.class,
            rejected ->
                assertThat(rejected.rejection().detail())
                    .isEqualTo("type like is on topic gift; its topic is like"));
  }

  @Test
  void shouldKnowThatSchemasDoNotSeeTheBytes() {
    String text = like("'count':1");
    byte[] utf16 = text.getBytes(StandardCharsets.UTF_16LE);

    assertThat(decoder.fromFile(utf16, "f", 1)).isInstanceOf(Decoded.Rejected.class);
    assertThat(problem("\uFEFF" + text)).contains("not JSON at character");
    assertThat(problem(text + text)).contains("not exactly one JSON object");
  }

  private boolean schemaTakes(EventType type, String text) {
    return schemas.event(type).validate(text, InputFormat.JSON).isEmpty();
  }

  private boolean decodes(ObjectNode event) throws JsonProcessingException {
    return problem(Schemas.MAPPER.writeValueAsString(event)) == null;
  }

  /** The decoder's word on it, null where it is valid. */
  private String problem(String text) {
    Decoded decoded = decoder.fromFile(text.getBytes(StandardCharsets.UTF_8), "f", 1);
    return decoded instanceof Decoded.Rejected rejected ? rejected.rejection().detail() : null;
  }

  private static String like(String more) {
    return ("{'type':'like','eventId':'e1','streamId':'s1','userId':'u1','eventTime':1700000000000,"
            + more
            + "}")
        .replace('\'', '"');
  }
}
