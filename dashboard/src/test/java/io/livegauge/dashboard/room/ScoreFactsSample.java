package io.livegauge.dashboard.room;

import java.util.List;
import java.util.Map;

/** Facts of a plain room, but for what a test says. */
final class ScoreFactsSample {
  private final long windowEnd;
  private boolean isFinal;
  private String category = "beauty";
  private int score10000 = 500_000;
  private long paid;
  private long model = 1;

  ScoreFactsSample(long windowEnd) {
    this.windowEnd = windowEnd;
  }

  ScoreFactsSample ended() {
    isFinal = true;
    return this;
  }

  ScoreFactsSample category(String given) {
    category = given;
    return this;
  }

  ScoreFactsSample score(int given) {
    score10000 = given;
    return this;
  }

  ScoreFactsSample sales(long given) {
    paid = given;
    return this;
  }

  ScoreFactsSample model(long given) {
    model = given;
    return this;
  }

  ScoreFacts facts() {
    return new ScoreFacts(
        "s1",
        "h7",
        category,
        "CNY",
        1_700_000_001_234L,
        windowEnd,
        isFinal,
        score10000,
        500_000,
        100,
        100,
        100,
        0,
        paid,
        0,
        0,
        0,
        0,
        null,
        0,
        0,
        0,
        Map.of(),
        0,
        model,
        null,
        List.of());
  }
}
