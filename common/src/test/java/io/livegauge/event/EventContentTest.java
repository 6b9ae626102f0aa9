package io.livegauge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.erdtman.jcs.JsonCanonicalizer;

class EventContentTest {
  private final EventDecoder decoder = new EventDecoder(new UserHasher(new byte[16]), 300_000);

  /** The oracle is another implementation of RFC 8785, fed with the event's own JSON. */
  @Property(tries = 4_000)
  void shouldBeCanonicalAsTheReferenceLibrarySays(@ForAll long seed) throws Exception {
    RandomEvents events = new RandomEvents(new Random(seed));
    EventType type = events.type();
    ObjectNode json = events.valid(type);
    Event event = decode(json);

    ObjectNode content = Schemas.MAPPER.createObjectNode();
    for (FieldRule rule : EventFields.of(type)) {
      String name = rule.field().wireName();
      if (json.hasNonNull(name) && !json.get(name).equals(TextNode.valueOf(""))) {
        content.set(name, json.get(name));
      } else if (rule.kind() == FieldRule.Kind.BOOLEAN) {
        content.put(name, rule.defaultValue() != 0);
      } else if (rule.defaultValue() != null) {
        content.put(name, rule.defaultValue());
      }
    }
    assertThat(EventContent.canonicalJson(event))
        .isEqualTo(
            new JsonCanonicalizer(Schemas.MAPPER.writeValueAsString(content)).getEncodedString());
  }

  private Event decode(ObjectNode json) throws Exception {
    byte[] bytes = Schemas.MAPPER.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    return ((PackedEvent) decoder.fromFile(bytes, "f", 1)).unpack();
  }
}
