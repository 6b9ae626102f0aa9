package io.livegauge.event;

import static io.livegauge.event.EventFormat.LONGS;

import io.livegauge.event.FieldSlots.Content;
import java.util.Arrays;
import java.util.List;

/**
 * Makes packed events of plain records, straight from their bytes: one flat JSON object (traits
 * aside) that names no field twice and holds neither escapes nor fractions, and keeps every rule.
 * All other records, bad ones among them, it leaves to {@link EventJudge}, which judges them and
 * says what is wrong; where both give an event it is the same.
 *
 * <p>A slot for every field says where its value lies in the record; which rules hold is known only
 * once the type is, and that may come last. Not thread-safe.
 */
final class EventScanner {
  private static final WireNames<Field> FIELDS = new WireNames<>(Field.values(), Field::wireName);
  private static final WireNames<EventType> TYPES =
      new WireNames<>(EventType.values(), EventType::wireName);

  /** More digits may be more than 64 bits. */
  private static final int MAX_DIGITS = 18;

  private static final int MAX_TRAITS = 16;

  /** Where the key of a trait begins and ends, and the value. */
  private static final int TRAIT = 4;

  /** Where scanning gives up; no position in a record. */
  private static final int NOWHERE = -1;

  // For eight bytes at once
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = ONES << 7;

  private final UserHasher hasher;
  private final EventPacker packer = new EventPacker();
  private final KnownStrings streams = new KnownStrings();

  // The slots; what is not in the set of filled ones is of records before
  private long filled;
  private final Content[] contents = new Content[Field.values().length];
  private final int[] from = new int[contents.length];
  private final int[] to = new int[contents.length];
  private final int[] codePoints = new int[contents.length];
  private final long[] numbers = new long[contents.length];
  private final int[] traits = new int[TRAIT * MAX_TRAITS];
  private int traitCount;

  // Of the value at hand
  private int lastCodePoints;
  private long lastNumber;

  // Of the record at hand
  private String streamId;

  /** Whether events from Kafka are one object, and which that is. */
  private boolean reuses;

  private PackedEvent reused;

  EventScanner(UserHasher hasher) {
    this.hasher = hasher;
  }

  /**
   * Reads a record.
   *
   * @param topic the topic that must be the type's, or null for any
   * @return whether it is plain and keeps the rules; then it can be had, once, by {@link
   *     #fromKafka} or {@link #fromFile}
   */
  boolean read(byte[] json, Topic topic) {
    filled = 0;
    return json != null && scan(json) && pack(json, topic);
  }

  /** Of a record that was read. */
  long eventTime() {
    return numbers[Field.EVENT_TIME.ordinal()];
  }

  /** From now on {@link #fromKafka} gives one event, which it changes. */
  void reuse() {
    packer.reuseArrays();
    reuses = true;
  }

  /** The record that was read, found in Kafka. */
  PackedEvent fromKafka(int partition, long offset) {
    byte[] bytes = packer.fromKafka(partition, offset);
    if (reused == null) {
      PackedEvent event = new PackedEvent(bytes, streamId, null);
      reused = reuses ? event : null;
      return event;
    }
    reused.become(bytes, streamId);
    return reused;
  }

  /** The record that was read, found in a file. */
  PackedEvent fromFile(String file, long line) {
    return new PackedEvent(packer.fromFile(file, line), streamId, file);
  }

  private boolean pack(byte[] json, Topic topic) {
    if (!is(Field.TYPE, Content.STRING)) {
      return false;
    }
    EventType type = TYPES.of(json, from(Field.TYPE), to(Field.TYPE));
    if (type == null
        || (topic != null && type.topic() != topic)
        || !keeps(EventFields.EVENT_ID)
        || !keeps(EventFields.STREAM_ID)
        || !keeps(EventFields.EVENT_TIME)
        || (type.hasUser() && !keeps(EventFields.USER_ID))) {
      return false;
    }
    streamId = streams.of(json, from(Field.STREAM_ID), to(Field.STREAM_ID));
    long user = type.hasUser() ? hasher.hash(json, from(Field.USER_ID), to(Field.USER_ID)) : 0;
    packer.begin(type, user, eventTime());
    packer.eventId(json, from(Field.EVENT_ID), to(Field.EVENT_ID));
    packer.streamId(json, from(Field.STREAM_ID), to(Field.STREAM_ID));
    List<FieldRule> rules = EventFields.of(type);
    for (int i = 0; i < rules.size(); i++) {
      FieldRule rule = rules.get(i);
      if (!rule.required() && isAbsent(rule.field())) {
        if (rule.defaultValue() != null) {
          packer.present(i);
          packDefault(rule);
        }
      } else if (keeps(rule)) {
        packer.present(i);
        pack(json, rule);
      } else {
        return false;
      }
    }
    return true;
  }

