package io.livegauge.event;

import io.livegauge.event.FieldSlots.Content;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Judges any record by the letter of the contract, through a JSON parser: it becomes an event, or a
 * rejection as INVALID or FUTURE that says why; never an exception. Not thread-safe.
 */
final class EventJudge {
  private static final int SHOWN_CHARS = 40;

  private final UserHasher hasher;
  private final long maxAheadMillis;
  private final Utf8 utf8 = new Utf8();
  private final FieldSlots slots = new FieldSlots();
  private final EventPacker packer = new EventPacker();
  private final MessageDigest sha256 = newSha256();

  // Of the record at hand
  private String problem;

  /** A judge with the parameters of a decoder. */
  EventJudge(UserHasher hasher, long maxAheadMillis) {
    this.hasher = hasher;
    this.maxAheadMillis = maxAheadMillis;
  }

  /** As {@link EventDecoder#fromKafka}. */
  Decoded fromKafka(
      byte[] valueOrNull, Topic topic, int partition, long offset, long timestampMillis) {
    Event event = decode(valueOrNull, topic);
    if (event == null) {
      return reject(Reason.INVALID, valueOrNull, topic, null, partition, offset, timestampMillis);
    }
    if (timestampMillis >= 0 && event.eventTime - timestampMillis > maxAheadMillis) {
      problem =
          "eventTime "
              + event.eventTime
              + " is "
              + (event.eventTime - timestampMillis)
              + " ms ahead of the record's timestamp "
              + timestampMillis
              + "; at most "
              + maxAheadMillis
              + " ms are allowed";
      return reject(Reason.FUTURE, valueOrNull, topic, null, partition, offset, timestampMillis);
    }
    event.partition = partition;
    event.offset = offset;
    return new PackedEvent(packer.pack(event), event.streamId, null);
  }

  /** As {@link EventDecoder#fromFile}. */
  Decoded fromFile(byte[] line, String file, long lineNumber) {
    Event event = decode(line, null);
    if (event == null) {
      return reject(Reason.INVALID, line, null, file, 0, lineNumber, 0);
    }
    event.file = file;
    event.offset = lineNumber;
    return new PackedEvent(packer.pack(event), event.streamId, file);
  }

  /** The event without its coordinates, or null with {@link #problem} set. */
  private Event decode(byte[] value, Topic topic) {
    problem = null;
    slots.clear();
    try {
      return parse(value) ? build(topic) : null;
    } catch (RuntimeException | StackOverflowError e) {
      // No input is known that leads here; the road stays open if there is one.
      problem = "the record cannot be decoded (" + e.getClass().getSimpleName() + ")";
      return null;
    }
  }

  private boolean parse(byte[] value) {
    if (value == null || value.length == 0) {
      problem = value == null ? "the record has no value" : "the record is empty";
      return false;
    }
    int length = utf8.decode(value);
    if (length < 0) {
      problem = "not UTF-8 at byte " + utf8.malformedAt();
      return false;
    }
    try {
      if (slots.read(utf8.chars(), length)) {
        return true;
      }
      problem = "not exactly one JSON object; seen at character " + slots.position();
    } catch (IOException e) {
      // The parser's own message quotes the record, and with it perhaps the user id.
      problem = "not JSON at character " + slots.position();
    }
    return false;
  }

  private Event build(Topic topic) {
    EventType type = type();
    if (type == null) {
      return null;
    }
    if (topic != null && type.topic() != topic) {
      problem =
          "type "
              + type.wireName()
              + " is on topic "
              + topic.suffix()
              + "; its topic is "
              + type.topic().suffix();
      return null;
    }
    Event event = new Event();
    event.type = type;
    event.eventId = string(EventFields.EVENT_ID);
    event.streamId = problem == null ? string(EventFields.STREAM_ID) : null;
    if (problem == null && type.hasUser()) {
      String userId = string(EventFields.USER_ID);
      event.userHash = userId == null ? 0 : hasher.hash(userId);
    }
    event.eventTime = problem == null ? integer(EventFields.EVENT_TIME) : 0;

    List<FieldRule> rules = EventFields.of(type);
    for (int i = 0; i < rules.size() && problem == null; i++) {
      fill(event, rules.get(i));
    }
    return problem == null ? event : null;
  }

  private EventType type() {
    Content content = slots.content(Field.TYPE);
    if (content != Content.STRING) {
      problem =
          content == Content.ABSENT || content == Content.NULL
              ? "type is missing"
              : "type is " + named(content) + "; a string is required";
      return null;
    }
    String name = slots.string(Field.TYPE);
    EventType type = EventType.ofWireName(name);
    if (type == null) {
      problem = "type " + shown(name) + " is not known";
    }
    return type;
  }

  private void fill(Event event, FieldRule rule) {
    Field field = rule.field();
    if (!rule.required() && isAbsent(field)) {
      if (rule.defaultValue() != null) {
        if (rule.kind() == FieldRule.Kind.BOOLEAN) {
          field.setFlag(event, rule.defaultValue() != 0);
        } else {
          field.setNumber(event, rule.defaultValue());
        }
      }
      return;
    }
    switch (rule.kind()) {
      case STRING -> field.setString(event, string(rule));
      case INTEGER -> {
        long value = integer(rule);
        if (problem == null) {
          field.setNumber(event, value);
        }
      }
      case BOOLEAN -> field.setFlag(event, flag(field));
      case TRAITS -> traits(event);
    }
  }

