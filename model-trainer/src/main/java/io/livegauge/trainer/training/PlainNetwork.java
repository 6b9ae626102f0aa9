package io.livegauge.trainer.training;

import io.livegauge.model.Activation;
import io.livegauge.model.Layer;
import io.livegauge.model.Network;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns a trained Deeplearning4j network into the plain one that artifacts carry. */
final class PlainNetwork {
  private PlainNetwork() {}

  /**
   * The same function in plain doubles. Deeplearning4j keeps one column a neuron, the artifact one
   * row.
   *
   * @param trained dense layers with hyperbolic tangents or sigmoids
   */
  static Network of(MultiLayerNetwork trained) {
    return of(trained, false);
  }

  /** The same of a network that takes inputs from −1 to 1, as a function of inputs from 0 to 1. */
  static Network ofCentred(MultiLayerNetwork trained) {
    return of(trained, true);
  }

  private static Network of(MultiLayerNetwork trained, boolean isCentred) {
    List<Layer> layers = new ArrayList<>();
    for (int layer = 0; layer < trained.getnLayers(); layer++) {
      INDArray columns = trained.getLayer(layer).getParam("W");
      // A row or a plain vector, as the version goes: asked for as a vector it is both.
      double[] bias = trained.getLayer(layer).getParam("b").ravel().toDoubleVector();
      int neurons = (int) columns.size(1);
      double[][] weights = new double[neurons][(int) columns.size(0)];
      for (int neuron = 0; neuron < neurons; neuron++) {
        for (int input = 0; input < weights[neuron].length; input++) {
          weights[neuron][input] = columns.getDouble(input, neuron);
        }
      }
      if (isCentred && layer == 0) {
        fold(weights, bias);
      }
      layers.add(new Layer(activation(trained, layer), weights, bias));
    }
    return new Network(layers);
  }

  /**
   * Turns a network that takes inputs from −1 to 1 into one that takes them from 0 to 1: w · (2x −
   * 1) + b = 2w · x + (b − Σw).
   */
  static void fold(MultiLayerNetwork trained) {
    Layer first = ofCentred(trained).layers().get(0);
    INDArray columns = trained.getLayer(0).getParam("W");
    INDArray bias = trained.getLayer(0).getParam("b");
    double[][] weights = first.weights();
    double[] biases = first.bias();
    for (int neuron = 0; neuron < first.neurons(); neuron++) {
      for (int input = 0; input < first.inputs(); input++) {
        columns.putScalar(input, neuron, weights[neuron][input]);
      }
      bias.putScalar(neuron, biases[neuron]);
    }
  }

  private static void fold(double[][] weights, double[] bias) {
    for (int neuron = 0; neuron < weights.length; neuron++) {
      for (int input = 0; input < weights[neuron].length; input++) {
        bias[neuron] -= weights[neuron][input];
        weights[neuron][input] *= 2;
      }
    }
  }

  private static Activation activation(MultiLayerNetwork trained, int layer) {
    IActivation activation =
        ((FeedForwardLayer) trained.getLayer(layer).conf().getLayer()).getActivationFn();
    if (activation instanceof ActivationTanH) {
      return Activation.TANH;
    }
    if (activation instanceof ActivationSigmoid) {
      return Activation.SIGMOID;
    }
    throw new IllegalArgumentException("no activation of an artifact: " + activation);
  }
}
