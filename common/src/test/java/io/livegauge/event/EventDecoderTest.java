package io.livegauge.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {
  private static final long TIME = 1_700_000_000_000L;
  private static final long MINUTE = 60_000;
  private static final String COMMON =
      "'eventId':'e1','streamId':'s1','userId':'u1','eventTime':1700000000000";

  private final UserHasher hasher = new UserHasher(new byte[16]);
  private final EventDecoder decoder = new EventDecoder(hasher, 5 * MINUTE);

  // What is taken

  @Test
  void shouldDecodeGiftWithDefaults() {
    Event gift = valid(Topic.GIFT, "{'type':'gift'," + COMMON + ",'giftId':'g','unitValue':5}");

    assertThat(gift.type).isEqualTo(EventType.GIFT);
    assertThat(gift.eventId).isEqualTo("e1");
    assertThat(gift.streamId).isEqualTo("s1");
    assertThat(gift.eventTime).isEqualTo(TIME);
    assertThat(gift.userHash).isEqualTo(hasher.hash("u1"));
    assertThat(gift.giftId).isEqualTo("g");
    assertThat(gift.unitValue).isEqualTo(5);
    assertThat(gift.repeatCount).isEqualTo(1);
    assertThat(gift.streakEnd).isTrue();
    assertThat(gift.streakId).isNull();
    assertThat(gift.file).isNull();
    assertThat(gift.partition).isEqualTo(3);
    assertThat(gift.offset).isEqualTo(42);
  }

  @Test
  void shouldTakeTheTypeFromTheEnd() {
    Event login = valid(Topic.ACCESS, "{'source':'ad'," + COMMON + ",'type':'login'}");

    assertThat(login.source).isEqualTo("ad");
  }

  @Test
  void shouldTakeTheLastOfDuplicates() {
    Event login =
        valid(
            Topic.ACCESS,
            "{'type':5,'source':5,'traits':7,'traits':{'a':1,'a':'x','b':'1','b':'2'},'source':'ad',"
                + COMMON
                + ",'type':'login'}");

    assertThat(login.source).isEqualTo("ad");
    assertThat(login.traits).isEqualTo(Map.of("a", "x", "b", "2"));
    assertThat(detail(Topic.ACCESS, "{'type':'login'," + COMMON + ",'traits':{'a':'x','a':1}}"))
        .isEqualTo("the value of traits key 'a' is no string; a string is required");
  }

  @Test
  void shouldKnowEscapedNames() {
    Event like = valid(Topic.LIKE, "{'type':'like'," + COMMON + ",'co\\u0075nt':3}");

    assertThat(like.count).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''"})
  void shouldCountEmptyOptionalFieldsAsAbsent(String empty) {
    Event login =
        valid(
            Topic.ACCESS,
            "{'type':'login'," + COMMON + ",'source':" + empty + ",'traits':" + empty + "}");
    Event gift =
        valid(
            Topic.GIFT,
            ("{'type':'gift',COMMON,'giftId':'g','unitValue':5,"
                    + "'repeatCount':@,'streakId':@,'streakEnd':@}")
                .replace("COMMON", COMMON)
                .replace("@", empty));
    Event rating =
        valid(Topic.RATING, "{'type':'rating'," + COMMON + ",'stars':5,'text':" + empty + "}");
    Event cart =
        valid(
            Topic.CART,
            "{'type':'cart_add'," + COMMON + ",'itemId':'i','quantity':1,'price':" + empty + "}");

    assertThat(login.source).isNull();
    assertThat(login.traits).isNull();
    assertThat(EventContent.canonicalJson(gift))
        .isEqualTo(json("{'giftId':'g','repeatCount':1,'streakEnd':true,'unitValue':5}"));
    assertThat(EventContent.canonicalJson(rating)).isEqualTo(json("{'stars':5}"));
    assertThat(cart.price).isNull();
  }

  @Test
  void shouldIgnoreWhatTheTypeDoesNotDeclare() {
    Event like =
        valid(
            Topic.LIKE,
            "{'type':'like',"
                + COMMON
                + ",'amount':5.5,'stars':99999999999999999999,'text':{'type':'gift'},"
                + "'traits':[{}],'streakEnd':'\\ud800','':1,'\\ud800':2}");

    assertThat(EventContent.canonicalJson(like)).isEqualTo(json("{'count':1}"));
    assertThat(like.amount).isZero();
    assertThat(like.traits).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "'userId':null,", "'userId':'',", "'userId':{'a':[1]},"})
  void shouldIgnoreTheUserOfStreams(String user) {
    Event end =
        valid(
            Topic.STREAM,
            "{'type':'stream_end',"
                + user
                + "'eventId':'e1','streamId':'s1','eventTime':1700000000000}");

    assertThat(end.userHash).isZero();
  }

  @Test
  void shouldTakeIntegersOfAnySignWhereCleaningJudges() {
    Event paid =
        valid(
            Topic.ORDER,
            "{'type':'order_paid',"
                + COMMON
                + ",'orderId':'o','itemId':'i','quantity':-2147483648,'amount':-1000000000000}");

    assertThat(paid.quantity).isEqualTo(Integer.MIN_VALUE);
    assertThat(paid.amount).isEqualTo(-1_000_000_000_000L);
    assertThat(
            valid(Topic.CART, "{'type':'cart_add'," + COMMON + ",'itemId':'i','quantity':-0}")
                .quantity)
        .isZero();
  }

  @Test
  void shouldCountLengthsInCodePoints() {
    String text = "😀".repeat(500);

    assertThat(valid(Topic.BARRAGE, barrage(text)).text).isEqualTo(text);
    assertThat(valid(Topic.BARRAGE, barrage("\\ud83d\\ude00".repeat(500))).text).isEqualTo(text);
    assertThat(detail(Topic.BARRAGE, barrage(text + "x")))
        .isEqualTo("text has 501 code points; 1 to 500 are allowed");
  }

  @Test
  void shouldTellEscapesFromEscapedBackslashes() {
    assertThat(valid(Topic.BARRAGE, barrage("\\\\ud800\\\\\\ud83d\\uDE00\\\\")).text)
        .isEqualTo("\\ud800\\😀\\");
    assertThat(detail(Topic.BARRAGE, barrage("\\\\\\ud800")))
        .isEqualTo("text holds a lone surrogate; well-formed Unicode is required");
    for (String bad : new String[] {"\\ud80", "\\ud8-0", "\\ud80\uff10", "\\"}) {
      assertThat(detail(Topic.BARRAGE, barrage(bad))).startsWith("not JSON at character");
    }
    assertThat(detail(Topic.BARRAGE, "{\\ud800}")).startsWith("not JSON at character");
  }

  @Test
  void shouldTakeUnicodeInTraitKeys() {
    Event login =
        valid(
            Topic.ACCESS,
            "{'type':'login',"
                + COMMON
                + ",'traits':{'\\u0000abc':'1','abc':'2','\\ud83d\\ude00':"
                + "'3','直播':'','ä':'5'}}");

    assertThat(login.traits)
        .isEqualTo(Map.of("\u0000abc", "1", "abc", "2", "😀", "3", "直播", "", "ä", "5"));
  }

  @Test
  void shouldTakeWhitespaceAroundTheObject() {
    Event like = valid(Topic.LIKE, " \t\r\n{'type':'like'," + COMMON + "}\r\n ");

    assertThat(like.count).isEqualTo(1);
  }

  @Test
  void shouldNotFailByParserLimitsInUnknownFields() {
    String deep = "[".repeat(50_000) + "]".repeat(50_000);
    String deepObjects = "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000);
    String name = "n".repeat(200_000);
    String digits = "9".repeat(100_000);

    assertThat(valid(Topic.LIKE, like("'x':" + deep))).isNotNull();
    assertThat(valid(Topic.LIKE, like("'x':" + deepObjects))).isNotNull();
    assertThat(valid(Topic.LIKE, like("'" + name + "':1"))).isNotNull();
    assertThat(valid(Topic.LIKE, like("'x':" + digits))).isNotNull();
    assertThat(valid(Topic.LIKE, like("'x':-1." + digits + "e" + digits))).isNotNull();
    assertThat(valid(Topic.LIKE, like("'x':'" + "z".repeat(25_000_000) + "'"))).isNotNull();
  }

  @Test
  void shouldNotFailByTheNamesOfEarlierRecords() {
    for (int i = 0; i < 50; i++) {
      StringBuilder names = new StringBuilder();
      for (int k = 0; k < 1_000; k++) {
        names.append("'x").append(i * 1_000 + k).append("':1,");
      }
      assertThat(valid(Topic.LIKE, like(names + "'y':1"))).isNotNull();
    }
  }

  // What is not

  @ParameterizedTest
  @EnumSource(EventType.class)
  void shouldRejectMissingRequiredFields(EventType type) {
    Topic topic = type.topic();
    String start = "{'type':'" + type.wireName() + "'";

    assertThat(detail(topic, start + "}")).isEqualTo("eventId is missing; it is required");
    assertThat(detail(topic, start + ",'eventId':null}"))
        .isEqualTo("eventId is missing; it is required");
    assertThat(detail(topic, start + ",'eventId':''}"))
        .isEqualTo("eventId has 0 code points; 1 to 64 are allowed");
    for (FieldRule rule : EventFields.of(type)) {
      if (rule.required()) {
        assertThat(detail(topic, start + "," + COMMON + "}"))
            .endsWith("is missing; it is required");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'count':5.0",
        "'count':1e3",
        "'count':'5'",
        "'count':true",
        "'count':[5]",
        "'count':{}",
        "'count':0",
        "'count':-1",
        "'count':10001",
        "'count':9223372036854775808",
        "'count':-9223372036854775809",
        "'eventTime':0",
        "'eventTime':253402300800000",
        "'eventTime':'1700000000000'",
        "'streamId':'\\ud800'",
        "'streamId':'\\ude00\\ud83d'",
        "'streamId':5",
        "'eventId':false",
        "'userId':null",
        "'userId':5",
        "'userId':''",
        "'type':'Like'",
        "'type':null",
        "'type':['like']",
      })
  void shouldRejectBadFields(String bad) {
    assertThat(rejected(Topic.LIKE, like(bad)).reason()).isEqualTo(Reason.INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "5",
        "'x'",
        "[]",
        "{",
        "{}",
        "}",
        "{'type':'like',COMMON",
        "{'type':'like',COMMON,}",
        "{'type':'like',COMMON}x",
        "{'type':'like',COMMON}{}",
        "{'type':'like',COMMON},",
        "{'type':'like',COMMON}\u0000",
        "{'type':'like',COMMON}\u00a0",
        "[{'type':'like',COMMON}]",
        "\ufeff{'type':'like',COMMON}",
        "{'type':'like',COMMON,'x':NaN}",
        "{'type':'like',COMMON,'x':Infinity}",
        "{'type':'like',COMMON,'x':01}",
        "{'type':'like',COMMON,'x':+1}",
        "{'type':'like',COMMON,'x':.5}",
        "{'type':'like',COMMON,'x':5.}",
        "{'type':'like',COMMON,'x':1x}",
        "{'type':'like',COMMON,'x':tru}",
        "{'type':'like',COMMON,'x':truex}",
        "{'type':'like',COMMON,'x':'\t'}",
        "{'type':'like',COMMON,'x':'\\x'}",
        "{'type':'like',COMMON,'x':'\\u12g4'}",
        "{'type':'like',COMMON,x:1}",
        "{'type':'like',COMMON,'x' 1}",
        "{'type':'like',COMMON,'x':[1,]}",
        "{'type':'like',COMMON,'x':[1}}",
        "{'type':'like',COMMON /* */}",
        "# \n{'type':'like',COMMON}",
      })
  void shouldRejectWhatIsNotOneJsonObject(String text) {
    assertThat(rejected(Topic.LIKE, text.replace("COMMON", COMMON)).reason())
        .isEqualTo(Reason.INVALID);
  }

  @Test
  void shouldRejectBytesThatAreNoUtf8() {
    byte[] text = bytes(barrage("xyz"));
    int at = json(barrage("xyz")).indexOf("xyz");
    for (String hex : new String[] {"c0afaf", "eda080", "e28228", "f8a0a0", "80aaaa", "f09f98"}) {
      byte[] bad = text.clone();
      System.arraycopy(HexFormat.of().parseHex(hex), 0, bad, at, 3);

      assertThat(rejected(Topic.BARRAGE, bad).detail()).isEqualTo("not UTF-8 at byte " + at);
    }
  }

  @Test
  void shouldRejectOtherEncodings() {
    String text = json(like("'count':1"));

    assertThat(rejected(Topic.LIKE, text.getBytes(StandardCharsets.UTF_16)).reason())
        .isEqualTo(Reason.INVALID);
    assertThat(rejected(Topic.LIKE, text.getBytes(StandardCharsets.UTF_16LE)).reason())
        .isEqualTo(Reason.INVALID);
    assertThat(rejected(Topic.LIKE, text.getBytes(StandardCharsets.UTF_16BE)).reason())
        .isEqualTo(Reason.INVALID);
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void shouldRejectTypesOnOtherTopics(Topic topic) {
    for (EventType type : EventType.values()) {
      if (type.topic() != topic) {
        assertThat(detail(topic, "{'type':'" + type.wireName() + "'," + COMMON + "}"))
            .startsWith("type " + type.wireName() + " is on topic " + topic.suffix());
      }
    }
  }

  @Test
  void shouldRejectTombstones() {
    Rejection none = rejected(Topic.LIKE, (byte[]) null);
    Rejection empty = rejected(Topic.LIKE, new byte[0]);

    assertThat(none.reason()).isEqualTo(Reason.INVALID);
    assertThat(none.original()).isNull();
    assertThat(none.sha256()).isNull();
    assertThat(none.key()).isNull();
    assertThat(empty.reason()).isEqualTo(Reason.INVALID);
    assertThat(empty.original()).isEmpty();
    assertThat(empty.sha256())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  // The future

  @Test
  void shouldRejectEventsFromTheFuture() {
    byte[] like = bytes(like("'count':1"));

    assertThat(decoder.fromKafka(like, Topic.LIKE, 0, 0, TIME - 5 * MINUTE))
        .isInstanceOf(PackedEvent.class);
    Decoded.Rejected rejected =
        (Decoded.Rejected) decoder.fromKafka(like, Topic.LIKE, 1, 2, TIME - 5 * MINUTE - 1);
    assertThat(rejected.timestamp()).isEqualTo(TIME - 5 * MINUTE - 1);
    assertThat(rejected.rejection().reason()).isEqualTo(Reason.FUTURE);
    assertThat(rejected.rejection().detail())
        .isEqualTo(
            "eventTime 1700000000000 is 300001 ms ahead of the record's timestamp 1699999699999;"
                + " at most 300000 ms are allowed");
    assertThat(rejected.rejection().original()).isEqualTo(like);
  }

  @Test
  void shouldSeeNoFutureWithoutTimestamp() {
    String far = like("'eventTime':253402300799999");

    assertThat(decoder.fromKafka(bytes(far), Topic.LIKE, 0, 0, -1)).isInstanceOf(PackedEvent.class);
    assertThat(decoder.fromFile(bytes(far), "f", 1)).isInstanceOf(PackedEvent.class);
    assertThat(decoder.fromKafka(bytes(far), Topic.LIKE, 0, 0, 0))
        .isInstanceOf(Decoded.Rejected.class);
    assertThat(decoder.fromKafka(bytes(far), Topic.LIKE, 0, 0, Long.MAX_VALUE))
        .isInstanceOf(PackedEvent.class);
  }

  @Test
  void shouldCallInvalidWhatIsInvalidAndFuture() {
    Decoded.Rejected rejected =
        (Decoded.Rejected) decoder.fromKafka(bytes(like("'count':0")), Topic.LIKE, 0, 0, 0);

    assertThat(rejected.rejection().reason()).isEqualTo(Reason.INVALID);
  }

  // Files

  @Test
  void shouldDecodeLinesOfFiles() {
    PackedEvent valid =
        (PackedEvent) decoder.fromFile(bytes(like("'count':2") + "\r"), "day.jsonl", 7);
    Decoded.Rejected rejected =
        (Decoded.Rejected) decoder.fromFile(bytes(like("'count':0")), "day.jsonl", 8);

    assertThat(valid.unpack().file).isEqualTo("day.jsonl");
    assertThat(valid.unpack().offset).isEqualTo(7);
    assertThat(rejected.timestamp()).isZero();
    assertThat(rejected.rejection().file()).isEqualTo("day.jsonl");
    assertThat(rejected.rejection().offset()).isEqualTo(8);
    assertThat(rejected.rejection().topic()).isEqualTo(Topic.LIKE);
  }

  // What a rejection says

  @Test
  void shouldSayWhatCouldBeRead() {
    Rejection outOfRange = rejected(Topic.LIKE, like("'count':10001"));
    Rejection broken = rejected(Topic.LIKE, "{'type':'like','streamId':'s1','eventId':'e1',");
    Rejection bad = rejected(Topic.LIKE, "{'streamId':'\\ud800','eventId':'','eventTime':-5}");

    assertThat(outOfRange.detail()).isEqualTo("count is 10001; 1 to 10000 is allowed");
    assertThat(outOfRange.topic()).isEqualTo(Topic.LIKE);
    assertThat(outOfRange.partition()).isEqualTo(3);
    assertThat(outOfRange.offset()).isEqualTo(42);
    assertThat(outOfRange.streamId()).isEqualTo("s1");
    assertThat(outOfRange.eventId()).isEqualTo("e1");
    assertThat(outOfRange.eventTime()).isEqualTo(TIME);
    assertThat(outOfRange.key()).isEqualTo(new byte[] {'s', '1'});
    assertThat(broken.streamId()).isEqualTo("s1");
    assertThat(broken.eventTime()).isNull();
    assertThat(bad.streamId()).isNull();
    assertThat(bad.eventId()).isNull();
    assertThat(bad.eventTime()).isNull();
  }

  @Test
  void shouldKeepTheFirst64KiBOfTheBytes() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(bytes("{'streamId':'s1','x':'"));
    bytes.write("y".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    Rejection cut = rejected(Topic.LIKE, bytes.toByteArray());
    Rejection whole = rejected(Topic.LIKE, Arrays.copyOf(bytes.toByteArray(), 65_536));

    assertThat(cut.truncated()).isTrue();
    assertThat(cut.size()).isEqualTo(100_022);
    assertThat(cut.original()).isEqualTo(Arrays.copyOf(bytes.toByteArray(), 65_536));
    assertThat(whole.truncated()).isFalse();
    assertThat(whole.size()).isEqualTo(65_536);
    assertThat(whole.sha256()).isNotEqualTo(cut.sha256());
    assertThat(new String(cut.toJson(), StandardCharsets.UTF_8))
        .contains("\"size\":100022", "\"truncated\":true")
        .contains(Base64.getEncoder().encodeToString(cut.original()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'like',COMMON}",
        "{'type':'like',COMMON,'userId':SECRET}",
        "{'type':'like',COMMON,'userId':SECRETSECRET'}",
        "{'type':'like',COMMON,'userId':['SECRET']}",
        "{'type':'like',COMMON,'userId':'SECRETLONG'}",
        "{'type':'like',COMMON,'userId':'SECRET\\ud800'}",
        "{'type':'like',COMMON,'userId':'SECRET' 'SECRET'}",
        "{'type':'like',COMMON,'userId':'SECRET','count':0}",
      })
  void shouldNeverNameTheUserInDetail(String text) {
    byte[] bytes =
        bytes(
            text.replace("COMMON", COMMON)
                .replace("LONG", "x".repeat(200))
                .replace("SECRET", "bob4711"));
    Decoded decoded = decoder.fromKafka(bytes, Topic.GIFT, 0, 0, 0);
    Decoded decodedRight = decoder.fromKafka(bytes, Topic.LIKE, 0, 0, 0);

    for (Decoded.Rejected rejected :
        new Decoded.Rejected[] {(Decoded.Rejected) decoded, (Decoded.Rejected) decodedRight}) {
      assertThat(rejected.rejection().detail()).doesNotContain("bob4711");
      assertThat(rejected.rejection().toString()).doesNotContain("bob4711");
    }
  }

  @Test
  void shouldShowStrangersStringsShortenedAndWellFormed() {
    assertThat(detail(Topic.LIKE, like("'type':'" + "ab\\n\\ud800".repeat(100) + "'")))
        .isEqualTo("type '" + "ab��".repeat(10) + "…' is not known");
  }

  @Test
  void shouldForgetTheRecordBefore() {
    valid(Topic.ACCESS, "{'type':'login'," + COMMON + ",'source':'ad','traits':{'a':'b'}}");
    Event login = valid(Topic.ACCESS, "{'type':'login'," + COMMON + "}");
    Rejection rejection = rejected(Topic.LIKE, "x");

    assertThat(login.source).isNull();
    assertThat(login.traits).isNull();
    assertThat(rejection.streamId()).isNull();
    assertThat(rejection.eventTime()).isNull();
  }

  @Test
  void shouldDecodeIntoOneEventWhereToldTo() {
    EventDecoder reusing = new EventDecoder(hasher, 5 * MINUTE).reusing();
    Decoded first = reusing.fromKafka(bytes(like("'count':1")), Topic.LIKE, 0, 0, TIME);
    for (String text : List.of("a", "b", "longer", "c", "x".repeat(500), "y".repeat(500), "d")) {
      byte[] record = bytes(barrage(text));
      assertThat(reusing.fromKafka(record, Topic.BARRAGE, 2, 7, TIME))
          .isEqualTo(decoder.fromKafka(record, Topic.BARRAGE, 2, 7, TIME))
          .isSameAs(first);
    }
  }

  @Test
  void shouldRefuseNegativeAllowance() {
    assertThatThrownBy(() -> new EventDecoder(hasher, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Events may be -1 ms ahead; it must be 0 or more");
  }

  private Event valid(Topic topic, String text) {
    Decoded decoded = decoder.fromKafka(bytes(text), topic, 3, 42, TIME);
    assertThat(decoded).isInstanceOf(PackedEvent.class);
    return ((PackedEvent) decoded).unpack();
  }

  private String detail(Topic topic, String text) {
    return rejected(topic, text).detail();
  }

  private Rejection rejected(Topic topic, String text) {
    return rejected(topic, bytes(text));
  }

  private Rejection rejected(Topic topic, byte[] bytes) {
    Decoded decoded = decoder.fromKafka(bytes, topic, 3, 42, TIME);
    assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
    return ((Decoded.Rejected) decoded).rejection();
  }

  private static String like(String more) {
    return "{'type':'like'," + COMMON + "," + more + "}";
  }

  private static String barrage(String text) {
    return "{'type':'barrage'," + COMMON + ",'text':'" + text + "'}";
  }

  private static byte[] bytes(String text) {
    return json(text).getBytes(StandardCharsets.UTF_8);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
