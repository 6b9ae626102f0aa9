package io.livegauge.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** That the native library loads on this machine and a network of our shape learns something. */
class Deeplearning4jSmokeTest {
  @Test
  void shouldTrainANetworkOfOurShape() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .dataType(DataType.DOUBLE)
            .weightInit(WeightInit.XAVIER)
            .updater(new Adam(0.05))
            .list()
            .layer(new DenseLayer.Builder().nIn(14).nOut(5).activation(Activation.SIGMOID).build())
            .layer(
                new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                    .nIn(5)
                    .nOut(1)
                    .activation(Activation.SIGMOID)
                    .build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    Random random = new Random(1);
    double[][] inputs = new double[200][14];
    double[][] targets = new double[200][1];
    for (int row = 0; row < inputs.length; row++) {
      for (int column = 0; column < 14; column++) {
        inputs[row][column] = random.nextDouble();
        targets[row][0] += inputs[row][column] / 14;
      }
    }
    INDArray x = Nd4j.create(inputs);
    INDArray y = Nd4j.create(targets);
    DataSet data = new DataSet(x, y);
    double before = network.score(data);
    for (int i = 0; i < 50; i++) {
      network.fit(data);
    }
    assertThat(network.score(data)).isLessThan(before);
    assertThat(network.output(x).dataType()).isEqualTo(DataType.DOUBLE);
  }
}
