package io.livegauge.trainer.training;

import io.livegauge.model.Activation;
import io.livegauge.model.Layer;
import io.livegauge.model.Network;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns a trained Deeplearning4j network into the plain one that artifacts carry. */
final class PlainNetwork {
  private PlainNetwork() {}

  /**
   * The same function in plain doubles. Deeplearning4j keeps one column a neuron, the artifact one
   * row.
   *
   * @param trained dense layers with sigmoid activations
   */
  static Network of(MultiLayerNetwork trained) {
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
      layers.add(new Layer(Activation.SIGMOID, weights, bias));
    }
    return new Network(layers);
  }
}
