package io.livegauge.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.benchmark.latency.Latencies.Summary;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private static final double DIGITS = 0.001;

  private final Latencies latencies = new Latencies();

  @Test
  void shouldCountFromTheEndOfTheSlice() {
    read("a", 5_000, 10);
    for (int slice = 2; slice <= 101; slice++) {
      read("a", slice * 5_000L, 5_000 + slice);
    }

    Summary summary = latencies.summary(ends(2, 101));

    assertThat(summary.expected()).isEqualTo(100);
    assertThat(summary.missing()).isZero();
    assertThat(micros(summary, 50)).isCloseTo(5_051_000, within(5_051_000 * DIGITS));
    assertThat(micros(summary, 99)).isCloseTo(5_100_000, within(5_100_000 * DIGITS));
    assertThat(micros(summary, 100)).isCloseTo(5_101_000, within(5_101_000 * DIGITS));
    assertThat(summary.written().getValueAtPercentile(100) + 0.0)
        .isCloseTo(5_100_000, within(5_100_000 * DIGITS));
  }

  @Test
  void shouldMissWhatAStreamThatIsThereHasNot() {
    read("a", 5_000, 10);
    read("b", 5_000, 10);
    read("a", 10_000, 10);
    read("a", 15_000, 10);
    read("b", 15_000, 10);

    assertThat(latencies.missing(ends(2, 3))).isEqualTo(1);
    assertThat(latencies.summary(ends(2, 3)).expected()).isEqualTo(4);
    assertThat(latencies.summary(ends(2, 3)).whole().getTotalCount()).isEqualTo(3);
  }

  @Test
  void shouldAskNothingOfAStreamThatBeginsLater() {
    read("a", 5_000, 10);
    read("a", 10_000, 10);
    read("new", 10_000, 10);

    assertThat(latencies.summary(ends(2, 2)).expected()).isEqualTo(1);
    assertThat(latencies.summary(ends(2, 2)).whole().getTotalCount()).isEqualTo(1);
  }

  @Test
  void shouldCountTheFirstOfRepeatedRecords() {
    read("a", 5_000, 10);
    read("a", 10_000, 20);
    read("a", 10_000, 9_000);

    assertThat(micros(latencies.summary(ends(2, 2)), 100)).isEqualTo(20_000, within(20.0));
    assertThat(latencies.repeated()).isEqualTo(1);
  }

  @Test
  void shouldKnowNothingOfNoSlices() {
    assertThat(latencies.summary(List.of()).expected()).isZero();
  }

  /** Reads a record so many milliseconds after its slice's end, which was written 1 ms before. */
  private void read(String stream, long sliceEnd, long millis) {
    latencies.take(stream, sliceEnd, sliceEnd + millis - 1, (sliceEnd + millis) * 1_000);
  }

  private static double micros(Summary summary, double percentile) {
    return summary.whole().getValueAtPercentile(percentile);
  }

  private static List<Long> ends(int first, int last) {
    return LongStream.rangeClosed(first, last).map(slice -> slice * 5_000).boxed().toList();
  }
}
