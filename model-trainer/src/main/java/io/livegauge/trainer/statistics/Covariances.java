package io.livegauge.trainer.statistics;

/** Means, covariances and correlations of a table: one row an observation, one column an item. */
public final class Covariances {
  private Covariances() {}

  /** The mean of each column; at least one row. */
  public static double[] means(double[][] rows) {
    double[] means = new double[rows[0].length];
    for (double[] row : rows) {
      for (int i = 0; i < means.length; i++) {
        means[i] += row[i];
      }
    }
    for (int i = 0; i < means.length; i++) {
      means[i] /= rows.length;
    }
    return means;
  }

  /** The covariances between columns, divided by n − 1; at least two rows. */
  public static double[][] of(double[][] rows) {
    double[] means = means(rows);
    int items = means.length;
    double[][] sums = new double[items][items];
    for (double[] row : rows) {
      for (int i = 0; i < items; i++) {
        for (int j = 0; j <= i; j++) {
          sums[i][j] += (row[i] - means[i]) * (row[j] - means[j]);
        }
      }
    }
    for (int i = 0; i < items; i++) {
      for (int j = 0; j <= i; j++) {
        sums[i][j] /= rows.length - 1;
        sums[j][i] = sums[i][j];
      }
    }
    return sums;
  }

  /** The correlations that belong to covariances; no variance may be 0. */
  public static double[][] correlations(double[][] covariances) {
    int items = covariances.length;
    double[][] correlations = new double[items][items];
    for (int i = 0; i < items; i++) {
      correlations[i][i] = 1;
      for (int j = 0; j < i; j++) {
        double r = covariances[i][j] / Math.sqrt(covariances[i][i] * covariances[j][j]);
        correlations[i][j] = Math.max(-1, Math.min(1, r));
        correlations[j][i] = correlations[i][j];
      }
    }
    return correlations;
  }
}
