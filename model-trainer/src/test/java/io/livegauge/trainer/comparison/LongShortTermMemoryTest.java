package io.livegauge.trainer.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** That the native operation is the LSTM of the textbooks, forth and back. */
class LongShortTermMemoryTest {
  private static final int UNITS = 3;
  private static final int FEATURES = 2;
  private static final int STEPS = 4;
  private static final int ROWS = 5;

  private final double[] inputs = new Random(2).doubles(ROWS * FEATURES * STEPS, -1, 1).toArray();
  private final double[] targets = new Random(3).doubles(ROWS).toArray();
  private MultiLayerNetwork network;

  @BeforeEach
  void makeNetwork() {
    network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.DOUBLE)
                .weightInit(WeightInit.XAVIER)
                .updater(new Sgd(1))
                .list()
                .layer(new LongShortTermMemory(FEATURES, UNITS))
                .layer(
                    new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.recurrent(FEATURES, STEPS))
                .build());
    network.init();
  }

  private INDArray features() {
    return Nd4j.create(inputs, new long[] {ROWS, FEATURES, STEPS}, DataType.DOUBLE);
  }

  private DataSet data() {
    return new DataSet(features(), Nd4j.create(targets, new long[] {ROWS, 1}, DataType.DOUBLE));
  }

  @Test
  void shouldBeginAsDeeplearning4jsOwnLayerDoes() {
    double[] bias = network.getLayer(0).getParam("b").ravel().toDoubleVector();

    assertThat(bias).hasSize(4 * UNITS);
    for (int i = 0; i < bias.length; i++) {
      assertThat(bias[i]).isEqualTo(i >= UNITS && i < 2 * UNITS ? 1 : 0);
    }
    assertThat(network.getLayer(0).getParam("RW").shape()).containsExactly(UNITS, 4 * UNITS);
    assertThat(network.getLayer(0).getParam("W").shape()).containsExactly(FEATURES, 4 * UNITS);
  }

  @Test
  void shouldComputeWhatTheFormulasSay() {
    INDArray w = network.getLayer(0).getParam("W");
    INDArray r = network.getLayer(0).getParam("RW");
    double[] b = network.getLayer(0).getParam("b").ravel().toDoubleVector();
    double[] out = network.getLayer(1).getParam("W").ravel().toDoubleVector();
    double outBias = network.getLayer(1).getParam("b").getDouble(0);

    double[] outputs = network.output(features()).ravel().toDoubleVector();

    for (int row = 0; row < ROWS; row++) {
      double[] h = new double[UNITS];
      double[] c = new double[UNITS];
      for (int step = 0; step < STEPS; step++) {
        double[] z = b.clone();
        for (int gate = 0; gate < z.length; gate++) {
          for (int feature = 0; feature < FEATURES; feature++) {
            z[gate] +=
                inputs[(row * FEATURES + feature) * STEPS + step] * w.getDouble(feature, gate);
          }
          for (int unit = 0; unit < UNITS; unit++) {
            z[gate] += h[unit] * r.getDouble(unit, gate);
          }
        }
        for (int unit = 0; unit < UNITS; unit++) {
          double forget = sigmoid(z[UNITS + unit]);
          c[unit] = forget * c[unit] + sigmoid(z[unit]) * Math.tanh(z[2 * UNITS + unit]);
        }
        for (int unit = 0; unit < UNITS; unit++) {
          h[unit] = sigmoid(z[3 * UNITS + unit]) * Math.tanh(c[unit]);
        }
      }
      double expected = outBias;
      for (int unit = 0; unit < UNITS; unit++) {
        expected += h[unit] * out[unit];
      }
      assertThat(outputs[row]).isCloseTo(expected, within(1e-12));
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void shouldGoBackAlongTheTrueGradient() {
    network.fit(data());
    makeNetwork();
    double[] before = network.params().toDoubleVector();
    network.fit(data());
    double[] after = network.params().toDoubleVector();
    makeNetwork();
    for (int i = 0; i < before.length; i++) {
      double up = scoreWith(before, i, 1e-5);
      double down = scoreWith(before, i, -1e-5);
      // One step of gradient descent at rate 1 is the gradient. The layer's comes back from the
      // library twice as long as it is, in the right direction.
      double length = i < before.length - UNITS - 1 ? 2 : 1;
      assertThat(before[i] - after[i])
          .as("parameter " + i)
          .isCloseTo(length * (up - down) / 2e-5, within(1e-7));
    }
  }

  private double scoreWith(double[] parameters, int place, double change) {
    double[] changed = Arrays.copyOf(parameters, parameters.length);
    changed[place] += change;
    network.setParams(Nd4j.create(changed, new long[] {1, changed.length}, DataType.DOUBLE));
    return network.score(data());
  }
}
