package io.livegauge.trainer.statistics;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Kendall's coefficient of concordance W of m judges over n subjects, corrected for ties: 12 S /
 * (m²(n³ − n) − m Σ(t³ − t)), S the squared deviations of the subjects' rank sums, t the sizes of
 * groups of equal scores within a judge.
 *
 * @param w 0, no agreement, to 1, the same order by all; NaN where every judge scores all alike
 * @param chiSquare m(n − 1)W
 * @param degreesOfFreedom n − 1
 * @param p chance of such a χ² or a larger one among judges who do not agree
 * @param log10P its logarithm, which does not underflow
 * @param rankSums of each subject; the lowest score has rank 1, equal ones share the mean rank
 */
public record Concordance(
    double w, double chiSquare, int degreesOfFreedom, double p, double log10P, double[] rankSums) {
  /** Of scores, one row a judge; at least two rows and two columns. */
  public static Concordance of(double[][] scores) {
    int judges = scores.length;
    int subjects = scores[0].length;
    double[] rankSums = new double[subjects];
    double ties = 0;
    for (double[] row : scores) {
      ties += addRanks(row, rankSums);
    }
    double mean = judges * (subjects + 1) / 2.0;
    double deviations = 0;
    for (double sum : rankSums) {
      deviations += (sum - mean) * (sum - mean);
    }
    double cube = Math.pow(subjects, 3) - subjects;
    double most = (double) judges * judges * cube - judges * ties;
    int degreesOfFreedom = subjects - 1;
    if (most <= 0) {
      return new Concordance(
          Double.NaN, Double.NaN, degreesOfFreedom, Double.NaN, Double.NaN, rankSums);
    }
    double w = 12 * deviations / most;
    double chiSquare = judges * (subjects - 1) * w;
    double logTail = ChiSquared.logUpperTail(chiSquare, degreesOfFreedom);
    return new Concordance(
        w, chiSquare, degreesOfFreedom, Math.exp(logTail), ChiSquared.log10(logTail), rankSums);
  }

  /** Adds one judge's ranks; returns Σ(t³ − t) over the groups of equal scores. */
  private static double addRanks(double[] scores, double[] rankSums) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> scores[i]));
    double ties = 0;
    int start = 0;
    while (start < order.length) {
      int end = start + 1;
      while (end < order.length && scores[order[end]] == scores[order[start]]) {
        end++;
      }
      for (int i = start; i < end; i++) {
        rankSums[order[i]] += (start + 1 + end) / 2.0;
      }
      double size = end - start;
      ties += size * size * size - size;
      start = end;
    }
    return ties;
  }
}
