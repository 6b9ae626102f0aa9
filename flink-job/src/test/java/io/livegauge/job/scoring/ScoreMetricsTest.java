package io.livegauge.job.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class ScoreMetricsTest {
  private static final long WINDOW_END = 1_700_000_300_000L;

  private final Map<String, Counter> counters = new HashMap<>();
  private final Map<String, Histogram> histograms = new HashMap<>();
  private long now = WINDOW_END;

  private final ScoreMetrics metrics = new ScoreMetrics(new Group(""), () -> now);

  @Test
  void shouldMeasureFromTheEndOfTheSlice() {
    now = WINDOW_END + 5_200;
    metrics.scored(612_300, WINDOW_END);

    Histogram histogram = histograms.get("livegauge.eventToScoreMillis");
    assertThat(histogram.getCount()).isEqualTo(1);
    assertThat(histogram.getStatistics().getMax()).isEqualTo(5_200);
  }

  @Test
  void shouldCountScoresInBandsOfTenPoints() {
    for (long score : new long[] {0, 99_999, 100_000, 550_000, 999_999, 1_000_000}) {
      metrics.scored(score, WINDOW_END);
    }

    Map<String, Long> counted = new TreeMap<>();
    counters.forEach((name, counter) -> counted.put(name, counter.getCount()));
    assertThat(counted).hasSize(10);
    counted.values().removeIf(count -> count == 0);
    assertThat(counted)
        .isEqualTo(
            Map.of(
                "livegauge.band=0.scored", 2L,
                "livegauge.band=10.scored", 1L,
                "livegauge.band=50.scored", 1L,
                "livegauge.band=90.scored", 2L));
  }

  /** Keeps what is registered, by its full name. */
  private final class Group extends UnregisteredMetricsGroup {
    private final String path;

    Group(String path) {
      this.path = path;
    }

    @Override
    public MetricGroup addGroup(String name) {
      return new Group(path + name + ".");
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Group(path + key + "=" + value + ".");
    }

    @Override
    public Counter counter(String name) {
      return counters.computeIfAbsent(path + name, key -> new SimpleCounter());
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
      histograms.put(path + name, histogram);
      return histogram;
    }
  }
}
