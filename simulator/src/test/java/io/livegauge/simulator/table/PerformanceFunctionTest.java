package io.livegauge.simulator.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PerformanceFunctionTest {

  @Property
  void shouldNeverFallWhereAnIndicatorGetsBetter(@ForAll long seed) {
    Random random = new Random(seed);
    double[] x = random.doubles(14).toArray();
    double[] other = x.clone();
    int indicator = random.nextInt(14);
    other[indicator] += random.nextDouble() * (1 - x[indicator]);

    double performance = PerformanceFunction.ofNormalized(x);
    assertThat(performance)
        .isBetween(PerformanceFunction.LEAST, PerformanceFunction.GREATEST)
        .isLessThanOrEqualTo(PerformanceFunction.ofNormalized(other));
  }

  @Test
  void shouldTurnUnsubscribeRateRound() {
    double[] values = new double[14];
    double[] none = PerformanceFunction.normalized(values);
    values[11] = 0.05;
    double[] many = PerformanceFunction.normalized(values);

    assertThat(none[11]).isEqualTo(1);
    assertThat(many[11]).isZero();
  }

  @Test
  void shouldBeNoSumOfItsParts() {
    // What conversion adds depends on the ratings.
    double[] low = new double[14];
    Arrays.fill(low, 0.5);
    low[10] = 0;
    double[] high = low.clone();
    high[10] = 1;

    assertThat(gainByConversion(high)).isNotEqualTo(gainByConversion(low));
  }

  private static double gainByConversion(double[] x) {
    double[] more = x.clone();
    more[7] = 1;
    return PerformanceFunction.ofNormalized(more) - PerformanceFunction.ofNormalized(x);
  }
}
