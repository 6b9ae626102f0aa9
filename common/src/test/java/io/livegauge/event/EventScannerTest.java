package io.livegauge.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scanner against the judge, which goes the long way: whatever the scanner takes, the judge
 * calls the same event.
 */
class EventScannerTest {
  private static final String LIKE =
      "{'eventId':'e1','type':'like','streamId':'s1','userId':'u1','eventTime':1700000000000";

  private final UserHasher hasher = new UserHasher(new byte[16]);
  private final EventScanner scanner = new EventScanner(hasher);
  private final EventJudge judge = new EventJudge(hasher, 300_000);

  @Property
  void shouldTakeAllPlainRecords(@ForAll long seed) {
    RandomEvents events = RandomEvents.plain(new Random(seed));

    assertThat(take(events.valid(events.type()).toString())).isTrue();
  }

  @Property
  void shouldAgreeOnRecordsThatStretchTheRules(@ForAll long seed) {
    Random random = new Random(seed);
    RandomEvents events =
        random.nextInt(4) == 0 ? new RandomEvents(random) : RandomEvents.plain(random);

    take(events.stretched(events.type()).toString());
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void shouldTakeEveryType(EventType type) {
    assertThat(take(RandomEvents.plain(new Random(1)).valid(type).toString())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "}",
        ",'count':10000}",
        ",'count':null}",
        ",'count':''}",
        ",'price':true,'x':false,'y':null,'z':-12,'':'ß'}",
        " , 'count' :\t7\r\n} \n",
        ",'x':'1','x':2}",
        ",'x':-0}",
        ",'x':999999999999999999}",
        ",'traits':{}}",
        ",'traits':{'a':'','b':'😀'}}"
      })
  void shouldTakePlainRecords(String rest) {
    assertThat(take(quoted(LIKE + rest))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",}",
        "}}",
        "},",
        "}{}",
        ",'count':0}",
        ",'count':10001}",
        ",'count':'1'}",
        ",'count':1.0}",
        ",'count':1e0}",
        ",'count':01}",
        ",'count':-}",
        ",'count':+1}",
        ",'count':1,'count':2}",
        ",'count':9223372036854775808}",
        ",'count':1 2}",
        ",'count'=1}",
        ",'count':}",
        ",'x':tru}",
        ",'x':nul}",
        ",'x':truee}",
        ",'x':[]}",
        ",'x':{}}",
        ",'x':'\\u0041'}",
        ",'\\u0041':'x'}",
        ",'x':'\t'}",
        ",'x':'a}",
        ",x:1}",
        ",'type':'share'}",
        ",'traits':{'a':'','a':''}}",
        ",'traits':{'b':'','a':'','b':''}}",
        ",'traits':{'ß':''}}",
        ",'traits':{'a':1}}",
        ",'traits':{'':''}}",
        ",'traits':{'a':''},}",
        ",'traits':{'a':'',}}",
        ",'traits':{'a' 'b'}}",
        ",'traits':{'a'}}",
        ",'traits':{"
      })
  void shouldLeaveAllOthers(String rest) {
    assertThat(take(quoted(LIKE + rest))).isFalse();
  }

  @Test
  void shouldLeaveEveryRecordThatIsCut() {
    byte[] record = quoted(LIKE + ",'count':3,'traits':{'a':'b'},'x':true}").getBytes(UTF_8);
    for (int length = 0; length < record.length; length++) {
      assertThat(scanner.read(Arrays.copyOf(record, length), null)).isFalse();
    }
    assertThat(scanner.read(record, Topic.LIKE)).isTrue();
    assertThat(scanner.read(record, Topic.GIFT)).isFalse();
    assertThat(scanner.read(null, null)).isFalse();
  }

  @Test
  void shouldTakeTraitsInAnyOrder() {
    String login = LIKE.replace("like", "login");

    assertThat(take(quoted(login + ",'traits':{ 'c':'1', 'b' : '2','d':'','a':'4','aa':'5'}}")))
        .isTrue();
  }

  @Test
  void shouldLeaveTraitsThatAreMany() {
    StringBuilder traits = new StringBuilder();
    for (char c = 'a'; c < 'a' + 16; c++) {
      traits.append(c == 'a' ? "" : ",").append("'").append(c).append("':'x'");
    }

    String login = LIKE.replace("like", "login");
    assertThat(take(quoted(login + ",'traits':{" + traits + "}}"))).isTrue();
    assertThat(take(quoted(login + ",'traits':{" + traits + ",'z':'x'}}"))).isFalse();
  }

  /** Whether the scanner takes a record; then it has made of it what the judge does. */
  private boolean take(String record) {
    byte[] json = record.getBytes(UTF_8);
    if (!scanner.read(json, null)) {
      return false;
    }
    assertThat(scanner.fromFile("f", 7)).isEqualTo(judge.fromFile(json, "f", 7));
    assertThat(scanner.read(json, null)).isTrue();
    PackedEvent kafka = scanner.fromKafka(3, 8);
    assertThat(kafka).isEqualTo(judge.fromKafka(json, kafka.type().topic(), 3, 8, -1));
    assertThat(scanner.eventTime()).isEqualTo(kafka.eventTime());
    return true;
  }

  private static String quoted(String record) {
    return record.replace('\'', '"');
  }
}
