package io.livegauge.trainer.weights;

import io.livegauge.model.Activation;
import io.livegauge.model.Layer;
import io.livegauge.model.Network;
import io.livegauge.trainer.data.Rows;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Networks and rows that tests weigh. */
final class Networks {
  private Networks() {}

  static Network random(int inputs, int hidden, long seed) {
    Random random = new Random(seed);
    return new Network(
        List.of(
            layer(Activation.SIGMOID, hidden, inputs, random),
            layer(Activation.SIGMOID, 1, hidden, random)));
  }

  static Network linear(double... weights) {
    return new Network(
        List.of(new Layer(Activation.IDENTITY, new double[][] {weights}, new double[] {0})));
  }

  private static Layer layer(Activation activation, int neurons, int inputs, Random random) {
    double[][] weights = new double[neurons][inputs];
    for (double[] row : weights) {
      Arrays.setAll(row, i -> 2 * random.nextGaussian());
    }
    return new Layer(activation, weights, random.doubles(neurons).toArray());
  }

  static double[] point(int inputs, Random random) {
    return random.doubles(inputs).toArray();
  }

  /** Inputs drawn evenly from 0 to 1, so many rows a session, with what a network makes of them. */
  static Rows rows(Network network, int sessions, int perSession, double noise, long seed) {
    Random random = new Random(seed);
    int count = sessions * perSession;
    double[][] inputs = new double[count][];
    double[] targets = new double[count];
    int[] session = new int[count];
    double[] progress = new double[count];
    for (int row = 0; row < count; row++) {
      inputs[row] = point(network.inputs(), random);
      targets[row] = network.output(inputs[row]) + noise * random.nextGaussian();
      session[row] = row / perSession;
      progress[row] = Double.NaN;
    }
    return new Rows(inputs, targets, session, Collections.nCopies(sessions, null), progress);
  }
}
