package io.livegauge.benchmark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.benchmark.result.Result.Point;
import io.livegauge.benchmark.result.Result.Series;
import io.livegauge.benchmark.result.TargetNames;
import io.livegauge.benchmark.variant.Outcome;
import io.livegauge.benchmark.variant.Variants;
import io.livegauge.benchmark.worker.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineFiguresTest {
  private static final Sizes SIZES = new Sizes(1_000_000, 3_000_000);

  @Test
  void shouldLeaveOutWhatBothSizesCost() {
    Round round = new Round(SIZES, sample(7, 12, 500e6, 1), sample(13, 20, 1_300e6, 2));

    assertThat(round.wallMicros()).isCloseTo(3, within(1e-9));
    assertThat(round.cpuMicros()).isCloseTo(4, within(1e-9));
    assertThat(round.allocatedBytes()).isCloseTo(400, within(1e-9));
    assertThat(round.brokerMicros()).isCloseTo(0.5, within(1e-9));
    assertThat(round.wholeRate()).isCloseTo(3e6 / 13, within(1e-6));
  }

  @Test
  void shouldTakeRatiosOfTheSameRoundAndTheirMedian() {
    Map<String, List<Round>> rounds = new LinkedHashMap<>();
    rounds.put(Variants.DECODE_ONLY, List.of(taking(1), taking(2), taking(3)));
    rounds.put(Variants.OURS_ROCKSDB, List.of(taking(2), taking(8), taking(5)));

    Series target =
        PipelineFigures.of(rounds).stream()
            .filter(series -> series.id().equals("pipeline.target.ours-rocksdb-to-decode-only"))
            .findFirst()
            .orElseThrow();

    Point ratio = target.points().get(0);
    assertThat(ratio.rounds()).hasSize(3);
    assertThat(ratio.rounds().get(0)).isCloseTo(0.5, within(1e-9));
    assertThat(ratio.min()).isCloseTo(0.25, within(1e-9));
    assertThat(ratio.median()).isCloseTo(0.5, within(1e-9));
    assertThat(PipelineFigures.verdicts(rounds))
        .contains("throughput of ours-rocksdb ÷ decode-only: 0.50 × (at least 0.4, aim 0.7): met");
  }

  @Test
  void shouldHoldEachRoundOfAPeerAgainstTheMedianOfOurs() {
    Map<String, List<Round>> rounds = new LinkedHashMap<>();
    rounds.put(Variants.OURS_ROCKSDB, List.of(taking(1), taking(100), taking(2)));
    rounds.put("plain-rocksdb", List.of(taking(40), taking(60)));

    assertThat(PipelineFigures.of(rounds))
        .filteredOn(series -> series.id().equals("pipeline.target.ours-rocksdb-to-plain-rocksdb"))
        .flatExtracting(Series::points)
        .extracting(Point::rounds)
        .containsExactly(List.of(20.0, 30.0));
  }

  @Test
  void shouldShowWhatNoTargetAsksForBesideTheOthers() {
    Map<String, List<Round>> rounds = new LinkedHashMap<>();
    rounds.put(Variants.OURS_ROCKSDB, List.of(taking(2)));
    rounds.put("kafka-streams", List.of(taking(80)));
    rounds.put("kafka-streams-panes", List.of(taking(8)));

    assertThat(PipelineFigures.verdicts(rounds))
        .contains(
            "throughput of ours-rocksdb ÷ kafka-streams: 40.00 × (at least 10.0, aim 30.0): aim"
                + " reached",
            "throughput of ours-rocksdb ÷ kafka-streams-panes: 4.00 × (no target)");
    assertThat(PipelineFigures.of(rounds))
        .extracting(Series::id)
        .contains("pipeline.beside.ours-rocksdb-to-kafka-streams-panes");
  }

  @Test
  void shouldSayNothingOfWhatDidNotRun() {
    Map<String, List<Round>> rounds = Map.of(Variants.DISCARD, List.of(taking(1)));

    assertThat(PipelineFigures.verdicts(rounds)).isEmpty();
    assertThat(PipelineFigures.of(rounds))
        .allSatisfy(
            series ->
                assertThat(series.points()).extracting(Point::name).containsExactly("discard"));
  }

  @Test
  void shouldTakeLessAllocationForBetter() {
    Comparison allocation =
        Comparison.ALL.stream().filter(one -> one.id().equals("allocation")).findFirst().get();

    assertThat(allocation.verdict(100)).isEqualTo("aim reached");
    assertThat(allocation.verdict(399)).isEqualTo("met");
    assertThat(allocation.verdict(401)).isEqualTo("missed");
    assertThat(allocation.verdict(-1)).startsWith("no figure");
  }

  @Test
  void shouldWriteWhatItsTargetsAsk() {
    Map<String, List<Round>> rounds = new LinkedHashMap<>();
    Variants.names().forEach(name -> rounds.put(name, List.of(taking(1))));

    TargetNames.assertWritten("pipeline", PipelineFigures.of(rounds));
  }

  @Test
  void shouldReadTwoSizes() {
    assertThat(Sizes.parse("20000,40000")).isEqualTo(new Sizes(20_000, 40_000));
    assertThatThrownBy(() -> Sizes.parse("20000"))
        .hasMessage(
            "'20000'; allowed: two numbers with a comma between them, such as 300000,900000");
    assertThatThrownBy(() -> Sizes.parse("2,2"))
        .hasMessage("the sizes are 2 and 2; allowed: 1 or more, and then more than that");
  }

  /** A round whose events take that many µs. */
  private static Round taking(double micros) {
    return new Round(SIZES, sample(1, 1, 0, 0), sample(1 + 2 * micros, 1, 0, 0));
  }

  private static Sample sample(double wall, double cpu, double allocated, double broker) {
    return new Sample(
        new Outcome(1, 1, 1, 1, 1), new Usage(wall, cpu, (long) allocated, 1), broker);
  }
}
