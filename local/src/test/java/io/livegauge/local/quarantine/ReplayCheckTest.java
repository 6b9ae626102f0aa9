package io.livegauge.local.quarantine;

import static io.livegauge.local.quarantine.Samples.TIME;
import static io.livegauge.local.quarantine.Samples.bytes;
import static io.livegauge.local.quarantine.Samples.like;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Reason;
import io.livegauge.event.Topic;
import io.livegauge.local.quarantine.ReplayCheck.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayCheckTest {
  private static final Clock NOW = Clock.fixed(Instant.ofEpochMilli(TIME), ZoneOffset.UTC);

  private final ReplayCheck check = new ReplayCheck("live.", 300_000, false, NOW);

  /** The line of a like that was rejected by a rule behind the decoder. */
  private static String rejected(Reason reason) {
    byte[] value = bytes(like("e1", "s1", TIME, 1));
    return line(
        Samples.readBack(Samples.of(reason, value, Topic.LIKE, 0, 7)), new Original.Found(value));
  }

  /** The line of what the decoder refused. */
  private static String undecodable(String value, Topic topic) {
    return line(
        Samples.readBack(Samples.undecodable(bytes(value), topic, 0, 7)),
        new Original.Found(bytes(value)));
  }

  private static String line(RejectedRecord record, Original original) {
    return new String(RepairLine.write(record, original), StandardCharsets.UTF_8);
  }

  private Verdict judge(String line) {
    return check.judge(bytes(line));
  }

  @Test
  void shouldSendWhatWasRepairedUnderItsStream() {
    String line = undecodable(like("e1", "s1", TIME, 0), Topic.LIKE);

    assertThat(judge(line.replace("\"count\":0", "\"count\":3")))
        .isInstanceOfSatisfying(
            Verdict.Send.class,
            send -> {
              assertThat(send.topic()).isEqualTo("live.like");
              assertThat(send.streamId()).isEqualTo("s1");
              assertThat(send.eventTime()).isEqualTo(TIME);
              assertThat(send.line().value())
                  .asString(StandardCharsets.UTF_8)
                  .isEqualTo(like("e1", "s1", TIME, 3));
            });
  }

  @Test
  void shouldSayByTheJobsOwnWordsWhyAValueIsStillBad() {
    String line = undecodable(like("e1", "s1", TIME, 0), Topic.LIKE);

    assertThat(judge(line.replace("\"count\":0", "\"count\":10001")))
        .isEqualTo(new Verdict.Refused("INVALID: count is 10001; 1 to 10000 is allowed"));
    assertThat(judge(line.replaceFirst("\"value\":.*", "\"value\":\"{\"}")))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, refused -> assertThat(refused.problem()).contains("not JSON"));
    assertThat(new ReplayCheck("live.", 300_000, true, NOW).judge(bytes(line)))
        .isEqualTo(new Verdict.Refused("INVALID: count is 0; 1 to 10000 is allowed"));
  }

  @Test
  void shouldPassOverWhatNobodyHasMendedYet() {
    assertThat(judge(undecodable(like("e1", "s1", TIME, 0), Topic.LIKE)))
        .isEqualTo(new Verdict.Unedited());
    assertThat(judge(undecodable("{\"type\":", Topic.LIKE))).isEqualTo(new Verdict.Unedited());
  }

  @Test
  void shouldSendToTheTopicOfTheType() {
    assertThat(judge(undecodable(like("e1", "s1", TIME, 1), Topic.GIFT)))
        .isInstanceOfSatisfying(
            Verdict.Send.class,
            send -> {
              assertThat(send.topic()).isEqualTo("live.like");
              assertThat(send.line().topic()).isEqualTo("live.gift");
            });
  }

  @Test
  void shouldJudgeTheFutureByNow() {
    String ahead = like("e1", "s1", TIME + 300_001, 1);

    String line = undecodable(ahead, Topic.LIKE);
    assertThat(judge(line)).isEqualTo(new Verdict.Unedited());
    assertThat(judge(line.replace("\"count\":1", "\"count\":2")))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.problem()).contains("FUTURE", "300001 ms ahead"));
    Clock later = Clock.fixed(Instant.ofEpochMilli(TIME + 1), ZoneOffset.UTC);
    assertThat(new ReplayCheck("live.", 300_000, false, later).judge(bytes(line)))
        .isInstanceOf(Verdict.Send.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"INVALID", "FUTURE", "INVALID_MODEL"})
  void shouldPassOverWhatWouldOnlyBeRejectedAgain(Reason reason) {
    assertThat(judge(rejected(reason))).isInstanceOf(Verdict.Unedited.class);
    assertThat(judge(rejected(reason).replace("\"count\":1", "\"count\":2")))
        .isInstanceOf(Verdict.Send.class);
    assertThat(new ReplayCheck("live.", 300_000, true, NOW).judge(bytes(rejected(reason))))
        .isInstanceOf(Verdict.Send.class);
  }

  @Test
  void shouldRefuseTopicsThatTakeNoEvents() {
    String line = rejected(Reason.LATE);

    assertThat(judge(line.replace("live.like", "live.models")))
        .isEqualTo(
            new Verdict.Refused(
                "topic 'live.models' is no topic of events under the prefix 'live.'"
                    + " (option --topic-prefix)"));
    assertThat(judge(line.replace("live.like", "test.like"))).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void shouldPassOverLinesThatHadNoValue() {
    RejectedRecord record = Samples.readBack(Samples.undecodable(bytes("x"), Topic.LIKE, 0, 7));

    assertThat(judge(line(record, new Original.Lost("expired")))).isEqualTo(new Verdict.Unedited());
    assertThat(judge(line(record, new Original.Found(null)))).isEqualTo(new Verdict.Unedited());
    assertThat(
            new ReplayCheck("live.", 300_000, true, NOW)
                .judge(bytes(line(record, new Original.Lost("expired")))))
        .isEqualTo(
            new Verdict.Refused(
                "there is no value to send (expired); write the event there, or take the line"
                    + " out"));
  }

  @Test
  void shouldRefuseLinesThatSomebodyTookTheValueFrom() {
    assertThat(judge("{\"topic\":\"live.like\",\"partition\":0,\"offset\":1}"))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.problem()).contains("there is no value to send;"));
    assertThat(judge(rejected(Reason.LATE).replaceFirst("\"value\":.*", "\"value\":null}")))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.problem()).contains("(it is null)"));
  }
}
