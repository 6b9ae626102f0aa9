package io.livegauge.trainer.statistics;

/**
 * Cronbach's alpha, k/(k − 1) · (1 − Σ item variance / variance of the total), from covariances. Of
 * correlations the same formula gives the standardised alpha.
 */
public final class CronbachAlpha {
  private CronbachAlpha() {}

  /** Of all items; NaN where there are fewer than two or where the total never varies. */
  public static double of(double[][] covariances) {
    return of(covariances, -1);
  }

  /** Of all items but one. */
  public static double without(int dropped, double[][] covariances) {
    return of(covariances, dropped);
  }

  private static double of(double[][] covariances, int dropped) {
    int items = 0;
    double own = 0;
    double total = 0;
    for (int i = 0; i < covariances.length; i++) {
      if (i == dropped) {
        continue;
      }
      items++;
      own += covariances[i][i];
      for (int j = 0; j < covariances.length; j++) {
        total += j == dropped ? 0 : covariances[i][j];
      }
    }
    // What is left of a total that cancels out is rounding, no variance.
    if (items < 2 || total <= own * 1e-12) {
      return Double.NaN;
    }
    return items / (items - 1.0) * (1 - own / total);
  }

  /**
   * The correlation of an item with the sum of the others; NaN where one of the two never varies.
   */
  public static double itemRest(int item, double[][] covariances) {
    double withRest = 0;
    double rest = 0;
    double own = 0;
    for (int i = 0; i < covariances.length; i++) {
      if (i == item) {
        continue;
      }
      withRest += covariances[item][i];
      own += covariances[i][i];
      for (int j = 0; j < covariances.length; j++) {
        rest += j == item ? 0 : covariances[i][j];
      }
    }
    if (covariances[item][item] == 0 || rest <= own * 1e-12) {
      return Double.NaN;
    }
    return withRest / Math.sqrt(covariances[item][item] * rest);
  }
}