  private void packDefault(FieldRule rule) {
    if (rule.kind() == FieldRule.Kind.BOOLEAN) {
      packer.flag(rule.defaultValue() != 0);
    } else {
      packer.number(rule.defaultValue());
    }
  }

  private void pack(byte[] json, FieldRule rule) {
    int slot = rule.field().ordinal();
    switch (rule.kind()) {
      case STRING -> packer.string(json, from[slot], to[slot]);
      case INTEGER -> packer.number(numbers[slot]);
      case BOOLEAN -> packer.flag(contents[slot] == Content.TRUE);
      case TRAITS -> {
        packer.count(traitCount);
        for (int i = 0; i < TRAIT * traitCount; i += 2) {
          packer.string(json, traits[i], traits[i + 1]);
        }
      }
    }
  }

  private boolean keeps(FieldRule rule) {
    int slot = rule.field().ordinal();
    return switch (rule.kind()) {
      case STRING ->
          is(rule.field(), Content.STRING)
              && codePoints[slot] >= rule.min()
              && codePoints[slot] <= rule.max();
      case INTEGER ->
          is(rule.field(), Content.INTEGER)
              && numbers[slot] >= rule.min()
              && numbers[slot] <= rule.max();
      case BOOLEAN -> is(rule.field(), Content.TRUE) || is(rule.field(), Content.FALSE);
      case TRAITS -> is(rule.field(), Content.OBJECT);
    };
  }

  private boolean isAbsent(Field field) {
    return !isFilled(field)
        || is(field, Content.NULL)
        || (is(field, Content.STRING) && codePoints[field.ordinal()] == 0);
  }

  private boolean is(Field field, Content content) {
    return isFilled(field) && contents[field.ordinal()] == content;
  }

  private boolean isFilled(Field field) {
    return (filled & 1L << field.ordinal()) != 0;
  }

  private int from(Field field) {
    return from[field.ordinal()];
  }

  private int to(Field field) {
    return to[field.ordinal()];
  }

  /** Fills the slots; whether the record is one object as this class wants it. */
  private boolean scan(byte[] json) {
    int at = skipSpace(json, 0);
    if (byteAt(json, at) != '{') {
      return false;
    }
    do {
      int name = skipSpace(json, at + 1) + 1;
      if (byteAt(json, name - 1) != '"') {
        return false;
      }
      int nameEnd = stringEnd(json, name);
      if (nameEnd == NOWHERE) {
        return false;
      }
      int colon = skipSpace(json, nameEnd + 1);
      if (byteAt(json, colon) != ':') {
        return false;
      }
      at = value(json, skipSpace(json, colon + 1), FIELDS.of(json, name, nameEnd));
      if (at == NOWHERE) {
        return false;
      }
      at = skipSpace(json, at);
    } while (byteAt(json, at) == ',');
    return byteAt(json, at) == '}' && skipSpace(json, at + 1) == json.length;
  }

  /**
   * Reads one value and keeps it.
   *
   * @param field whose value it is, or null for one that the contract does not know
   * @return what follows the value
   */
  private int value(byte[] json, int at, Field field) {
    Content content;
    int end;
    int first = byteAt(json, at);
    switch (first) {
      case '"' -> {
        content = Content.STRING;
        end = stringEnd(json, at + 1);
      }
      case 't' -> {
        content = Content.TRUE;
        end = literalEnd(json, at, "true");
      }
      case 'f' -> {
        content = Content.FALSE;
        end = literalEnd(json, at, "false");
      }
      case 'n' -> {
        content = Content.NULL;
        end = literalEnd(json, at, "null");
      }
      case '{' -> {
        content = Content.OBJECT;
        end = field == Field.TRAITS ? traitsEnd(json, at) : NOWHERE;
      }
      default -> {
        content = Content.INTEGER;
        end = integerEnd(json, at);
      }
    }
    if (end == NOWHERE) {
      return NOWHERE;
    }
    if (field != null) {
      if (isFilled(field)) {
        return NOWHERE;
      }
      int slot = field.ordinal();
      filled |= 1L << slot;
      contents[slot] = content;
      from[slot] = at + 1;
      to[slot] = end;
      codePoints[slot] = lastCodePoints;
      numbers[slot] = lastNumber;
    }
    return content == Content.STRING ? end + 1 : end;
  }

  /** The position of the quote that ends a string; {@link #lastCodePoints} says how long it is. */
  private int stringEnd(byte[] json, int from) {
    int at = from;
    int saved = 0; // bytes that begin no code point
    while (true) {
      at = plainEnd(json, at);
      int next = byteAt(json, at);
      if (next == '"') {
        lastCodePoints = at - from - saved;
        return at;
      }
      if (next >= 0) {
        return NOWHERE; // an escape, a control character, or the end
      }
      int length = Utf8.sequenceLength(json, at);
      if (length == 0) {
        return NOWHERE;
      }
      at += length;
      saved += length - 1;
    }
  }

