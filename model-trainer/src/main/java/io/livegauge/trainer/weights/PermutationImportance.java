package io.livegauge.trainer.weights;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Network;
import io.livegauge.trainer.data.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * How much the network leans on each indicator: by how much its mean squared error on held-out
 * windows grows when the indicator's column is shuffled, averaged over several shuffles. Gains of
 * less than nothing count as nothing; the weights add up to 1 (all are 0 where no column matters).
 */
public final class PermutationImportance {
  /** The name of the method in artifacts. */
  public static final String METHOD = "permutation";

  private static final int SHUFFLES = 5;

  private PermutationImportance() {}

  /**
   * What an indicator weighs.
   *
   * @param weight share of the sum
   * @param rank from 1, the heaviest; of equal weights the earlier indicator goes first
   */
  public record Weight(Indicator indicator, double weight, int rank) {}

  /** One weight an indicator, in their order. */
  public static List<Weight> of(Network network, Rows rows, long seed) {
    Indicator[] indicators = Indicator.values();
    double[] gains = new double[indicators.length];
    double base = squaredError(network, rows.inputs(), rows.targets());
    Random random = new Random(seed);
    double[][] shuffled = new double[rows.size()][];
    for (int row = 0; row < shuffled.length; row++) {
      shuffled[row] = rows.inputs()[row].clone();
    }
    double sum = 0;
    for (int column = 0; column < gains.length; column++) {
      for (int i = 0; i < SHUFFLES; i++) {
        shuffle(shuffled, column, random);
        gains[column] += squaredError(network, shuffled, rows.targets()) - base;
      }
      for (int row = 0; row < shuffled.length; row++) {
        shuffled[row][column] = rows.inputs()[row][column];
      }
      gains[column] = Math.max(0, gains[column]);
      sum += gains[column];
    }
    List<Integer> byWeight = new ArrayList<>();
    for (int column = 0; column < gains.length; column++) {
      byWeight.add(column);
    }
    byWeight.sort(Comparator.comparing((Integer column) -> -gains[column]));
    List<Weight> weights = new ArrayList<>();
    for (Indicator indicator : indicators) {
      double gain = gains[indicator.ordinal()];
      weights.add(
          new Weight(
              indicator, sum > 0 ? gain / sum : 0, byWeight.indexOf(indicator.ordinal()) + 1));
    }
    return weights;
  }

  private static void shuffle(double[][] rows, int column, Random random) {
    for (int i = rows.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      double value = rows[i][column];
      rows[i][column] = rows[other][column];
      rows[other][column] = value;
    }
  }

  private static double squaredError(Network network, double[][] inputs, double[] targets) {
    double sum = 0;
    for (int row = 0; row < targets.length; row++) {
      double error = network.output(inputs[row]) - targets[row];
      sum += error * error;
    }
    return sum / targets.length;
  }
}
