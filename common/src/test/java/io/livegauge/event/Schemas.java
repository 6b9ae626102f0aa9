package io.livegauge.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

/** The published JSON Schemas, read as a consumer would read them. */
final class Schemas {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String ROOT = "/io/livegauge/schema/";
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private final Map<EventType, JsonSchema> events = new EnumMap<>(EventType.class);

  Schemas() {
    for (EventType type : EventType.values()) {
      events.put(type, FACTORY.getSchema(eventText(type)));
    }
  }

  JsonSchema event(EventType type) {
    return events.get(type);
  }

  static JsonSchema record(String name) {
    return FACTORY.getSchema(read(ROOT + "record/" + name + ".schema.json"));
  }

  static JsonNode eventText(EventType type) {
    return read(ROOT + "event/" + type.wireName() + ".schema.json");
  }

  private static JsonNode read(String path) {
    try (InputStream in = Schemas.class.getResourceAsStream(path)) {
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