  /** Whether an optional field counts as absent: missing, null or the empty string. */
  private boolean isAbsent(Field field) {
    return switch (slots.content(field)) {
      case ABSENT, NULL -> true;
      case STRING -> slots.string(field).isEmpty();
      default -> false;
    };
  }

  private String string(FieldRule rule) {
    Field field = rule.field();
    if (!holds(field, Content.STRING, "a string")) {
      return null;
    }
    String value = slots.string(field);
    problem = stringProblem(field.wireName(), value, rule.min(), rule.max());
    return problem == null ? value : null;
  }

  private long integer(FieldRule rule) {
    Field field = rule.field();
    Content content = slots.content(field);
    if (content == Content.HUGE_INTEGER) {
      problem = field.wireName() + " is beyond 64 bits; " + range(rule) + " is allowed";
      return 0;
    }
    if (!holds(field, Content.INTEGER, "an integer literal")) {
      return 0;
    }
    long value = slots.number(field);
    if (value < rule.min() || value > rule.max()) {
      problem = field.wireName() + " is " + value + "; " + range(rule) + " is allowed";
      return 0;
    }
    return value;
  }

  private boolean flag(Field field) {
    if (slots.content(field) == Content.TRUE) {
      return true;
    }
    if (slots.content(field) != Content.FALSE) {
      problem =
          field.wireName() + " is " + named(slots.content(field)) + "; true or false is allowed";
    }
    return false;
  }

  private void traits(Event event) {
    if (!holds(Field.TRAITS, Content.OBJECT, "an object")) {
      return;
    }
    for (Map.Entry<String, String> trait : slots.traits().entrySet()) {
      String key = trait.getKey();
      String name = "traits key " + shown(key);
      problem = stringProblem(name, key, 1, EventFields.MAX_TRAIT);
      if (problem == null && trait.getValue() == null) {
        problem = "the value of " + name + " is no string; a string is required";
      }
      if (problem == null) {
        problem = stringProblem("the value of " + name, trait.getValue(), 0, EventFields.MAX_TRAIT);
      }
      if (problem != null) {
        return;
      }
    }
    event.traits = slots.traits();
  }

  private boolean holds(Field field, Content wanted, String wantedName) {
    Content content = slots.content(field);
    if (content == wanted) {
      return true;
    }
    problem =
        content == Content.ABSENT || content == Content.NULL
            ? field.wireName() + " is missing; it is required"
            : field.wireName() + " is " + named(content) + "; " + wantedName + " is required";
    return false;
  }

  private static String stringProblem(String name, String value, long min, long max) {
    int length = Utf8.codePoints(value);
    if (length < 0) {
      return name + " holds a lone surrogate; well-formed Unicode is required";
    }
    if (length < min || length > max) {
      return name + " has " + length + " code points; " + min + " to " + max + " are allowed";
    }
    return null;
  }

  private static String range(FieldRule rule) {
    return rule.min() + " to " + rule.max();
  }

  private static String named(Content content) {
    return switch (content) {
      case ABSENT -> "missing";
      case NULL -> "null";
      case STRING -> "a string";
      case INTEGER -> "an integer";
      case HUGE_INTEGER -> "an integer beyond 64 bits";
      case DECIMAL -> "a number with a fraction or an exponent";
      case TRUE -> "true";
      case FALSE -> "false";
      case OBJECT -> "an object";
      case ARRAY -> "an array";
    };
  }

  /** A stranger's string, shortened, quoted and well-formed. */
  private static String shown(String value) {
    StringBuilder out = new StringBuilder(SHOWN_CHARS + 3).append('\'');
    int shown = Math.min(value.length(), SHOWN_CHARS);
    for (int i = 0; i < shown; i++) {
      char c = value.charAt(i);
      out.append(Character.isSurrogate(c) || Character.isISOControl(c) ? '\uFFFD' : c);
    }
    return out.append(value.length() > SHOWN_CHARS ? "…'" : "'").toString();
  }

  private Decoded reject(
      Reason reason,
      byte[] value,
      Topic topic,
      String file,
      int partition,
      long offset,
      long timestamp) {
    boolean truncated = value != null && value.length > Rejection.MAX_ORIGINAL_BYTES;
    return new Decoded.Rejected(
        new Rejection(
            reason,
            problem,
            topic != null ? topic : readableTopic(),
            file,
            partition,
            offset,
            readableString(EventFields.STREAM_ID),
            readableString(EventFields.EVENT_ID),
            readableEventTime(),
            truncated ? Arrays.copyOf(value, Rejection.MAX_ORIGINAL_BYTES) : value,
            value == null ? 0 : value.length,
            value == null ? null : HexFormat.of().formatHex(sha256.digest(value)),
            truncated),
        timestamp);
  }

  private Topic readableTopic() {
    String name = slots.content(Field.TYPE) == Content.STRING ? slots.string(Field.TYPE) : null;
    EventType type = name == null ? null : EventType.ofWireName(name);
    return type == null ? null : type.topic();
  }

  private String readableString(FieldRule rule) {
    if (slots.content(rule.field()) != Content.STRING) {
      return null;
    }
    String value = slots.string(rule.field());
    return stringProblem("", value, rule.min(), rule.max()) == null ? value : null;
  }

  private Long readableEventTime() {
    FieldRule rule = EventFields.EVENT_TIME;
    if (slots.content(rule.field()) != Content.INTEGER) {
      return null;
    }
    long value = slots.number(rule.field());
    return value < rule.min() || value > rule.max() ? null : value;
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
