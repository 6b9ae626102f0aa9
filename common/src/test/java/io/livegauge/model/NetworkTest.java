package io.livegauge.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NetworkTest {
  @Property(tries = 300)
  void shouldAgreeWithASecondImplementation(@ForAll long seed) {
    Random random = new Random(seed);
    Network network = ModelFixtures.randomNetwork(random, Activation.values());
    double[] inputs = randomInputs(random);

    assertThat(network.output(inputs)).isCloseTo(plainOutput(network, inputs), within(1e-12));
  }

  @Property(tries = 200)
  void shouldHaveTheGradientOfFiniteDifferences(@ForAll long seed) {
    Random random = new Random(seed);
    Network network =
        ModelFixtures.randomNetwork(
            random, Activation.SIGMOID, Activation.TANH, Activation.IDENTITY);
    double[] inputs = randomInputs(random);
    double[] gradient = network.gradient(inputs);
    double step = 1e-5;
    for (int i = 0; i < inputs.length; i++) {
      double[] above = inputs.clone();
      double[] below = inputs.clone();
      above[i] += step;
      below[i] -= step;
      double slope = (network.output(above) - network.output(below)) / (2 * step);
      assertThat(gradient[i]).isCloseTo(slope, within(1e-6 * Math.max(1, Math.abs(slope))));
    }
  }

  @Test
  void shouldTakeTheSlopeOfAnActiveReluOnly() {
    Network network =
        new Network(
            List.of(
                new Layer(
                    Activation.RELU, new double[][] {{2, 0}, {0, -3}}, new double[] {0.5, 0.5}),
                new Layer(Activation.IDENTITY, new double[][] {{1, 1}}, new double[] {0})));

    assertThat(network.gradient(new double[] {1, 1})).containsExactly(2, 0);
    assertThat(network.gradient(new double[] {1, 0})).containsExactly(2, -3);
    assertThat(network.output(new double[] {1, 0})).isEqualTo(3);
  }

  @Property(tries = 200)
  void shouldStayBelowTheBoundItPromises(@ForAll long seed) {
    Random random = new Random(seed);
    Network network = ModelFixtures.randomNetwork(random, Activation.values());
    double[] inputs = randomInputs(random);
    double largest = Math.abs(network.output(inputs));
    for (double slope : network.gradient(inputs)) {
      largest = Math.max(largest, Math.abs(slope));
    }

    assertThat(network.isBounded(largest * 0.999)).isFalse();
    assertThat(network.isBounded(1e9)).isTrue();
  }

  @Test
  void shouldRefuseLayersThatDoNotFit() {
    Layer two = new Layer(Activation.TANH, new double[2][14], new double[2]);
    Layer three = new Layer(Activation.TANH, new double[1][3], new double[1]);

    assertThatThrownBy(() -> new Network(List.of(two, three)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Network(List.of(two)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one neuron");
    assertThatThrownBy(() -> new Network(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  static double[] randomInputs(Random random) {
    double[] inputs = new double[14];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = random.nextDouble();
    }
    return inputs;
  }

  /** Neuron by neuron, by recursion from the output, with the platform's own functions. */
  private static double plainOutput(Network network, double[] inputs) {
    return plainNeuron(network, network.layers().size() - 1, 0, inputs);
  }

  private static double plainNeuron(Network network, int layer, int neuron, double[] inputs) {
    if (layer < 0) {
      return inputs[neuron];
    }
    Layer of = network.layers().get(layer);
    double sum = of.bias()[neuron];
    for (int j = 0; j < of.inputs(); j++) {
      sum += of.weights()[neuron][j] * plainNeuron(network, layer - 1, j, inputs);
    }
    return switch (of.activation()) {
      case SIGMOID -> 0.5 * (1 + Math.tanh(sum / 2));
      case TANH -> 1 - 2 / (Math.exp(2 * sum) + 1);
      case RELU -> Math.max(0, sum);
      case IDENTITY -> sum;
    };
  }
}
