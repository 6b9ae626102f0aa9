package io.livegauge.trainer.statistics;

import java.util.Arrays;

/**
 * The population stability index: how far a sample has moved from the one before. Σ (p − q) ln(p /
 * q) over bins, q the share of the former sample and p that of the present one.
 *
 * <p>The bins lie between the deciles of the former sample; a value at a decile belongs to the bin
 * below it, and deciles that are equal are one. To every count 0.5 is added, so that an empty bin
 * gives no infinite index: share = (count + 0.5) / (size + 0.5 · bins).
 *
 * <p>By custom an index below 0.1 is called stable and one above 0.25 a large shift. That custom is
 * for large samples of independent values; among windows of a few sessions it is exceeded easily.
 */
public final class PopulationStability {
  private static final int BINS = 10;
  private static final double SMOOTHING = 0.5;

  private PopulationStability() {}

  /**
   * The index, 0 or more; 0 for equal shares, and where the former sample is one value and so has
   * one bin only.
   *
   * @param former at least one value
   * @param present at least one value
   */
  public static double index(double[] former, double[] present) {
    double[] sorted = former.clone();
    Arrays.sort(sorted);
    double[] edges = new double[BINS - 1];
    int count = 0;
    for (int i = 1; i < BINS; i++) {
      double edge = sorted[(int) Math.ceil((double) i * sorted.length / BINS) - 1];
      // Nothing of the former sample lies above its largest value: no edge, but the last bin's end.
      if (edge < sorted[sorted.length - 1] && (count == 0 || edge > edges[count - 1])) {
        edges[count++] = edge;
      }
    }
    edges = Arrays.copyOf(edges, count);
    double[] before = shares(former, edges);
    double[] now = shares(present, edges);
    double index = 0;
    for (int bin = 0; bin < before.length; bin++) {
      index += (now[bin] - before[bin]) * Math.log(now[bin] / before[bin]);
    }
    return index;
  }

  private static double[] shares(double[] sample, double[] edges) {
    double[] shares = new double[edges.length + 1];
    Arrays.fill(shares, SMOOTHING);
    for (double value : sample) {
      int place = Arrays.binarySearch(edges, value);
      shares[place < 0 ? -place - 1 : place]++;
    }
    for (int bin = 0; bin < shares.length; bin++) {
      shares[bin] /= sample.length + SMOOTHING * shares.length;
    }
    return shares;
  }
}
