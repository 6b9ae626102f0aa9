package io.livegauge.trainer.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * How far the mean of values can be trusted that come in clusters, such as the windows of a
 * session: whole clusters are drawn with replacement, as often as there are, and the mean over all
 * values of those drawn is noted; many times over. (Efron's percentile method. Values of one
 * cluster resemble each other, so drawing single ones would make the noise look too small.)
 *
 * <p>Given differences between two things that were measured on the same values it is a paired
 * bootstrap. With a handful of clusters its intervals are too narrow.
 */
public final class ClusterBootstrap {
  private final int resamples;
  private final long seed;

  /**
   * Says how to draw.
   *
   * @param resamples at least 1
   * @param seed equal seeds draw the same
   */
  public ClusterBootstrap(int resamples, long seed) {
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples is " + resamples + "; 1 or more is allowed");
    }
    this.resamples = resamples;
    this.seed = seed;
  }

  /**
   * A mean and what bounds it.
   *
   * @param mean of all values
   * @param lower what the mean is above, with the one-sided confidence asked for
   * @param upper what the mean is below, with the same one-sided confidence
   */
  public record Interval(double mean, double lower, double upper) {}

  /**
   * The mean of values.
   *
   * @param values any number, finite
   * @param clusters of each value the number of its cluster, 0 up to but not including {@code
   *     count}; a cluster may be without values
   * @param count of clusters, at least 1
   * @param confidence of each bound, above 0.5, below 1
   */
  public Interval mean(double[] values, int[] clusters, int count, double confidence) {
    double[] sums = new double[count];
    int[] sizes = new int[count];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sums[clusters[i]] += values[i];
      sizes[clusters[i]]++;
      sum += values[i];
    }
    Random random = new Random(seed);
    double[] means = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      means[i] = resampled(sums, sizes, random);
    }
    Arrays.sort(means);
    return new Interval(sum / values.length, at(means, 1 - confidence), at(means, confidence));
  }

  /**
   * Figures that are worked out of the means of several columns, such as shares of their sum.
   *
   * @param rows of each value, one number a column, finite; at least one row
   * @param clusters of each row the number of its cluster, 0 up to but not including {@code count}
   * @param count of clusters, at least 1
   * @param confidence of each bound, above 0.5, below 1
   * @param figures of the columns' means, of any number, finite
   * @return for each figure what it is of all rows, and its bounds
   */
  public List<Interval> figures(
      double[][] rows,
      int[] clusters,
      int count,
      double confidence,
      UnaryOperator<double[]> figures) {
    int columns = rows[0].length;
    double[][] sums = new double[count][columns];
    int[] sizes = new int[count];
    double[] total = new double[columns];
    for (int row = 0; row < rows.length; row++) {
      sizes[clusters[row]]++;
      for (int column = 0; column < columns; column++) {
        sums[clusters[row]][column] += rows[row][column];
        total[column] += rows[row][column];
      }
    }
    for (int column = 0; column < columns; column++) {
      total[column] /= rows.length;
    }
    double[] all = figures.apply(total);
    Random random = new Random(seed);
    double[][] resampled = new double[all.length][resamples];
    for (int i = 0; i < resamples; i++) {
      double[] one = figures.apply(resampled(sums, sizes, columns, random));
      for (int figure = 0; figure < all.length; figure++) {
        resampled[figure][i] = one[figure];
      }
    }
    List<Interval> intervals = new ArrayList<>();
    for (int figure = 0; figure < all.length; figure++) {
      Arrays.sort(resampled[figure]);
      intervals.add(
          new Interval(
              all[figure],
              at(resampled[figure], 1 - confidence),
              at(resampled[figure], confidence)));
    }
    return intervals;
  }

  /** The means of the columns over clusters that are drawn. */
  private static double[] resampled(double[][] sums, int[] sizes, int columns, Random random) {
    double[] means = new double[columns];
    long size = 0;
    while (size == 0) {
      for (int i = 0; i < sums.length; i++) {
        int drawn = random.nextInt(sums.length);
        size += sizes[drawn];
        for (int column = 0; column < columns; column++) {
          means[column] += sums[drawn][column];
        }
      }
    }
    for (int column = 0; column < columns; column++) {
      means[column] /= size;
    }
    return means;
  }

  private static double resampled(double[] sums, int[] sizes, Random random) {
    double sum = 0;
    long size = 0;
    // Clusters without values may be all that is drawn: then it is drawn again.
    while (size == 0) {
      for (int i = 0; i < sums.length; i++) {
        int drawn = random.nextInt(sums.length);
        sum += sums[drawn];
        size += sizes[drawn];
      }
    }
    return sum / size;
  }

  /** The order statistic at a share of all, rounded outwards. */
  private static double at(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    // 0.05 · 1999 and the like are no whole numbers, but 1 − 0.95 is not quite 0.05 either.
    double settled = Math.rint(position * 1e6) / 1e6;
    return sorted[(int) (share < 0.5 ? Math.floor(settled) : Math.ceil(settled))];
  }
}
