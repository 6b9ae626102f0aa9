package io.livegauge.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.nio.charset.CharsetEncoder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Damages valid records in every way that comes to mind. The decoder must not throw; what it calls
 * valid must keep every rule, and the schema too; what it rejects must say why.
 */
class EventFuzzTest {
  private static final int RECORDS = 100_000;
  private static final long SEED = 20_261_121;
  private static final Pattern VALUE = Pattern.compile("(?<=:)(\"[^\"]*\"|-?\\d+|true|false|null)");
  private static final ObjectMapper TREES =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
              .build());
  private static final String[] TOKENS = {
    "NaN",
    "-Infinity",
    "null",
    "true",
    "\"\"",
    "\"x\"",
    "{}",
    "[]",
    "0",
    "-0",
    "5.0",
    "1e3",
    "1e999999999",
    "-1",
    "007",
    "2147483648",
    "-2147483649",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "123456789012345678901234567890",
    "\"\\ud800\"",
    "\"\\ude00\\ud83d\"",
    "\"\\u0000\"",
    "\"\uD83D\uDE00\"",
    "{\"a\":{\"b\":[1,2]}}",
    "{\"\\ud800\":\"x\"}",
    "{\"k\":\"v\",\"k\":1}",
    "'x'",
    "+1",
    ".5",
    "\"\\q\"",
    "\"\t\"",
    "// x"
  };

  /** Sequences in UTF-8: well-formed, overlong, cut, of surrogates and beyond U+10FFFF. */
  private static final byte[][] SEQUENCES =
      Stream.of(
              "c3a4",
              "df80",
              "e0a080",
              "ed9fbf",
              "ee8080",
              "efbfbf",
              "f0908080",
              "f48fbfbf",
              "c080",
              "c1bf",
              "e08080",
              "e09fbf",
              "eda080",
              "edbfbf",
              "f0808080",
              "f08fbfbf",
              "f4908080",
              "f5808080",
              "c3",
              "e0a0",
              "f09080",
              "80",
              "bf",
              "ff",
              "c3c3",
              "e0a0c3")
          .map(HexFormat.of()::parseHex)
          .toArray(byte[][]::new);

  private final Random random = new Random(SEED);
  private final RandomEvents events = new RandomEvents(random);
  private final RandomEvents plain = RandomEvents.plain(random);
  private final Schemas schemas = new Schemas();
  private final UserHasher hasher = new UserHasher(new byte[16]);
  private final EventDecoder decoder = new EventDecoder(hasher, 300_000);
  private final EventJudge judge = new EventJudge(hasher, 300_000);
  private final EventScanner scanner = new EventScanner(hasher);

  private final CharsetEncoder encoder = UTF_8.newEncoder();

  private int valid;
  private int rejected;
  private int scanned;

  @Test
  void shouldDecodeOrRejectWhateverComes() throws Exception {
    byte[] before = record(EventType.LOGIN);
    for (int i = 0; i < RECORDS; i++) {
      EventType type = events.type();
      byte[] record = record(type);
      byte[] damaged = damage(record, before);
      boolean file = random.nextInt(4) == 0;
      long timestamp = random.nextInt(3) == 0 ? random.nextLong() : 253_402_300_799_999L;
      Decoded decoded =
          file
              ? decoder.fromFile(damaged, "f", i)
              : decoder.fromKafka(damaged, type.topic(), 1, i, timestamp);
      Decoded judged =
          file
              ? judge.fromFile(damaged, "f", i)
              : judge.fromKafka(damaged, type.topic(), 1, i, timestamp);
      scanned += scanner.read(damaged, null) ? 1 : 0;
      try {
        if (!decoded.equals(judged)) {
          throw new AssertionError(decoded + ", but judged " + judged);
        }
        if (decoded instanceof PackedEvent ok) {
          valid++;
          check(ok.unpack(), damaged, file ? null : type.topic());
        } else if (decoded instanceof Decoded.Rejected bad) {
          rejected++;
          check(bad.rejection(), damaged, file);
        }
      } catch (Throwable e) {
        throw new AssertionError(
            "record " + i + " of seed " + SEED + ": " + new String(damaged, UTF_8), e);
      }
      before = record;
    }

    assertThat(valid + rejected).isEqualTo(RECORDS);
    assertThat(valid).isGreaterThan(RECORDS / 20);
    assertThat(rejected).isGreaterThan(RECORDS / 4);
    assertThat(scanned).isBetween(RECORDS / 25, valid);
  }

  private byte[] record(EventType type) {
    RandomEvents some = random.nextBoolean() ? events : plain;
    return some.valid(type).toString().getBytes(UTF_8);
  }

  private byte[] damage(byte[] record, byte[] other) {
    byte[] damaged = record;
    for (int n = 1 + random.nextInt(2); n > 0; n--) {
      damaged = damageOnce(damaged, other);
    }
    return damaged;
  }

  private byte[] damageOnce(byte[] record, byte[] other) {
    int at = random.nextInt(record.length + 1);
    return switch (random.nextInt(14)) {
      case 0 -> flip(record);
      case 1 -> Arrays.copyOf(record, at);
      case 2 -> Arrays.copyOfRange(record, at, record.length);
      case 3 -> {
        byte[] spliced = concat(Arrays.copyOf(record, at), other);
        yield Arrays.copyOfRange(spliced, 0, Math.min(spliced.length, record.length + 20));
      }
      case 4 -> insert(record, at, randomBytes());
      case 5 -> insert(record, at, nested());
      case 6 -> member(record, "\"x" + random.nextInt(9) + "\":" + token());
      case 7 -> {
        Field[] fields = Field.values();
        String name = fields[random.nextInt(fields.length)].wireName();
        yield member(record, "\"" + name + "\":" + token());
      }
      case 8 -> member(record, "\"y\":" + new String(nested(), UTF_8));
      case 9, 10 -> swapToken(record);
      case 11 -> insert(record, at, SEQUENCES[random.nextInt(SEQUENCES.length)]);
      case 12 -> spaced(record);
      default ->
          insert(record, at, new byte[] {(byte) " \t\n\r{}[]:,\"\\0".charAt(random.nextInt(13))});
    };
  }

  private byte[] flip(byte[] record) {
    byte[] flipped = record.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[1 + random.nextInt(4)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] nested() {
    int depth = 1 + random.nextInt(random.nextInt(400) == 0 ? 20_000 : 20);
    String open = random.nextBoolean() ? "[" : "{\"a\":";
    String close = open.length() == 1 ? "]" : "}";
    int closed = random.nextInt(4) == 0 ? random.nextInt(depth) : depth;
    return (open.repeat(depth) + "1" + close.repeat(closed)).getBytes(UTF_8);
  }

  private String token() {
    return TOKENS[random.nextInt(TOKENS.length)];
  }

  /** Puts a member first or last, where it may be a duplicate of another one. */
  private byte[] member(byte[] record, String member) {
    byte[] bytes = (random.nextBoolean() ? member : member + "," + member).getBytes(UTF_8);
    return random.nextBoolean() && record.length > 1
        ? insert(record, 1, concat(bytes, new byte[] {','}))
        : insert(record, Math.max(0, record.length - 1), concat(new byte[] {','}, bytes));
  }

  /** With whitespace around some of the commas, colons and braces, also those within strings. */
  private byte[] spaced(byte[] record) {
    StringBuilder out = new StringBuilder();
    for (char c : new String(record, UTF_8).toCharArray()) {
      boolean structure = "{}:,".indexOf(c) >= 0 && random.nextInt(3) == 0;
      out.append(structure ? " " : "").append(c).append(structure ? "\r\n\t " : "");
    }
    return out.toString().getBytes(UTF_8);
  }

  private byte[] swapToken(byte[] record) {
    String text = new String(record, UTF_8);
    Matcher matcher = VALUE.matcher(text);
    int skip = random.nextInt(8);
    while (matcher.find()) {
      if (skip-- == 0) {
        return (text.substring(0, matcher.start()) + token() + text.substring(matcher.end()))
            .getBytes(UTF_8);
      }
    }
    return record;
  }

  private static byte[] insert(byte[] record, int at, byte[] bytes) {
    return concat(
        concat(Arrays.copyOf(record, at), bytes), Arrays.copyOfRange(record, at, record.length));
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private void check(Event event, byte[] bytes, Topic topic) throws Exception {
    if (topic != null && event.type.topic() != topic) {
      throw new AssertionError("on topic " + topic);
    }
    checkString(EventFields.EVENT_ID, event.eventId);
    checkString(EventFields.STREAM_ID, event.streamId);
    checkNumber(EventFields.EVENT_TIME, event.eventTime);
    if (event.type.hasUser() == (event.userHash == 0)) {
      throw new AssertionError("user hash " + event.userHash);
    }
    for (FieldRule rule : EventFields.of(event.type)) {
      if (rule.field().isPresent(event)) {
        switch (rule.kind()) {
          case STRING -> checkString(rule, rule.field().string(event));
          case INTEGER -> checkNumber(rule, rule.field().number(event));
          case BOOLEAN -> {}
          case TRAITS ->
              event.traits.forEach(
                  (key, value) -> {
                    checkLength(key, 1, 128);
                    checkLength(value, 0, 128);
                  });
        }
      } else if (rule.required()) {
        throw new AssertionError(rule + " is missing");
      }
    }

    String canonical = EventContent.canonicalJson(event);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventFormat.write(event, new DataOutputStream(out));
    Event reread =
        EventFormat.read(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));
    if (!EventContent.canonicalJson(reread).equals(canonical)
        || CanonicalOrder.INSTANCE.compare(event, reread) != 0
        || reread.userHash != event.userHash) {
      throw new AssertionError("reread as " + EventContent.canonicalJson(reread));
    }
    // The decoder is the stricter one: what it takes, a schema takes. (The parser of trees takes an
    // escaped lone surrogate in a name for an error.)
    String text = new String(bytes, UTF_8);
    if (valid % 8 == 0 && !text.contains("\"\\ud800\"")) {
      assertThat(schemas.event(event.type).validate(TREES.readTree(text))).isEmpty();
    }
  }

  private void checkString(FieldRule rule, String value) {
    // An optional string that is empty counts as absent.
    checkLength(value, Math.max(1, rule.min()), rule.max());
  }

  private void checkLength(String value, long min, long max) {
    int length = value.codePointCount(0, value.length());
    if (length < min || length > max || !encoder.canEncode(value)) {
      throw new AssertionError("string of " + length + ": " + value);
    }
  }

  private void checkNumber(FieldRule rule, long value) {
    if (value < rule.min() || value > rule.max()) {
      throw new AssertionError(rule + " is " + value);
    }
  }

  private void check(Rejection rejection, byte[] bytes, boolean file) throws Exception {
    boolean reasonFits =
        rejection.reason() == Reason.INVALID || (rejection.reason() == Reason.FUTURE && !file);
    if (!reasonFits
        || rejection.detail().isBlank()
        || rejection.detail().contains("cannot be decoded")
        || rejection.size() != bytes.length
        || rejection.truncated() != bytes.length > Rejection.MAX_ORIGINAL_BYTES
        || rejection.original().length != Math.min(bytes.length, Rejection.MAX_ORIGINAL_BYTES)) {
      throw new AssertionError(rejection.toString());
    }
    if (Schemas.MAPPER.readTree(rejection.toJson()).path("detail").textValue().isBlank()) {
      throw new AssertionError(rejection.toString());
    }
  }
}
