package io.livegauge.trainer.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** That it is the LSTM of the library, forth and back. */
class LongShortTermMemoryTest {
  private static final int UNITS = 3;
  private static final int STEPS = 5;
  private static final int WIDTH = 4 * UNITS;

  private final LongShortTermMemory plain = new LongShortTermMemory(UNITS, STEPS, 1);
  private final double[][] inputs = new double[6][];
  private final double[] targets = new Random(3).doubles(6).toArray();
  private MultiLayerNetwork library;

  /** The library's network with the same weights; both have the gates in the same order. */
  @BeforeEach
  void makeNetworks() {
    Random random = new Random(2);
    Arrays.setAll(inputs, row -> random.doubles(STEPS, -1, 1).toArray());
    library =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(1))
                .list()
                .layer(
                    new LastTimeStep(
                        new LSTM.Builder().nOut(UNITS).activation(Activation.TANH).build()))
                .layer(
                    new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .setInputType(InputType.recurrent(1, STEPS))
                .build());
    library.init();
    double[] own = plain.parameters();
    for (int gate = 0; gate < WIDTH; gate++) {
      library.getLayer(0).getParam("W").putScalar(0, gate, own[gate]);
      for (int unit = 0; unit < UNITS; unit++) {
        library.getLayer(0).getParam("RW").putScalar(unit, gate, own[WIDTH + unit * WIDTH + gate]);
      }
      library.getLayer(0).getParam("b").putScalar(gate, own[WIDTH + UNITS * WIDTH + gate]);
    }
    for (int unit = 0; unit <= UNITS; unit++) {
      double weight = own[2 * WIDTH + UNITS * WIDTH + unit];
      if (unit < UNITS) {
        library.getLayer(1).getParam("W").putScalar(unit, 0, weight);
      } else {
        library.getLayer(1).getParam("b").putScalar(0, weight);
      }
    }
  }

  private double[] ofLibrary() {
    double[] parameters = new double[plain.parameters().length];
    for (int gate = 0; gate < WIDTH; gate++) {
      parameters[gate] = library.getLayer(0).getParam("W").getDouble(0, gate);
      for (int unit = 0; unit < UNITS; unit++) {
        parameters[WIDTH + unit * WIDTH + gate] =
            library.getLayer(0).getParam("RW").getDouble(unit, gate);
      }
      parameters[WIDTH + UNITS * WIDTH + gate] =
          library.getLayer(0).getParam("b").ravel().getDouble(gate);
    }
    for (int unit = 0; unit < UNITS; unit++) {
      parameters[2 * WIDTH + UNITS * WIDTH + unit] =
          library.getLayer(1).getParam("W").getDouble(unit, 0);
    }
    parameters[parameters.length - 1] = library.getLayer(1).getParam("b").ravel().getDouble(0);
    return parameters;
  }

  private INDArray features() {
    double[] flat = Arrays.stream(inputs).flatMapToDouble(Arrays::stream).toArray();
    return Nd4j.create(flat, new long[] {inputs.length, 1, STEPS}, DataType.DOUBLE);
  }

  @Test
  void shouldComputeWhatTheLibraryDoes() {
    double[] outputs = library.output(features()).ravel().toDoubleVector();

    for (int row = 0; row < inputs.length; row++) {
      assertThat(plain.output(inputs[row])).isCloseTo(outputs[row], within(1e-12));
    }
  }

  @Test
  void shouldGoBackAsTheLibraryDoes() {
    double[] gradient = new double[plain.parameters().length];
    for (int row = 0; row < inputs.length; row++) {
      plain.addGradient(inputs[row], targets[row], gradient);
    }
    double[] before = ofLibrary();
    assertThat(before).isEqualTo(plain.parameters());

    library.fit(features(), Nd4j.create(targets, new long[] {targets.length, 1}, DataType.DOUBLE));

    double[] after = ofLibrary();
    for (int i = 0; i < before.length; i++) {
      // One step of gradient descent at rate 1 is the gradient of the mean.
      assertThat(before[i] - after[i])
          .as("parameter " + i)
          .isCloseTo(gradient[i] / inputs.length, within(1e-12));
    }
  }

  @Test
  void shouldGoBackAlongTheTrueGradient() {
    double[] gradient = new double[plain.parameters().length];
    plain.addGradient(inputs[0], targets[0], gradient);
    for (int i = 0; i < gradient.length; i++) {
      double kept = plain.parameters()[i];
      plain.parameters()[i] = kept + 1e-6;
      double up = squaredError();
      plain.parameters()[i] = kept - 1e-6;
      double down = squaredError();
      plain.parameters()[i] = kept;
      assertThat(gradient[i]).as("parameter " + i).isCloseTo((up - down) / 2e-6, within(1e-8));
    }
  }

  private double squaredError() {
    double error = plain.output(inputs[0]) - targets[0];
    return error * error;
  }

  @Test
  void shouldBeginWithOpenForgetGates() {
    int biases = WIDTH + UNITS * WIDTH;

    for (int gate = 0; gate < WIDTH; gate++) {
      assertThat(plain.parameters()[biases + gate]).isEqualTo(gate / UNITS == 1 ? 1 : 0);
    }
    assertThat(new LongShortTermMemory(UNITS, STEPS, 1).parameters()).isEqualTo(plain.parameters());
    assertThat(new LongShortTermMemory(UNITS, STEPS, 2).parameters())
        .isNotEqualTo(plain.parameters());
  }
}
