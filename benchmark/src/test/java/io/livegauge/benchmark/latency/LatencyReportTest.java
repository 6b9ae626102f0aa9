package io.livegauge.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.benchmark.latency.LatencyBench.Guarantee;
import io.livegauge.benchmark.latency.LatencyBench.Measured;
import io.livegauge.benchmark.result.Result.Point;
import io.livegauge.benchmark.result.Result.Series;
import io.livegauge.benchmark.result.TargetNames;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyReportTest {
  private static final long BOUND_MILLIS = 5_000;

  @Test
  void shouldWriteWhatItsTargetsAsk() {
    TargetNames.assertWritten("latency", report(load(0, 0)).series());
  }

  @Test
  void shouldCountFromTheEndOfTheSliceAndTheBound() {
    List<Series> series = report(load(0, 0)).series();

    assertThat(series.get(0).id()).isEqualTo("latency.at-least-once.above");
    assertThat(series.get(0).points())
        .extracting(Point::name)
        .containsExactly("50 % p50", "50 % p99", "50 % p99.9", "50 % max");
    assertThat(series.get(0).points().get(1).median()).isBetween(79.0, 86.0);
    assertThat(series)
        .filteredOn(one -> one.id().endsWith(".whole"))
        .singleElement()
        .satisfies(one -> assertThat(one.points().get(1).median()).isBetween(5_079.0, 5_086.0));
  }

  @Test
  void shouldSayWhatMakesTimesWorthLess() {
    assertThat(report(load(0, 0)).notes()).hasSize(1);
    assertThat(report(load(3, 60_000)).notes())
        .hasSize(3)
        .anyMatch(note -> note.contains("3 of 100 scores did not come"))
        .anyMatch(note -> note.contains("fell behind its schedule, by 60 ms at p99"));
  }

  private static LatencyReport report(Measured load) {
    return new LatencyReport(
        List.of(new Guarantee("at-least-once", List.of(load), 0, 2, 10, Duration.ofSeconds(30))),
        BOUND_MILLIS);
  }

  /** Scores 80 ms after the bound. */
  private static Measured load(long missing, long lateMicros) {
    Histogram whole = new Histogram(3);
    whole.recordValueWithCount((BOUND_MILLIS + 80) * 1_000, 100 - missing);
    Histogram written = new Histogram(3);
    written.recordValueWithCount((BOUND_MILLIS + 70) * 1_000, 100 - missing);
    return new Measured(
        new Stage("50 %", 1_000, 0, 1_000, 0),
        new Latencies.Summary(whole, written, 100, missing),
        new LoadOrder.Sent(1_000, lateMicros, lateMicros, 5_000));
  }
}
