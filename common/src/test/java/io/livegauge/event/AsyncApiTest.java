package io.livegauge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The AsyncAPI document says what {@link Topic} and {@link EventType} say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AsyncApiTest {
  private static final String ROOT = "/io/livegauge/";

  private JsonNode document;

  @BeforeAll
  void readDocument() throws IOException {
    try (InputStream in = AsyncApiTest.class.getResourceAsStream(ROOT + "asyncapi.yaml")) {
      document = new YAMLMapper().readTree(in);
    }
  }

  @Test
  void shouldBeAsyncApi3() {
    assertThat(document.path("asyncapi").textValue()).isEqualTo("3.0.0");
    assertThat(document.path("info").path("title").textValue()).isNotBlank();
    assertThat(document.path("info").path("version").textValue()).isNotBlank();
  }

  @Test
  void shouldHaveOneChannelForEveryTopic() {
    List<String> addresses = new ArrayList<>();
    document.path("channels").forEach(c -> addresses.add(c.path("address").textValue()));

    assertThat(addresses)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Topic.values()).map(t -> t.named(Topic.DEFAULT_PREFIX)).toList());
    for (Topic topic : Topic.values()) {
      assertThat(channel(topic).path("address").textValue()).isEqualTo("live." + topic.suffix());
      assertThat(channel(topic).path("description").textValue()).isNotBlank();
    }
  }

  @Test
  void shouldCarryEveryTypeOnItsChannelAlone() {
    for (Topic topic : Topic.values()) {
      if (topic.isInput()) {
        assertThat(channel(topic).path("messages").fieldNames())
            .toIterable()
            .containsExactlyInAnyOrderElementsOf(
                Arrays.stream(EventType.values())
                    .filter(type -> type.topic() == topic)
                    .map(EventType::wireName)
                    .toList());
      }
    }
  }

  @Test
  void shouldResolveEveryMessageAndSchema() throws IOException {
    Set<String> used = new HashSet<>();
    for (JsonNode channel : document.path("channels")) {
      assertThat(channel.path("messages")).isNotEmpty();
      for (JsonNode reference : channel.path("messages")) {
        String pointer = reference.path("$ref").textValue();
        JsonNode message = document.at(pointer.substring(1));
        used.add(message.path("name").textValue());

        assertThat(pointer).endsWith("/" + message.path("name").textValue());
        assertThat(message.path("contentType").textValue()).isEqualTo("application/json");
        assertThat(message.at("/bindings/kafka/key/description").textValue()).isNotBlank();
        assertThat(message.path("payload").path("schemaFormat").textValue())
            .isEqualTo("application/schema+json;version=draft-2020-12");
        JsonNode schema = read(message.path("payload").path("schema").path("$ref").textValue());
        assertThat(schema.path("$schema").textValue())
            .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.path("title").textValue()).isNotBlank();
      }
    }
    assertThat(document.path("components").path("messages").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(used);
  }

  @Test
  void shouldReferToTheSchemaOfTheMessagesName() {
    for (EventType type : EventType.values()) {
      assertThat(schemaOf(type.wireName()))
          .isEqualTo("schema/event/" + type.wireName() + ".schema.json");
    }
    for (String record : List.of("score", "session", "quarantine", "model", "alert")) {
      assertThat(schemaOf(record)).isEqualTo("schema/record/" + record + ".schema.json");
    }
  }

  @Test
  void shouldReceiveWhatComesInAndSendWhatGoesOut() {
    List<String> operations = new ArrayList<>();
    for (JsonNode operation : document.path("operations")) {
      JsonNode channel =
          document.at(operation.path("channel").path("$ref").textValue().substring(1));
      assertThat(channel.isMissingNode()).isFalse();
      operations.add(
          operation.path("action").textValue() + " " + channel.path("address").textValue());
    }

    List<String> expected = new ArrayList<>(List.of("receive live.models"));
    for (Topic topic : Topic.values()) {
      expected.add((topic.isInput() ? "receive " : "send ") + "live." + topic.suffix());
    }
    assertThat(operations).containsExactlyInAnyOrderElementsOf(expected);
  }

  private JsonNode channel(Topic topic) {
    return document.path("channels").path(topic.suffix());
  }

  private String schemaOf(String message) {
    return document.at("/components/messages/" + message + "/payload/schema/$ref").textValue();
  }

  private static JsonNode read(String path) throws IOException {
    try (InputStream in = AsyncApiTest.class.getResourceAsStream(ROOT + path)) {
      assertThat(in).as(path).isNotNull();
      return Schemas.MAPPER.readTree(in);
    }
  }
}
