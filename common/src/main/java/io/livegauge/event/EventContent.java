package io.livegauge.event;

import io.livegauge.json.JsonString;
import java.util.List;

/** The content of an event: the fields that its type declares beside the common ones. */
public final class EventContent {
  private EventContent() {}

  /**
   * The content as RFC 8785 canonical JSON: an object of the declared fields, defaults filled in,
   * absent ones left out. Equal contents give equal strings.
   */
  public static String canonicalJson(Event event) {
    StringBuilder out = new StringBuilder(64).append('{');
    append(out, event);
    return out.append('}').toString();
  }

  /** Appends the fields, sorted by name, to an object that is open. */
  static void append(StringBuilder out, Event event) {
    List<FieldRule> rules = EventFields.of(event.type);
    for (int i = 0; i < rules.size(); i++) {
      FieldRule rule = rules.get(i);
      Field field = rule.field();
      if (field.isPresent(event)) {
        JsonText.appendName(out, field.wireName());
        switch (rule.kind()) {
          case STRING -> JsonString.append(out, field.string(event));
          case INTEGER -> out.append(field.number(event));
          case BOOLEAN -> out.append(field.flag(event));
          case TRAITS -> JsonText.appendObject(out, field.traits(event));
        }
      }
    }
  }
}
