package io.livegauge.trainer.evaluation;

import io.livegauge.model.Network;

/** What a network says of rows. */
public final class Predictions {
  private Predictions() {}

  /** The network's output for each row of normalised inputs, neither scaled nor clipped. */
  public static double[] of(Network network, double[][] inputs) {
    double[] predictions = new double[inputs.length];
    for (int row = 0; row < predictions.length; row++) {
      predictions[row] = network.output(inputs[row]);
    }
    return predictions;
  }
}