  /** The position of the first quote, backslash, control character or byte above 0x7F. */
  private static int plainEnd(byte[] json, int from) {
    int at = from;
    for (; at + Long.BYTES <= json.length; at += Long.BYTES) {
      long word = (long) LONGS.get(json, at);
      long quote = word ^ ONES * '"';
      long backslash = word ^ ONES * '\\';
      // A borrow spoils only what is above the first byte found.
      long found = (word - ONES * ' ' | quote - ONES | backslash - ONES | word) & HIGH_BITS;
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (at < json.length && json[at] >= ' ' && json[at] != '"' && json[at] != '\\') {
      at++;
    }
    return at;
  }

  /** What follows an integer literal; {@link #lastNumber} is its value. */
  private int integerEnd(byte[] json, int from) {
    boolean negative = byteAt(json, from) == '-';
    int digits = negative ? from + 1 : from;
    int at = digits;
    long value = 0;
    int digit;
    while ((digit = byteAt(json, at) - '0') >= 0 && digit <= 9) {
      value = 10 * value + digit;
      at++;
    }
    int length = at - digits;
    if (length == 0 || length > MAX_DIGITS || (length > 1 && json[digits] == '0')) {
      return NOWHERE;
    }
    lastNumber = negative ? -value : value;
    return at;
  }

  private static int literalEnd(byte[] json, int at, String literal) {
    for (int i = 0; i < literal.length(); i++) {
      if (byteAt(json, at + i) != literal.charAt(i)) {
        return NOWHERE;
      }
    }
    return at + literal.length();
  }

  /** What follows an object of strings that keep the rules, with keys in ASCII, none twice. */
  private int traitsEnd(byte[] json, int from) {
    traitCount = 0;
    int at = skipSpace(json, from + 1);
    if (byteAt(json, at) == '}') {
      return at + 1;
    }
    at = from;
    do {
      int slot = TRAIT * traitCount;
      if (slot == traits.length) {
        return NOWHERE;
      }
      at = traitString(json, at + 1, slot, 1);
      if (at == NOWHERE
          || byteAt(json, at) != ':'
          || lastCodePoints < traits[slot + 1] - traits[slot]) {
        return NOWHERE;
      }
      at = traitString(json, at + 1, slot + 2, 0);
      if (at == NOWHERE || !moveToItsPlace(json, slot)) {
        return NOWHERE;
      }
      traitCount++;
    } while (byteAt(json, at) == ',');
    return byteAt(json, at) == '}' ? at + 1 : NOWHERE;
  }

  /** Keeps a key or a value; what follows it and the space behind it. */
  private int traitString(byte[] json, int from, int slot, int min) {
    int quote = skipSpace(json, from);
    int end = byteAt(json, quote) == '"' ? stringEnd(json, quote + 1) : NOWHERE;
    if (end == NOWHERE || lastCodePoints < min || lastCodePoints > EventFields.MAX_TRAIT) {
      return NOWHERE;
    }
    traits[slot] = quote + 1;
    traits[slot + 1] = end;
    return skipSpace(json, end + 1);
  }

  /** Sorts the last trait in by its key; false where that key is there. */
  private boolean moveToItsPlace(byte[] json, int slot) {
    int keyFrom = traits[slot];
    int keyTo = traits[slot + 1];
    int place = slot;
    for (; place > 0; place -= TRAIT) {
      int order =
          Arrays.compare(
              json, traits[place - TRAIT], traits[place - TRAIT + 1], json, keyFrom, keyTo);
      if (order == 0) {
        return false;
      }
      if (order < 0) {
        break;
      }
    }
    if (place < slot) {
      int valueFrom = traits[slot + 2];
      int valueTo = traits[slot + 3];
      System.arraycopy(traits, place, traits, place + TRAIT, slot - place);
      traits[place] = keyFrom;
      traits[place + 1] = keyTo;
      traits[place + 2] = valueFrom;
      traits[place + 3] = valueTo;
    }
    return true;
  }

  private static int skipSpace(byte[] json, int from) {
    int at = from;
    while (at < json.length && json[at] <= ' ') {
      byte space = json[at];
      if (space != ' ' && space != '\n' && space != '\r' && space != '\t') {
        return at;
      }
      at++;
    }
    return at;
  }

  /** The byte there; 0, which is no JSON, beyond the end. */
  private static int byteAt(byte[] json, int at) {
    return at < json.length ? json[at] : 0;
  }
}
