package io.livegauge.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreboardTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Scoreboard scoreboard = new Scoreboard();

  private static JsonNode record(String stream, long windowEnd, double score, boolean isFinal) {
    try {
      return JSON.readTree(
          """
          {"streamId":"%s","windowEnd":%d,"score":%s,"final":%s,"audience":{"concurrent":7},
           "sales":{"currency":"CNY","paid":5000,"refunded":1200},"model":{"version":3},
           "advice":[{"code":"A31","gain":4.2,"action":"LIMITED_TIME_OFFER"}]}
          """
              .formatted(stream, windowEnd, score, isFinal));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void shouldShowTheBestStreamsFirstAndEndedOnesLast() {
    scoreboard.score(record("a", 5_000, 40, false), 10_100);
    scoreboard.score(record("b", 5_000, 60, false), 10_200);
    scoreboard.score(record("c", 5_000, 90, true), 10_300);
    scoreboard.score(record("a", 10_000, 70, false), 15_100);

    assertThat(scoreboard.rows()).extracting(StreamRow::streamId).containsExactly("a", "b", "c");
    StreamRow best = scoreboard.rows().get(0);
    assertThat(best.scores()).containsExactly(40.0, 70.0);
    assertThat(best.viewers()).isEqualTo(7);
    assertThat(best.salesMinor()).isEqualTo(3_800);
    assertThat(best.currency()).isEqualTo("CNY");
    assertThat(best.advice()).isEqualTo("LIMITED_TIME_OFFER");
    assertThat(scoreboard.modelVersion()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[1]",
        "{\"streamId\":\"a\",\"windowEnd\":5000,\"score\":1e400,\"model\":{\"version\":3}}",
        "{\"streamId\":\"a\",\"windowEnd\":\"x\",\"score\":40,\"model\":{\"version\":3}}",
        "{\"streamId\":\"a\",\"windowEnd\":5000,\"score\":-1,\"model\":{\"version\":3}}",
        "{\"streamId\":\"a\",\"windowEnd\":5000,\"score\":40}"
      })
  void shouldLeaveOutWhatIsNoScoreRecord(String json) throws JsonProcessingException {
    scoreboard.score(JSON.readTree(json), 10_100);

    assertThat(scoreboard.scores()).isZero();
    assertThat(scoreboard.modelVersion()).isNull();
    assertThat(scoreboard.latencyMillis(99)).isNull();
  }

  @Test
  void shouldMeasureFromTheSlicesEndToTheReader() {
    scoreboard.score(record("a", 5_000, 40, false), 10_100);
    scoreboard.score(record("b", 5_000, 40, false), 10_300);

    assertThat((double) scoreboard.latencyMillis(50)).isCloseTo(5_100, within(5.0));
    assertThat((double) scoreboard.latencyMillis(99)).isCloseTo(5_300, within(5.0));
    assertThat(scoreboard.firstAtMillis()).isEqualTo(10_100);
  }

  @Test
  void shouldCountARecordOnceThatCameTwice() {
    scoreboard.score(record("a", 5_000, 40, false), 10_100);
    scoreboard.score(record("a", 10_000, 41, false), 15_100);
    scoreboard.score(record("a", 5_000, 40, false), 20_000);

    assertThat(scoreboard.scores()).isEqualTo(2);
  }

  @Test
  void shouldShowTheAlertThatIsRaisedTheLongest() throws JsonProcessingException {
    String alert =
        "{\"streamId\":\"a\",\"rule\":\"%s\",\"state\":\"%s\",\"windowEnd\":%d,\"since\":%d}";
    scoreboard.score(record("a", 5_000, 40, false), 10_100);
    scoreboard.alert(JSON.readTree(alert.formatted("BOT_SURGE", "raised", 5_000, 5_000)));
    scoreboard.alert(JSON.readTree(alert.formatted("NO_EVENTS", "raised", 10_000, 10_000)));
    assertThat(scoreboard.rows().get(0).alert()).isEqualTo("BOT_SURGE");

    scoreboard.alert(JSON.readTree(alert.formatted("BOT_SURGE", "cleared", 15_000, 5_000)));
    scoreboard.alert(JSON.readTree(alert.formatted("BOT_SURGE", "raised", 5_000, 5_000)));
    assertThat(scoreboard.rows().get(0).alert()).isEqualTo("NO_EVENTS");
    scoreboard.alert(JSON.readTree("{\"streamId\":3}"));
    scoreboard.alert(JSON.readTree(alert.formatted("NO_EVENTS", "cleared", 20_000, 10_000)));
    assertThat(scoreboard.rows().get(0).alert()).isNull();
  }

  @Test
  void shouldKnowNothingBeforeTheFirstRecord() {
    assertThat(scoreboard.latencyMillis(99)).isNull();
    assertThat(scoreboard.modelVersion()).isNull();
    assertThat(scoreboard.rows()).isEmpty();
    assertThat(scoreboard.firstAtMillis()).isEqualTo(-1);
  }
}
