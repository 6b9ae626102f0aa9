package io.livegauge.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class IntegratedGradientsTest {
  private static final Logger LOG = System.getLogger(IntegratedGradientsTest.class.getName());

  @Test
  void shouldShareALinearOutputOutExactly() {
    Network network =
        new Network(
            List.of(
                new Layer(
                    Activation.IDENTITY, new double[][] {{0.5, -0.25, 2}}, new double[] {7})));

    double[] contributions =
        IntegratedGradients.contributions(
            network, new double[] {0.5, 0, 0.25}, new double[] {1, 1, 0.25}, 1);

    assertThat(contributions).containsExactly(25, -25, 0);
  }

  @Test
  void shouldQuarterTheResidualWithTwiceTheSteps() {
    Random random = new Random(20261121);
    double[] sums = new double[5];
    double largest = 0;
    int draws = 2000;
    for (int draw = 0; draw < draws; draw++) {
      Network network = ModelFixtures.randomNetwork(random, Activation.SIGMOID, Activation.TANH);
      double[] baseline = NetworkTest.randomInputs(random);
      double[] inputs = NetworkTest.randomInputs(random);
      for (int i = 0; i < sums.length; i++) {
        double residual = Math.abs(residual(network, baseline, inputs, 8 << i));
        sums[i] += residual;
        if (8 << i == 32) {
          largest = Math.max(largest, residual);
        }
      }
    }
    for (int i = 1; i < sums.length; i++) {
      assertThat(sums[i - 1] / sums[i]).as("steps %d", 8 << i).isBetween(3.7, 4.3);
    }
    LOG.log(
        Level.INFO,
        "integrated gradients, 32 steps, {0} random smooth networks: largest |residual| {1}"
            + " points of score; mean by 8, 16, 32, 64, 128 steps {2}",
        draws,
        String.format("%.6f", largest),
        Arrays.toString(Arrays.stream(sums).map(sum -> sum / draws).toArray()));
    assertThat(largest).isLessThan(0.5);
  }

  @Property(tries = 100)
  void shouldGiveNothingToAnInputThatDidNotMove(@ForAll long seed) {
    Random random = new Random(seed);
    Network network = ModelFixtures.randomNetwork(random, Activation.values());
    double[] baseline = NetworkTest.randomInputs(random);
    double[] inputs = NetworkTest.randomInputs(random);
    inputs[4] = baseline[4];

    assertThat(IntegratedGradients.contributions(network, baseline, inputs, 32)[4]).isZero();
    for (double c : IntegratedGradients.contributions(network, baseline, baseline, 32)) {
      assertThat(c).isZero();
    }
  }

  @Property(tries = 50)
  void shouldBeOfTheOutputWithoutClipping(@ForAll long seed) {
    Random random = new Random(seed);
    double[][] weights = {NetworkTest.randomInputs(random)};
    Network network =
        new Network(List.of(new Layer(Activation.IDENTITY, weights, new double[] {3})));
    double[] baseline = NetworkTest.randomInputs(random);
    double[] inputs = NetworkTest.randomInputs(random);

    assertThat(residual(network, baseline, inputs, 32)).isCloseTo(0, within(1e-10));
  }

  @Test
  void shouldRefuseNoSteps() {
    Network network = ModelFixtures.champion().network();

    assertThatThrownBy(
            () -> IntegratedGradients.contributions(network, new double[14], new double[14], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("steps: 0");
  }

  private static double residual(Network network, double[] baseline, double[] inputs, int steps) {
    double rest = 100 * (network.output(inputs) - network.output(baseline));
    for (double c : IntegratedGradients.contributions(network, baseline, inputs, steps)) {
      rest -= c;
    }
    return rest;
  }
}
