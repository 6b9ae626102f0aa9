package io.livegauge.benchmark.micro;

import io.livegauge.job.scoring.BaseModel;
import io.livegauge.model.Layer;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** The bundled model, what it is asked, and the same network in Deeplearning4j. */
final class BenchmarkModel {
  private BenchmarkModel() {}

  static Model bundled() {
    if (ModelReader.read(BaseModel.load(null)) instanceof ModelResult.Valid valid) {
      return valid.model();
    }
    throw new IllegalStateException("the bundled model does not validate");
  }

  /** Values in the indicators' units, within the model's bounds and somewhat beyond. */
  static double[][] values(Model model, int rows) {
    Random random = new Random(20261121);
    double[][] values = new double[rows][model.features().size()];
    for (double[] row : values) {
      for (int i = 0; i < row.length; i++) {
        double min = model.features().get(i).min();
        double max = model.features().get(i).max();
        row[i] = min + (1.1 * random.nextDouble() - 0.05) * (max - min);
      }
    }
    return values;
  }

  /** The artifact's network with the artifact's weights, as Deeplearning4j computes it. */
  static MultiLayerNetwork deeplearning4j(Model model) {
    List<Layer> layers = model.layers();
    NeuralNetConfiguration.ListBuilder builder =
        new NeuralNetConfiguration.Builder().dataType(DataType.DOUBLE).list();
    for (Layer layer : layers.subList(0, layers.size() - 1)) {
      builder.layer(
          new DenseLayer.Builder()
              .nIn(layer.inputs())
              .nOut(layer.neurons())
              .activation(activation(layer))
              .build());
    }
    Layer last = layers.get(layers.size() - 1);
    builder.layer(
        new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
            .nIn(last.inputs())
            .nOut(last.neurons())
            .activation(activation(last))
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(builder.build());
    network.init();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      for (int neuron = 0; neuron < layer.neurons(); neuron++) {
        for (int input = 0; input < layer.inputs(); input++) {
          network
              .getLayer(i)
              .getParam("W")
              .putScalar(input, neuron, layer.weights()[neuron][input]);
        }
        network.getLayer(i).getParam("b").putScalar(neuron, layer.bias()[neuron]);
      }
    }
    return network;
  }

  private static Activation activation(Layer layer) {
    return Activation.valueOf(layer.activation().name());
  }
}
