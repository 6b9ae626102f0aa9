package io.livegauge.dashboard.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What a row says of a room: alerts, trend, percentile. */
class FiguresTest {
  /** A whole minute. */
  private static final long END = 1_700_000_340_000L;

  @Test
  void shouldShowEveryScoreWhileThereAreFew() {
    assertThat(Trend.of(series(1))).containsExactly(0);
    assertThat(Trend.of(series(24))).hasSize(24).startsWith(0).endsWith(23);
    assertThat(Trend.of(new Series(0))).isEmpty();
  }

  @Test
  void shouldShowTheLastScoreOfLongerStepsOfALongerTime() {
    // The last of the points ends a step.
    List<Integer> trend = Trend.of(series(60));
    assertThat(trend).hasSize(15).startsWith(3, 7).endsWith(59);

    assertThat(Trend.of(series(1_000))).hasSize(24).startsWith(999 - 23 * 6).endsWith(999);
  }

  @Property(tries = 100)
  void shouldNeverShowMoreThan24Scores(@ForAll @IntRange(min = 1, max = 400) int count) {
    List<Integer> trend = Trend.of(series(count));

    assertThat(trend).hasSizeBetween(Math.min(count, 12), Trend.MOST_SCORES).isSorted();
    assertThat(trend.get(trend.size() - 1)).isEqualTo(count - 1);
  }

  @Property(tries = 300)
  void shouldRankARoomAmongItsPeers(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 12) Integer> scores) {
    List<Room> rooms = new ArrayList<>();
    for (int score : scores) {
      rooms.add(room(sample().category("c").score(score).facts()));
    }
    rooms.add(room(sample().category("c").ended().facts()));
    rooms.add(room(new ScoreFactsSample(END - 60_001).category("c").facts()));
    rooms.add(room(sample().category(null).facts()));

    Peers peers = Peers.of(rooms, new HashSet<>(Arrays.asList("c", null)), END);

    for (int i = 0; i < scores.size(); i++) {
      double below = 0;
      for (int j = 0; j < scores.size(); j++) {
        if (j != i) {
          below += Math.signum(scores.get(i) - scores.get(j)) / 2 + 0.5;
        }
      }
      int others = scores.size() - 1;
      assertThat(peers.percentile("c", scores.get(i)))
          .isEqualTo(others < 3 ? null : (Integer) (int) Math.round(100 * below / others));
    }
    assertThat(peers.count("c")).isEqualTo(scores.size() - 1);
    assertThat(peers.count(null)).isZero();
    assertThat(Peers.of(rooms, new HashSet<>(), END).count("c")).isZero();
  }

  @Test
  void shouldWriteARowAsTheApiGivesIt() throws UnreadableRecordException {
    ScoreFacts facts = ScoreParser.parse(Samples.golden("score.json"), -1);

    String json =
        new String(
            RowJson.of(
                facts,
                Status.LIVE,
                -32_100,
                List.of(0, 500, 713_812, 1_000_000),
                83,
                12,
                List.of(
                    new Alert("s1", 1, "SCORE_DROP", true, 7, 5, 123_450, 100_000, 555_500L),
                    new Alert("s1", 1, "NO_EVENTS", true, 8, 8, 650_000, 600_000, null))),
            StandardCharsets.UTF_8);

    assertThat(json)
        .isEqualTo(
            """
            {"streamId":"s1","hostId":"h7","category":"beauty","currency":"CNY","status":"live",\
            "sessionStart":1700000001234,"windowEnd":1700000300000,"score":79.5572,\
            "baselineScore":78.2347,"change":-3.21,"trend":[0,0.05,71.3812,100],"percentile":83,\
            "peers":12,"viewers":105,"peak":125,"distinct":276,"orders":146,"paid":212000,\
            "refunded":1200,"sales":210800,"gifts":242,"giftValue":158522,"buyers":138,\
            "conversion":0.184739,"barrages":1230,"valid":4069,"accepted":3654,\
            "alerts":[{"rule":"SCORE_DROP","since":5,"value":12.345,"threshold":10,"usual":55.55},\
            {"rule":"NO_EVENTS","since":8,"value":65,"threshold":60,"usual":null}],"weak":2,"modelVersion":3,\
            "advice":{"code":"A23","gain":0.6224,"action":"PURCHASE_LINKED_GAME"}}""");
  }

  @Test
  void shouldWriteWhatIsUnknownAsNull() {
    String json =
        new String(
            RowJson.of(
                sample().category(null).facts(), Status.QUIET, null, List.of(), null, 0, List.of()),
            StandardCharsets.UTF_8);

    assertThat(json)
        .contains("\"category\":null", "\"change\":null", "\"trend\":[]", "\"percentile\":null")
        .contains("\"conversion\":null", "\"alerts\":[]", "\"advice\":null");
  }

  private static ScoreFactsSample sample() {
    return new ScoreFactsSample(END);
  }

  private static Series series(int count) {
    Series series = new Series(END - 7_200_000);
    for (int i = 0; i < count; i++) {
      series.put(
          new ScoreFactsSample(END - (count - 1 - i) * Samples.SLICE).score(i).facts(),
          new Coordinates("t", 0, i));
    }
    return series;
  }

  private static Room room(ScoreFacts facts) {
    Room room = new Room("s");
    room.put(facts, new Coordinates("t", 0, 0), new byte[0]);
    return room;
  }
}
