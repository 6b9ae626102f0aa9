package io.livegauge.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.trainer.statistics.ClusterBootstrap.Interval;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterBootstrapTest {
  private final ClusterBootstrap bootstrap = new ClusterBootstrap(2_000, 1);

  @Test
  void shouldBoundTheMeanOfIndependentValuesAsTheNormalDistributionDoes() {
    int count = 400;
    Random random = new Random(5);
    double[] values = IntStream.range(0, count).mapToDouble(i -> random.nextGaussian()).toArray();
    int[] own = IntStream.range(0, count).toArray();

    Interval interval = bootstrap.mean(values, own, count, 0.95);

    double mean = 0;
    for (double value : values) {
      mean += value / count;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean) / count;
    }
    double reach = 1.6449 * Math.sqrt(squares / count);
    assertThat(interval.mean()).isCloseTo(mean, within(1e-12));
    assertThat(interval.lower()).isCloseTo(mean - reach, within(0.08 * reach));
    assertThat(interval.upper()).isCloseTo(mean + reach, within(0.08 * reach));
  }

  @Test
  void shouldNotTakeManyValuesOfFewClustersForMuchEvidence() {
    // Ten clusters of a hundred equal values are worth ten values.
    double[] few = new Random(2).doubles(10, -1, 1).toArray();
    double[] many = IntStream.range(0, 1_000).mapToDouble(i -> few[i / 100]).toArray();
    int[] clusters = IntStream.range(0, 1_000).map(i -> i / 100).toArray();

    Interval ofMany = bootstrap.mean(many, clusters, 10, 0.95);
    Interval ofFew = bootstrap.mean(few, IntStream.range(0, 10).toArray(), 10, 0.95);

    assertThat(ofMany.lower()).isCloseTo(ofFew.lower(), within(1e-12));
    assertThat(ofMany.upper()).isCloseTo(ofFew.upper(), within(1e-12));
  }

  @Test
  void shouldWeighClustersByTheirValues() {
    Interval interval = bootstrap.mean(new double[] {0, 0, 0, 4}, new int[] {0, 0, 0, 2}, 3, 0.95);

    assertThat(interval.mean()).isEqualTo(1);
    assertThat(interval.lower()).isZero();
    assertThat(interval.upper()).isEqualTo(4);
  }

  @Test
  void shouldDrawTheSameForEqualSeeds() {
    double[] values = new Random(3).doubles(50).toArray();
    int[] clusters = IntStream.range(0, 50).map(i -> i % 7).toArray();

    assertThat(new ClusterBootstrap(500, 9).mean(values, clusters, 7, 0.9))
        .isEqualTo(new ClusterBootstrap(500, 9).mean(values, clusters, 7, 0.9))
        .isNotEqualTo(new ClusterBootstrap(500, 10).mean(values, clusters, 7, 0.9));
  }

  @Test
  void shouldKeepItsPromiseOfConfidence() {
    // The true mean is 0: the lower bound may be above it in 5 of 100 samples, or a few more.
    int above = 0;
    for (int sample = 0; sample < 400; sample++) {
      double[] values = gaussians(40, new Random(sample));
      Interval interval =
          new ClusterBootstrap(400, 1)
              .mean(values, IntStream.range(0, values.length).toArray(), values.length, 0.95);
      above += interval.lower() > 0 ? 1 : 0;
    }

    assertThat(above).isBetween(8, 40);
  }

  private static double[] gaussians(int count, Random random) {
    return IntStream.range(0, count).mapToDouble(i -> random.nextGaussian()).toArray();
  }

  @Test
  void shouldRefuseToDrawNothing() {
    assertThatThrownBy(() -> new ClusterBootstrap(0, 1)).hasMessageContaining("resamples is 0");
  }

  @Test
  void shouldBoundFiguresOfSeveralColumnsAsItBoundsTheirMeans() {
    double[] values = new Random(3).doubles(60).toArray();
    int[] clusters = IntStream.range(0, 60).map(i -> i / 4).toArray();
    double[][] rows = new double[60][];
    for (int i = 0; i < 60; i++) {
      rows[i] = new double[] {values[i], 2 * values[i]};
    }

    List<Interval> intervals =
        bootstrap.figures(
            rows,
            clusters,
            15,
            0.95,
            means -> new double[] {means[0], means[1], means[0] / (means[0] + means[1])});

    Interval mean = bootstrap.mean(values, clusters, 15, 0.95);
    assertThat(intervals.get(0).mean()).isCloseTo(mean.mean(), within(1e-12));
    assertThat(intervals.get(0).lower()).isCloseTo(mean.lower(), within(1e-12));
    assertThat(intervals.get(0).upper()).isCloseTo(mean.upper(), within(1e-12));
    assertThat(intervals.get(1).upper()).isCloseTo(2 * mean.upper(), within(1e-12));
    // A share that is the same in every row has nothing to vary.
    assertThat(intervals.get(2).lower()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(intervals.get(2).upper()).isCloseTo(1 / 3.0, within(1e-12));
  }
}
