package io.livegauge.model;

/**
 * Shares a score's distance from the baseline's score out among the inputs: the gradient of the
 * plain, unclipped output, averaged over the midpoints of equal steps along the straight line from
 * the baseline to the inputs, times how far each input moved.
 */
public final class IntegratedGradients {
  private IntegratedGradients() {}

  /**
   * Contributions in points of score (100 · output).
   *
   * @param baseline the normalised reference vector
   * @param inputs the normalised values
   * @param steps at least 1; the error of the sum falls with its square where activations are
   *     smooth
   * @return one number an input, a new array
   */
  public static double[] contributions(
      Network network, double[] baseline, double[] inputs, int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps: " + steps + ", allowed: 1 and more");
    }
    int n = inputs.length;
    double[] point = new double[n];
    double[] gradient = new double[n];
    Network.Pass pass = network.new Pass();
    for (int step = 0; step < steps; step++) {
      double part = (step + 0.5) / steps;
      for (int i = 0; i < n; i++) {
        point[i] = baseline[i] + part * (inputs[i] - baseline[i]);
      }
      pass.addGradient(point, gradient);
    }
    for (int i = 0; i < n; i++) {
      gradient[i] = 100 * (inputs[i] - baseline[i]) * gradient[i] / steps;
    }
    return gradient;
  }
}
