package io.livegauge.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes events as JSON trees, valid ones and such that break or stretch one rule or several. */
final class RandomEvents {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String[] SNIPPETS = {
    "a", "Z", "7", " ", "\"", "\\", "/", "\b", "\t", "\n", "\f", "\r", "\u0000", "\u001f", "\u007f",
    "\u0080", "ß", "é", "\u2028", "直", "播", "\uFFFD", "\uFFFF", "😀", "𠮷"
  };

  private static final String[] UNESCAPED = {
    "a", "Z", "7", " ", "/", "'", "{", "\u007f", "\u0080", "ß", "\u2028", "直", "\uFFFF", "😀", "𠮷"
  };

  private final Random random;
  private final boolean plain;

  /** Events of all kinds. */
  RandomEvents(Random random) {
    this(random, false);
  }

  private RandomEvents(Random random, boolean plain) {
    this.random = random;
    this.plain = plain;
  }

  /**
   * Flat events with short integers, traits of ASCII keys and strings that JSON holds as they are.
   */
  static RandomEvents plain(Random random) {
    return new RandomEvents(random, true);
  }

  EventType type() {
    EventType[] types = EventType.values();
    return types[random.nextInt(types.length)];
  }

  /** A valid event; its fields stand in any order. */
  ObjectNode valid(EventType type) {
    return event(type, 0);
  }

  /** An event that breaks rules more often than not. */
  ObjectNode stretched(EventType type) {
    return event(type, 0.12);
  }

  private ObjectNode event(EventType type, double stretch) {
    List<FieldRule> rules = new ArrayList<>(EventFields.of(type));
    rules.add(EventFields.EVENT_ID);
    rules.add(EventFields.STREAM_ID);
    rules.add(EventFields.EVENT_TIME);
    rules.add(EventFields.USER_ID);
    ObjectNode event = JSON.objectNode();
    event.put("type", type.wireName());
    shuffle(rules);
    for (FieldRule rule : rules) {
      String name = rule.field().wireName();
      if (rule.field() == Field.USER_ID && !type.hasUser()) {
        if (random.nextBoolean()) {
          event.set(name, anything());
        }
      } else if (random.nextDouble() < stretch) {
        stretch(event, rule);
      } else if (rule.required() || random.nextInt(3) > 0) {
        event.set(name, value(rule));
      } else if (random.nextBoolean()) {
        event.set(name, random.nextBoolean() ? JSON.nullNode() : JSON.textNode(""));
      }
    }
    // What the type does not declare may hold anything.
    for (Field field : Field.values()) {
      if (random.nextInt(40) == 0
          && rules.stream().noneMatch(rule -> rule.field() == field)
          && field != Field.TYPE) {
        event.set(field.wireName(), anything());
      }
    }
    if (random.nextInt(4) == 0) {
      event.set("x" + text(0, 5), anything());
    }
    return event;
  }

  private void stretch(ObjectNode event, FieldRule rule) {
    String name = rule.field().wireName();
    switch (random.nextInt(6)) {
      case 0 -> event.remove(name);
      case 1 -> event.set(name, JSON.nullNode());
      case 2 -> event.set(name, JSON.textNode(""));
      case 3 -> event.set(name, edge(rule));
      default -> event.set(name, anything());
    }
  }

  /** A value that keeps the rule. */
  private JsonNode value(FieldRule rule) {
    return switch (rule.kind()) {
      case STRING -> JSON.textNode(text(Math.max(1, rule.min()), rule.max()));
      case INTEGER -> JSON.numberNode(number(rule.min(), rule.max()));
      case BOOLEAN -> JSON.booleanNode(random.nextBoolean());
      case TRAITS -> {
        ObjectNode traits = JSON.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          traits.put(plain ? "k" + random.nextInt(99) : text(1, 128), text(0, 128));
        }
        yield traits;
      }
    };
  }

  /** A value on or just beyond an edge of the rule. */
  private JsonNode edge(FieldRule rule) {
    long edge = random.nextBoolean() ? rule.min() : rule.max();
    int step = random.nextInt(3) - 1;
    return switch (rule.kind()) {
      case STRING -> JSON.textNode(text(Math.max(0, edge + step)));
      case INTEGER -> JSON.numberNode(edge + step);
      case BOOLEAN -> JSON.numberNode(random.nextInt(2));
      case TRAITS -> {
        ObjectNode traits = JSON.objectNode();
        JsonNode value = random.nextBoolean() ? JSON.textNode(text(127 + step * 2)) : anything();
        traits.set(text(random.nextBoolean() ? 0 : 128 + step), value);
        yield traits;
      }
    };
  }

  /** Any JSON value, but no number such as 5.0, of which a schema cannot say that it is none. */
  private JsonNode anything() {
    return switch (random.nextInt(plain ? 5 : 11)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.numberNode(random.nextInt(7));
      case 3 -> JSON.textNode(text(random.nextInt(random.nextInt(4) == 0 ? 700 : 30)));
      case 4 -> JSON.textNode("5");
      case 5 -> JSON.numberNode(random.nextLong());
      case 6 -> JSON.numberNode(new java.math.BigInteger("-9223372036854775809"));
      case 7 -> JSON.numberNode(random.nextInt(9) + 0.5);
      case 8 -> JSON.arrayNode().add("a").add(JSON.objectNode().put("type", "like"));
      case 9 -> JSON.objectNode().put("eventId", "x").set("n", JSON.arrayNode().add(1));
      default -> JSON.objectNode().put("k", "v");
    };
  }

  private long number(long min, long max) {
    return switch (random.nextInt(4)) {
      case 0 -> min;
      case 1 -> max;
      case 2 -> Math.min(max, Math.max(min, random.nextInt(10)));
      default -> min + Math.floorMod(random.nextLong(), max - min + 1);
    };
  }

  private String text(long min, long max) {
    return switch (random.nextInt(8)) {
      case 0 -> text(min);
      case 1 -> text(max <= 128 || random.nextInt(4) == 0 ? max : 128);
      default -> text(min + random.nextInt((int) Math.min(12, max - min + 1)));
    };
  }

  /** A string of that many code points. */
  private String text(long codePoints) {
    StringBuilder out = new StringBuilder();
    boolean letters = random.nextBoolean();
    String[] snippets = plain ? UNESCAPED : SNIPPETS;
    for (long i = 0; i < codePoints; i++) {
      out.append(
          letters
              ? "abcdefgh".charAt(random.nextInt(8))
              : snippets[random.nextInt(snippets.length)]);
    }
    return out.toString();
  }

  private <T> void shuffle(List<T> list) {
    java.util.Collections.shuffle(list, random);
  }
}
