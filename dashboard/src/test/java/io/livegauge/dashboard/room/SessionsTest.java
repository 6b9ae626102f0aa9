package io.livegauge.dashboard.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.dashboard.access.Viewer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final SessionFilter ALL = new SessionFilter(null, null, 1_000);

  private final Sessions sessions = new Sessions(3);
  private long offset;

  @Test
  void shouldReadTheCommittedSummary() throws UnreadableRecordException {
    Coordinates at = new Coordinates("live.sessions", 1, 2);

    assertThat(SummaryParser.parse(Samples.golden("session.json"), at, -1))
        .isEqualTo(
            new SessionRow(
                "s1",
                "h7",
                "beauty",
                "CNY",
                1_700_000_001_234L,
                1_700_000_300_000L,
                "stream_end",
                795_572,
                719_795,
                650_000,
                795_572,
                125,
                276,
                108_146,
                146,
                212_000,
                1_200,
                242,
                158_522,
                138,
                184_739L,
                at));
  }

  @Test
  void shouldGiveTheNewestEndFirst() throws UnreadableRecordException {
    put("a", "h1", 10, 100);
    put("b", "h2", 10, 300);
    put("c", "h1", 10, 200);

    assertThat(sessions.newest(ALL, Viewer.OPERATIONS))
        .extracting(SessionRow::streamId)
        .containsExactly("b", "c", "a");
    assertThat(sessions.newest(new SessionFilter("h1", null, 1), Viewer.OPERATIONS))
        .extracting(SessionRow::streamId)
        .containsExactly("c");
    assertThat(sessions.newest(new SessionFilter(null, "a", 9), Viewer.OPERATIONS)).hasSize(1);
    assertThat(sessions.newest(ALL, Viewer.host("h1")))
        .extracting(SessionRow::streamId)
        .containsExactly("c", "a");
    assertThat(sessions.find("b", 10, Viewer.OPERATIONS)).isPresent();
    assertThat(sessions.find("b", 10, Viewer.host("h1"))).isEmpty();
    assertThat(sessions.find("b", 11, Viewer.OPERATIONS)).isEmpty();
  }

  @Test
  void shouldKeepTheLaterOfTwoSummariesOfASession() throws UnreadableRecordException {
    put("a", "h1", 10, 100);
    put("a", "h1", 10, 150);

    assertThat(sessions.newest(ALL, Viewer.OPERATIONS))
        .extracting(SessionRow::sessionEnd)
        .containsExactly(150L);
  }

  @Test
  void shouldForgetTheOldestOfTooMany() throws UnreadableRecordException {
    for (int i = 1; i <= 5; i++) {
      put("s" + i, "h1", 10, 100L * i);
    }

    assertThat(sessions.newest(ALL, Viewer.OPERATIONS))
        .extracting(SessionRow::streamId)
        .containsExactly("s5", "s4", "s3");
    assertThat(sessions.find("s1", 10, Viewer.OPERATIONS)).isEmpty();
  }

  @Test
  void shouldDeleteByAKeyWithoutAValue() throws UnreadableRecordException {
    put("a:b", "h1", 10, 100);

    sessions.put(delete("a:b:11"));
    assertThat(sessions.newest(ALL, Viewer.OPERATIONS)).hasSize(1);
    sessions.put(delete("a:b:10"));
    assertThat(sessions.newest(ALL, Viewer.OPERATIONS)).isEmpty();
    assertThatThrownBy(() -> sessions.put(delete("a:b"))).hasMessageContaining("no value");
    assertThatThrownBy(() -> sessions.put(delete(null))).hasMessageContaining("no value");
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThatThrownBy(() -> SummaryParser.parse(Samples.summary("a", "h", 10, 9), place(0), -1))
        .hasMessage("sessionEnd 9 lies before sessionStart 10");
    assertThatThrownBy(() -> SummaryParser.parse(json("{\"schema\":1}"), place(0), -1))
        .hasMessage("streamId is missing");
    assertThatThrownBy(
            () -> SummaryParser.parse(json("{\"streamId\":1,\"schema\":9}"), place(0), -1))
        .isInstanceOfSatisfying(
            UnreadableRecordException.class, e -> assertThat(e.isNewer()).isTrue());
  }

  @Test
  void shouldRefuseTimesThatCannotBe() throws UnreadableRecordException {
    byte[] ahead = Samples.summary("a", "h", 10, 700_001);

    assertThatThrownBy(() -> SummaryParser.parse(ahead, place(0), 100_000))
        .hasMessage(
            "sessionEnd 700001 lies more than ten minutes after the record's timestamp 100000");
    assertThat(SummaryParser.parse(ahead, place(0), 100_001).sessionEnd()).isEqualTo(700_001);
    assertThatThrownBy(() -> SummaryParser.parse(Samples.summary("a", "h", 0, 9), place(0), -1))
        .hasMessageStartingWith("sessionStart is 0; 1 to ");
  }

  private void put(String streamId, String hostId, long start, long end)
      throws UnreadableRecordException {
    sessions.put(
        Samples.published(
            "live.sessions", 0, offset++, Samples.summary(streamId, hostId, start, end)));
  }

  private Published delete(String key) {
    return new Published(place(offset++), 1, key == null ? null : json(key), null);
  }

  private static Coordinates place(long at) {
    return new Coordinates("live.sessions", 0, at);
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
