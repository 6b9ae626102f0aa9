package io.livegauge.trainer.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.model.Network;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShapleyValuesTest {
  @Test
  void shouldBeTheMeanGainOverAllOrders() {
    Network network = Networks.random(4, 3, 7);
    Random random = new Random(8);
    double[] baseline = Networks.point(4, random);
    double[] inputs = Networks.point(4, random);
    double[] expected = new double[4];
    int orders = addGains(network, baseline.clone(), inputs, 0, expected);
    assertThat(orders).isEqualTo(24);

    double[] values = new ShapleyValues(network, baseline).of(inputs);

    for (int i = 0; i < 4; i++) {
      assertThat(values[i]).isCloseTo(expected[i] / orders, within(1e-12));
    }
  }

  /** Moves the inputs in every order; returns how many orders there are. */
  private static int addGains(
      Network network, double[] point, double[] inputs, int moved, double[] gains) {
    int orders = 0;
    for (int input = 0; input < inputs.length; input++) {
      if ((moved & (1 << input)) == 0) {
        double before = 100 * network.output(point);
        double kept = point[input];
        point[input] = inputs[input];
        double gain = 100 * network.output(point) - before;
        int following = addGains(network, point, inputs, moved | (1 << input), gains);
        int ways = Math.max(1, following);
        gains[input] += gain * ways;
        orders += ways;
        point[input] = kept;
      }
    }
    return orders;
  }

  @Property(tries = 10)
  void shouldSumToWhatTheScoreGains(@ForAll long seed, @ForAll @IntRange(min = 1, max = 14) int n) {
    Network network = Networks.random(n, 5, seed);
    Random random = new Random(seed + 1);
    double[] baseline = Networks.point(n, random);
    double[] inputs = Networks.point(n, random);

    double[] values = new ShapleyValues(network, baseline).of(inputs);

    assertThat(Arrays.stream(values).sum())
        .isCloseTo(100 * (network.output(inputs) - network.output(baseline)), within(1e-9));
  }

  @Test
  void shouldGiveALinearNetworkItsTerms() {
    double[] values =
        new ShapleyValues(Networks.linear(1, -2, 0), new double[] {0.5, 0.5, 0.5})
            .of(new double[] {1, 1, 1});

    assertThat(values).containsExactly(new double[] {50, -100, 0}, within(1e-9));
  }

  @Test
  void shouldRefuseMoreInputsThanItCanTake() {
    assertThatThrownBy(() -> new ShapleyValues(Networks.linear(new double[21]), new double[21]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("21 inputs");
  }
}
