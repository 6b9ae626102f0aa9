package io.livegauge.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PopulationStabilityTest {
  @Test
  void shouldMeasureByHand() {
    double[] former = IntStream.rangeClosed(1, 20).asDoubleStream().toArray();
    // Two values in each of the ten bins before; now all in the highest.
    double[] present = {100, 100, 100, 100, 100};

    double before = 2.5 / 25;
    double now = 0.5 / 10;
    double highest = 5.5 / 10;
    assertThat(PopulationStability.index(former, present))
        .isCloseTo(
            9 * (now - before) * Math.log(now / before)
                + (highest - before) * Math.log(highest / before),
            within(1e-12));
  }

  @Test
  void shouldBeNothingForTheSameSample() {
    double[] sample = new Random(1).doubles(1_000).toArray();

    assertThat(PopulationStability.index(sample, sample)).isZero();
  }

  @Test
  void shouldBeSmallForTheSameSourceAndLargeForAnother() {
    double[] former = new Random(1).doubles(2_000).toArray();
    double[] same = new Random(2).doubles(2_000).toArray();
    double[] shifted = Arrays.stream(same).map(value -> value + 0.3).toArray();

    assertThat(PopulationStability.index(former, same)).isLessThan(0.02);
    assertThat(PopulationStability.index(former, shifted)).isGreaterThan(0.25);
  }

  @Test
  void shouldNotDependOnAScaleThatKeepsTheOrder() {
    double[] former = new Random(1).doubles(500).toArray();
    double[] present = new Random(2).doubles(300, 0.2, 1).toArray();
    double[] formerLogs = Arrays.stream(former).map(Math::log).toArray();
    double[] presentLogs = Arrays.stream(present).map(Math::log).toArray();

    assertThat(PopulationStability.index(formerLogs, presentLogs))
        .isCloseTo(PopulationStability.index(former, present), within(1e-12));
  }

  @Test
  void shouldTakeEqualDecilesForOne() {
    double[] mostlyZero = {0, 0, 0, 0, 0, 0, 0, 0, 1, 2};

    double index = PopulationStability.index(mostlyZero, new double[] {0, 0, 0, 0, 1});

    // Three bins: 0, up to 1, and above.
    double p = 4.5 / 6.5;
    double q = 8.5 / 11.5;
    double r = 1.5 / 6.5;
    double s = 1.5 / 11.5;
    double t = 0.5 / 6.5;
    assertThat(index)
        .isCloseTo(
            (p - q) * Math.log(p / q) + (r - s) * Math.log(r / s) + (t - s) * Math.log(t / s),
            within(1e-12));
  }

  @Test
  void shouldBeNothingForOneValueThatWasAlwaysThere() {
    assertThat(PopulationStability.index(new double[] {3, 3, 3}, new double[] {3, 3})).isZero();
  }
}
