package io.livegauge.trainer.weights;

import io.livegauge.model.Layer;
import io.livegauge.model.Network;
import java.util.List;

/** What a network's weights alone say of its inputs. Biases and activations are not looked at. */
public final class ConnectionWeights {
  private ConnectionWeights() {}

  /**
   * Olden's connection weights (Olden, Joy and Death, Ecological Modelling 178, 2004): over all
   * ways from an input to the output the products of the weights on the way, with their signs,
   * summed; that is, the product of the layers' matrices.
   *
   * @return one number an input, not normalised
   */
  public static double[] olden(Network network) {
    List<Layer> layers = network.layers();
    double[] products = layers.get(layers.size() - 1).weights()[0];
    for (int i = layers.size() - 2; i >= 0; i--) {
      double[][] weights = layers.get(i).weights();
      double[] before = new double[layers.get(i).inputs()];
      for (int neuron = 0; neuron < weights.length; neuron++) {
        for (int input = 0; input < before.length; input++) {
          before[input] += products[neuron] * weights[neuron][input];
        }
      }
      products = before;
    }
    return products;
  }

  /** Whether Garson's algorithm is defined for the network: it has exactly one hidden layer. */
  public static boolean hasGarson(Network network) {
    return network.layers().size() == 2;
  }

  /**
   * Garson's algorithm (Garson, AI Expert 6, 1991; Goh 1995): of each hidden neuron the shares that
   * inputs have in the sizes of weights to it, each times the size of the weight from it to the
   * output; summed over the neurons and normalised. With one output the latter cancels out, since
   * it is in every share of a neuron alike.
   *
   * @param network with one hidden layer, see {@link #hasGarson}
   * @return shares that sum to 1, one an input; all 0 where no input is connected
   */
  public static double[] garson(Network network) {
    if (!hasGarson(network)) {
      throw new IllegalArgumentException(
          "Garson's algorithm needs one hidden layer; there are " + (network.layers().size() - 1));
    }
    Layer hidden = network.layers().get(0);
    double[] outward = network.layers().get(1).weights()[0];
    double[] shares = new double[network.inputs()];
    for (int neuron = 0; neuron < hidden.neurons(); neuron++) {
      double[] inward = hidden.weights()[neuron];
      double sum = 0;
      for (double weight : inward) {
        sum += Math.abs(weight * outward[neuron]);
      }
      for (int input = 0; input < shares.length && sum > 0; input++) {
        shares[input] += Math.abs(inward[input] * outward[neuron]) / sum;
      }
    }
    return Shares.of(shares);
  }
}
