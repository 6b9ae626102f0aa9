package io.livegauge.local.quarantine;

import static io.livegauge.local.quarantine.Samples.TIME;
import static io.livegauge.local.quarantine.Samples.bytes;
import static io.livegauge.local.quarantine.Samples.like;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Reason;
import io.livegauge.event.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class QuarantineStatsTest {
  private final QuarantineStats stats = new QuarantineStats();

  private String print(int streams) {
    StringWriter text = new StringWriter();
    stats.print(streams, new PrintWriter(text));
    return text.toString();
  }

  private void add(Reason reason, String streamId, long at) {
    try {
      stats.add(
          RejectedRecord.read(
              Samples.of(reason, bytes(like("e", streamId, TIME, 1)), Topic.LIKE, 0, at).toJson(),
              TIME + at));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldSayThatThereIsNothing() {
    assertThat(print(10)).isEqualToIgnoringNewLines("No rejected records.");
    assertThat(stats.json(10)).hasToString("{\"records\":0,\"reasons\":{},\"streams\":{}}");
  }

  @Test
  void shouldCountByReasonTopicAndStream() {
    for (int i = 0; i < 1_200; i++) {
      add(Reason.DUPLICATE_ID, "s" + i % 3, i);
    }
    add(Reason.LATE, "s0", 5_000);
    stats.add(Samples.readBack(Samples.undecodable(bytes("x"), Topic.GIFT, 0, 1)));

    assertThat(print(2).lines())
        .containsExactly(
            "1,202 rejected records, from 2023-11-14T22:13:20Z to 2023-11-14T22:13:25Z",
            "",
            "REASON        TOPIC      RECORDS",
            "INVALID       live.gift        1",
            "LATE          live.like        1",
            "DUPLICATE_ID  live.like    1,200",
            "",
            "STREAM              RECORDS",
            "s0                      401",
            "s1                      400",
            "(1 more)                400",
            "(stream not known)        1");
    assertThat(stats.json(1).toString())
        .isEqualTo(
            "{\"records\":1202,\"first\":1700000000000,\"last\":1700000005000,\"reasons\":{"
                + "\"INVALID\":{\"live.gift\":1},\"LATE\":{\"live.like\":1},"
                + "\"DUPLICATE_ID\":{\"live.like\":1200}},\"streams\":{\"s0\":401}}");
    assertThat(print(0)).doesNotContain("STREAM ");
  }

  @Test
  void shouldStayBoundedWhereStreamsAreMany() {
    for (int i = 0; i < 100_050; i++) {
      add(Reason.LATE, "s" + i, i);
    }

    assertThat(stats.total()).isEqualTo(100_050);
    assertThat(print(1))
        .containsPattern("\\(99,999 more\\) +99,999")
        .containsPattern("\\(streams that were not counted singly\\) +50");
  }
}
