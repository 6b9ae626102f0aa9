package io.livegauge.trainer.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.model.Activation;
import io.livegauge.model.Layer;
import io.livegauge.model.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionWeightsTest {
  /**
   * The network of NeuralNetTools' documentation (R), 2-2-1. Its weights come bias first, hidden
   * unit by hidden unit, then those of the output.
   */
  private static final Network REFERENCE =
      new Network(
          List.of(
              new Layer(
                  Activation.SIGMOID,
                  new double[][] {{1.49, 0.16}, {-0.19, -0.16}},
                  new double[] {13.12, -0.11}),
              new Layer(Activation.IDENTITY, new double[][] {{-0.52, 0.81}}, new double[] {0.56})));

  @Test
  void shouldEqualGarsonOfNeuralNetTools() {
    assertThat(ConnectionWeights.garson(REFERENCE))
        .containsExactly(new double[] {0.7229437229, 0.2770562771}, within(5e-11));
  }

  @Test
  void shouldEqualOldenOfNeuralNetTools() {
    assertThat(ConnectionWeights.olden(REFERENCE))
        .containsExactly(new double[] {-0.9287, -0.2128}, within(1e-12));
  }

  @Test
  void shouldMultiplyTheMatricesOfDeeperNetworks() {
    Network deep =
        new Network(
            List.of(
                layer(new double[][] {{1, 2}, {3, -4}}),
                layer(new double[][] {{0.5, 1}, {-1, 2}, {0, 3}}),
                layer(new double[][] {{2, -1, 0.5}})));

    // (2, −1, 0.5) · ((0.5, 1), (−1, 2), (0, 3)) = (2, 1.5); times ((1, 2), (3, −4)) = (6.5, −2).
    assertThat(ConnectionWeights.olden(deep))
        .containsExactly(new double[] {6.5, -2}, within(1e-12));
    assertThat(ConnectionWeights.hasGarson(deep)).isFalse();
    assertThatThrownBy(() -> ConnectionWeights.garson(deep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one hidden layer; there are 2");
  }

  @Test
  void shouldTakeTheWeightsOfANetworkWithoutHiddenLayer() {
    Network flat = new Network(List.of(layer(new double[][] {{3, -2}})));

    assertThat(ConnectionWeights.olden(flat)).containsExactly(3, -2);
    assertThat(ConnectionWeights.hasGarson(flat)).isFalse();
  }

  @Test
  void shouldShowThatGarsonDoesNotSeeWhatLiesBehindTheHiddenLayer() {
    Layer hidden = layer(new double[][] {{1, 0.1}, {0.1, 1}});
    Network one = new Network(List.of(hidden, layer(new double[][] {{5, 0.01}})));
    Network other = new Network(List.of(hidden, layer(new double[][] {{0.01, -5}})));

    assertThat(ConnectionWeights.garson(one))
        .containsExactly(ConnectionWeights.garson(other), within(1e-12));
    assertThat(ConnectionWeights.olden(one)[0]).isGreaterThan(ConnectionWeights.olden(one)[1]);
    assertThat(ConnectionWeights.olden(other)[1]).isNegative();
  }

  @Test
  void shouldWeighNothingWhereNothingIsConnected() {
    Network none =
        new Network(
            List.of(layer(new double[][] {{0, 0}, {1, 1}}), layer(new double[][] {{1, 0}})));

    assertThat(ConnectionWeights.garson(none)).containsExactly(0, 0);
    assertThat(Shares.of(ConnectionWeights.olden(none))).containsExactly(0, 0);
  }

  private static Layer layer(double[][] weights) {
    return new Layer(Activation.TANH, weights, new double[weights.length]);
  }
}
