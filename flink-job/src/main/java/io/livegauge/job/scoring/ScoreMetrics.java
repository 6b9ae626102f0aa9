package io.livegauge.job.scoring;

import io.livegauge.job.ingest.WallClock;
import io.livegauge.job.metric.JobMetrics;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/** What those who watch the job see of its scores: how late they come, and how they are spread. */
final class ScoreMetrics {
  private static final long TEN_THOUSANDTHS = 10_000;
  private static final long POINTS = 100;

  private final WallClock clock;
  private final Histogram eventToScore;
  private final List<Counter> bands;

  ScoreMetrics(MetricGroup operator, WallClock clock) {
    this.clock = clock;
    eventToScore = JobMetrics.EVENT_TO_SCORE.histogram(operator);
    bands = JobMetrics.SCORED.counters(operator);
  }

  /**
   * A score was worked out.
   *
   * @param score10000 the score in ten-thousandths of a point
   * @param windowEnd epoch ms
   */
  void scored(long score10000, long windowEnd) {
    eventToScore.update(clock.millis() - windowEnd);
    long band = score10000 * bands.size() / (POINTS * TEN_THOUSANDTHS);
    // The last band has both of its ends.
    bands.get((int) Math.min(band, bands.size() - 1)).inc();
  }
}
