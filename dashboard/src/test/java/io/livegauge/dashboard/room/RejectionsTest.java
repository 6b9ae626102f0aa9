package io.livegauge.dashboard.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.event.Reason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RejectionsTest {
  private final Rejections rejections = new Rejections();

  @Test
  void shouldCountTheCommittedRecords() throws UnreadableRecordException {
    String lines = new String(Samples.golden("quarantine.jsonl"), StandardCharsets.UTF_8);
    for (String line : lines.split("\n", -1)) {
      if (!line.isEmpty()) {
        rejections.count(Rejections.parse(line.getBytes(StandardCharsets.UTF_8)));
      }
    }

    assertThat(rejections.totals()[Reason.INVALID.ordinal()]).isEqualTo(3);
    assertThat(rejections.totals()[Reason.FUTURE.ordinal()]).isEqualTo(1);
    assertThat(rejections.totals()[Reason.LATE.ordinal()]).isEqualTo(2);
    assertThat(rejections.of("room-1")).hasToString("{INVALID=1, FUTURE=1, LATE=2}");
    assertThat(rejections.of("room-2")).isEmpty();
  }

  @Test
  void shouldCountAnEventOnceThatWasWrittenTwice() throws UnreadableRecordException {
    for (int i = 0; i < 2; i++) {
      count("LATE", 0, 4_095, "s1");
      count("LATE", 0, 4_096, "s1");
      count("LATE", 1, 4_096, "s1");
    }

    assertThat(rejections.totals()[Reason.LATE.ordinal()]).isEqualTo(3);
  }

  @Test
  void shouldPassOverWhatCleaningRejectedWithoutReadingOn() throws UnreadableRecordException {
    byte[] value =
        "{\"reason\":\"DUPLICATE_ID\",\"detail\" broken".getBytes(StandardCharsets.UTF_8);

    rejections.count(Rejections.parse(value));

    assertThat(rejections.totals()).containsOnly(0);
  }

  @Test
  void shouldCountOnWithoutTheStreamWhereThereAreTooMany() throws UnreadableRecordException {
    for (int i = 0; i <= Rejections.MOST_STREAMS; i++) {
      count("LATE", 0, i, "s" + i);
    }

    assertThat(rejections.totals()[Reason.LATE.ordinal()]).isEqualTo(Rejections.MOST_STREAMS + 1);
    assertThat(rejections.of("s0")).containsEntry("LATE", 1L);
    assertThat(rejections.of("s" + Rejections.MOST_STREAMS)).isEmpty();
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThatThrownBy(() -> Rejections.parse("{}".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("reason is missing");
    assertThatThrownBy(() -> Rejections.parse(Samples.rejection("OTHER", 0, 1, null)))
        .hasMessage("reason is none that is known");
    assertThatThrownBy(() -> Rejections.parse(null)).hasMessage("the record has no value");
  }

  private void count(String reason, int partition, long offset, String streamId)
      throws UnreadableRecordException {
    rejections.count(Rejections.parse(Samples.rejection(reason, partition, offset, streamId)));
  }
}
