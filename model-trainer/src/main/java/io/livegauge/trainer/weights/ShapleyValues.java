package io.livegauge.trainer.weights;

import io.livegauge.model.Network;

/**
 * Exact Shapley values of a network's score: of each input the mean of what the score gains when
 * that input moves from the baseline to its value, over all orders in which inputs can move. All
 * 2^n coalitions are computed, 16,384 for 14 inputs; so this is the offline oracle that quicker
 * methods are held to.
 */
public final class ShapleyValues {
  private static final int MOST_INPUTS = 20;

  private final Network network;
  private final double[] baseline;
  private final double[] coalitionShares;

  /**
   * Of a network with at most 20 inputs.
   *
   * @param baseline the inputs that count as nothing moved
   */
  public ShapleyValues(Network network, double[] baseline) {
    int n = network.inputs();
    if (n > MOST_INPUTS) {
      throw new IllegalArgumentException(n + " inputs; at most " + MOST_INPUTS + " are allowed");
    }
    this.network = network;
    this.baseline = baseline.clone();
    this.coalitionShares = new double[n];
    // s! (n − s − 1)! / n!, from size to size.
    coalitionShares[0] = 1.0 / n;
    for (int size = 1; size < n; size++) {
      coalitionShares[size] = coalitionShares[size - 1] * size / (n - size);
    }
  }

  /**
   * The values in points of score (100 · output); they sum to the score less the baseline's.
   *
   * @return one number an input, a new array
   */
  public double[] of(double[] inputs) {
    int n = inputs.length;
    double[] scores = new double[1 << n];
    double[] point = baseline.clone();
    int moved = 0;
    scores[0] = 100 * network.output(point);
    // In the order of Gray's code one input changes at a time.
    for (int step = 1; step < scores.length; step++) {
      int coalition = step ^ (step >>> 1);
      int input = Integer.numberOfTrailingZeros(coalition ^ moved);
      point[input] = (coalition & (1 << input)) != 0 ? inputs[input] : baseline[input];
      moved = coalition;
      scores[coalition] = 100 * network.output(point);
    }
    double[] values = new double[n];
    // The coalition of all has nobody to gain.
    for (int coalition = 0; coalition < scores.length - 1; coalition++) {
      double share = coalitionShares[Integer.bitCount(coalition)];
      for (int input = 0; input < n; input++) {
        if ((coalition & (1 << input)) == 0) {
          values[input] += share * (scores[coalition | (1 << input)] - scores[coalition]);
        }
      }
    }
    return values;
  }
}
