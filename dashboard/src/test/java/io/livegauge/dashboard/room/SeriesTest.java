package io.livegauge.dashboard.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static final long START = 1_700_000_001_234L;
  private static final long FIRST = 1_700_000_005_000L;
  private static final long SLICE = 5_000;

  @Test
  void shouldKeepEveryPointOfTheLastHour() {
    Series series = new Series(START);
    put(series, 720, i -> 1);

    assertThat(series.size()).isEqualTo(720);
    assertThat(series.windowEnd(0)).isEqualTo(FIRST);
  }

  @Test
  void shouldKeepMinutesModelsAndTheFirstMinuteBefore() {
    Series series = new Series(START);
    put(series, 1_440, i -> i < 100 ? 1 : i == 100 ? 2 : 3);

    List<Long> old = new ArrayList<>();
    long boundary = FIRST + (1_439 - 719) * SLICE;
    for (Point point : series.points()) {
      if (point.windowEnd() < boundary) {
        old.add(point.windowEnd());
      }
    }
    assertThat(old).contains(FIRST, FIRST + 100 * SLICE, FIRST + 101 * SLICE);
    assertThat(old)
        .allMatch(
            end ->
                end % 60_000 == 0
                    || end - START <= 60_000
                    || end == FIRST + 100 * SLICE
                    || end == FIRST + 101 * SLICE);
    assertThat(series.size() - old.size()).isEqualTo(720);
  }

  @Test
  void shouldLetALaterRecordReplaceWhatItRepeats() {
    Series series = new Series(START);
    series.put(facts(FIRST, 10, 1), new Coordinates("t", 0, 5));

    assertThat(series.put(facts(FIRST, 20, 1), new Coordinates("t", 0, 9))).isTrue();
    assertThat(series.put(facts(FIRST, 30, 1), new Coordinates("t", 0, 7))).isFalse();
    assertThat(series.points()).extracting(Point::score10000).containsExactly(20);
    assertThat(series.at(0, "t")).isEqualTo(new Coordinates("t", 0, 9));
  }

  @Test
  void shouldHoldFiguresBeyond31Bits() {
    Series series = new Series(START);
    long large = JsonFields.LARGEST;
    for (int i = 0; i < 40; i++) {
      series.put(
          new ScoreFactsSample(FIRST + i * SLICE).sales(i % 3 == 2 ? large : i).facts(),
          new Coordinates("t", 3, large + i));
    }

    for (int i = 0; i < 40; i++) {
      assertThat(series.point(i).sales()).isEqualTo(i % 3 == 2 ? large : i);
      assertThat(series.at(i, "t")).isEqualTo(new Coordinates("t", 3, large + i));
    }
  }

  @Test
  void shouldFindTheNewestPointUpToATime() {
    Series series = new Series(START);
    put(series, 3, i -> 1);

    assertThat(series.lastUpTo(FIRST - 1)).isEqualTo(-1);
    assertThat(series.lastUpTo(FIRST)).isEqualTo(0);
    assertThat(series.lastUpTo(FIRST + 2 * SLICE - 1)).isEqualTo(1);
    assertThat(series.find(FIRST + SLICE)).isEqualTo(1);
    assertThat(series.find(FIRST + 1)).isEqualTo(-1);
  }

  /** In the order of slice ends, with stretches that come again as after a job's restart. */
  @Property(tries = 200)
  void shouldKeepWhatTheRulesSayWhateverIsRepeated(@ForAll long seed) {
    Random random = new Random(seed);
    int count = 1 + random.nextInt(2_500);
    int[] models = new int[count];
    for (int i = 1; i < count; i++) {
      models[i] = random.nextInt(150) == 0 ? models[i - 1] + 1 : models[i - 1];
    }
    long cutoff = FIRST + random.nextInt(2 * count) * SLICE - count * SLICE;

    Series plain = new Series(START);
    Series repeated = new Series(START);
    NavigableMap<Long, Integer> all = new TreeMap<>();
    long offset = 0;
    for (int i = 0; i < count; i++) {
      long end = FIRST + i * SLICE;
      all.put(end, models[i]);
      plain.put(facts(end, i, models[i]), new Coordinates("t", 0, i));
      repeated.put(facts(end, i, models[i]), new Coordinates("t", 0, offset++));
      if (random.nextInt(100) == 0) {
        for (int j = random.nextInt(i + 1); j <= i; j++) {
          repeated.put(facts(FIRST + j * SLICE, j, models[j]), new Coordinates("t", 0, offset++));
        }
      }
      if (random.nextInt(50) == 0) {
        long before = Math.min(cutoff, end);
        plain.trim(before - random.nextInt(5) * SLICE);
      }
    }
    plain.trim(cutoff);
    repeated.trim(cutoff);

    assertThat(ends(plain)).isEqualTo(reference(all, cutoff));
    assertThat(repeated.points()).isEqualTo(plain.points());
  }

  /** The rules, said once more and slowly. */
  private static List<Long> reference(NavigableMap<Long, Integer> all, long cutoff) {
    List<Long> kept = new ArrayList<>();
    Integer before = null;
    for (Map.Entry<Long, Integer> entry : all.tailMap(cutoff).entrySet()) {
      long end = entry.getKey();
      if (end > all.lastKey() - 3_600_000
          || end % 60_000 == 0
          || end - START <= 60_000
          || (before != null && !before.equals(entry.getValue()))) {
        kept.add(end);
        before = entry.getValue();
      }
    }
    return kept;
  }

  private static List<Long> ends(Series series) {
    return series.points().stream().map(Point::windowEnd).toList();
  }

  private static void put(Series series, int count, java.util.function.IntUnaryOperator model) {
    for (int i = 0; i < count; i++) {
      series.put(facts(FIRST + i * SLICE, i, model.applyAsInt(i)), new Coordinates("t", 0, i));
    }
  }

  private static ScoreFacts facts(long windowEnd, int score10000, long model) {
    return new ScoreFactsSample(windowEnd).score(score10000).model(model).facts();
  }
}
