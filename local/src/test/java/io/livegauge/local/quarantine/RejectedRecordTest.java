package io.livegauge.local.quarantine;

import static io.livegauge.local.quarantine.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.event.Reason;
import io.livegauge.event.Rejection;
import io.livegauge.event.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectedRecordTest {
  @Test
  void shouldReadEveryPublishedExample() throws IOException {
    Path golden = Path.of("../common/src/test/resources/golden/record/quarantine.jsonl");
    List<String> lines = Files.readAllLines(golden);

    List<RejectedRecord> records =
        lines.stream()
            .map(
                line -> {
                  try {
                    return RejectedRecord.read(bytes(line), 5);
                  } catch (IOException e) {
                    throw new IllegalStateException(line, e);
                  }
                })
            .toList();

    assertThat(records)
        .extracting(RejectedRecord::place)
        .containsExactly(
            "live.like-3@42",
            "live.like-3@43",
            "live.gift-0@7",
            "day \"1\".jsonl:9",
            "live.like-3@44",
            "day.jsonl:10");
    RejectedRecord first = records.get(0);
    assertThat(first.reason()).isEqualTo("INVALID");
    assertThat(first.detail()).isEqualTo("count is 0; 1 to 10000 is allowed");
    assertThat(first.streamId()).isEqualTo("room-1");
    assertThat(first.eventId()).isEqualTo("e1");
    assertThat(first.eventTime()).isEqualTo(1_700_000_000_000L);
    assertThat(first.original()).asString().contains("\"count\":0");
    assertThat(Fingerprint.sha256(first.original())).isEqualTo(first.sha256());
    assertThat(first.truncated()).isFalse();
    assertThat(first.rejectedAt()).isEqualTo(5);
    assertThat(records.get(2).original()).isNull();
  }

  @Test
  void shouldTakeWhatALaterVersionWrites() throws IOException {
    RejectedRecord record =
        RejectedRecord.read(
            bytes(
                "{\"reason\":\"NEW_RULE\",\"more\":{\"a\":[1]},\"topic\":\"live.like\","
                    + "\"partition\":1,\"offset\":2}"),
            0);

    assertThat(record.reason()).isEqualTo("NEW_RULE");
    assertThat(record.detail()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"reason\":\"LATE\"}",
        "{\"reason\":\"LATE\",\"topic\":\"t\",\"partition\":0}",
        "{\"reason\":\"secret-user",
      })
  void shouldRefuseWhatIsNoneWithoutQuotingIt(String json) {
    assertThatThrownBy(() -> RejectedRecord.read(bytes(json), 0))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> RejectedRecord.read(null, 0)).hasMessage("no value");
  }

  @Test
  void shouldShowNoBytesUnlessAskedTo() {
    Rejection rejection =
        Samples.undecodable(bytes(Samples.like("e1", "s1", Samples.TIME, 0)), Topic.LIKE, 0, 1);
    RejectedRecord record = Samples.readBack(rejection);

    assertThat(RejectedText.line(record))
        .isEqualTo(
            "2023-11-14T22:13:20Z  INVALID  live.like-0@1  stream s1  event e1"
                + "  of 2023-11-14T22:13:20Z  count is 0; 1 to 10000 is allowed");
    assertThat(RejectedText.original(record, Originals.inQuarantine(record)))
        .contains("\"userId\":\"user-of-e1\"");
  }

  @Test
  void shouldLetNoSequenceOfAStrangerReachTheTerminal() {
    RejectedRecord record =
        Samples.readBack(
            Samples.of(
                Reason.LATE,
                bytes(Samples.like("e1", "a\\u001b[2J", Samples.TIME, 1)),
                Topic.LIKE,
                0,
                1));

    assertThat(RejectedText.line(record)).contains("stream a?[2J  event");
    assertThat(RejectedText.original(record, new Original.Found(bytes("x\u001b[0m\ny"))))
        .isEqualTo("x?[0m?y");
    assertThat(RejectedText.original(record, new Original.Lost("it expired")))
        .isEqualTo("(not there: it expired)");
    assertThat(RejectedText.original(record, new Original.Found(null)))
        .isEqualTo("(it had no value)");
    assertThat(RejectedText.original(record, new Original.Found(new byte[5_000])))
        .hasSize(4_000 + "... (5000 bytes in all)".length());
  }
}
