package io.livegauge.trainer.weights;

import io.livegauge.model.Network;
import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.statistics.Shuffle;
import java.util.Random;

/**
 * By how much the mean squared error grows when one input's column is shuffled over the rows, the
 * others left as they are (Breiman 2001; Fisher, Rudin and Dominici 2019). One seeded order serves
 * all columns, so that they are compared under the same luck.
 *
 * @param gains of each input the mean growth over the shuffles; below 0 where shuffling happened to
 *     help
 * @param deviations of each input the standard deviation of the growth over the shuffles, with n −
 *     1
 * @param rowGains of each row and input the growth of its squared error, as a mean over the
 *     shuffles; a column's mean over the rows is {@code gains}
 */
record PermutationImportance(double[] gains, double[] deviations, double[][] rowGains) {

  /**
   * Shuffles and measures.
   *
   * @param rows at least one
   * @param shuffles at least 2
   */
  static PermutationImportance of(Network network, Rows rows, int shuffles, long seed) {
    int count = rows.size();
    int columns = network.inputs();
    double[] base = new double[count];
    for (int row = 0; row < count; row++) {
      base[row] = squaredError(network, rows.inputs()[row], rows.targets()[row]);
    }
    double[][] rowGains = new double[count][columns];
    double[][] byShuffle = new double[columns][shuffles];
    Random random = new Random(seed);
    int[] order = Shuffle.inOrder(count);
    double[] inputs = new double[columns];
    for (int shuffle = 0; shuffle < shuffles; shuffle++) {
      Shuffle.shuffle(order, random);
      for (int row = 0; row < count; row++) {
        System.arraycopy(rows.inputs()[row], 0, inputs, 0, columns);
        for (int column = 0; column < columns; column++) {
          inputs[column] = rows.inputs()[order[row]][column];
          double gain = squaredError(network, inputs, rows.targets()[row]) - base[row];
          inputs[column] = rows.inputs()[row][column];
          rowGains[row][column] += gain / shuffles;
          byShuffle[column][shuffle] += gain / count;
        }
      }
    }
    double[] gains = new double[columns];
    double[] deviations = new double[columns];
    for (int column = 0; column < columns; column++) {
      for (double gain : byShuffle[column]) {
        gains[column] += gain / shuffles;
      }
      double squares = 0;
      for (double gain : byShuffle[column]) {
        squares += (gain - gains[column]) * (gain - gains[column]);
      }
      deviations[column] = Math.sqrt(squares / (shuffles - 1));
    }
    return new PermutationImportance(gains, deviations, rowGains);
  }

  private static double squaredError(Network network, double[] inputs, double target) {
    double error = network.output(inputs) - target;
    return error * error;
  }
}
