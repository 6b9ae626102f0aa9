package io.livegauge.trainer.statistics;

/**
 * Kendall's τ-b, how far two lists order the same things alike: (concordant pairs − discordant
 * ones) / √((pairs that x tells apart) · (pairs that y tells apart)). 1 is the same order, −1 the
 * opposite one.
 */
public final class KendallTau {
  private KendallTau() {}

  /**
   * Of two lists of one length, finite.
   *
   * @return from −1 to 1; NaN where one of the lists tells nothing apart
   */
  public static double b(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "the lists are of lengths " + x.length + " and " + y.length);
    }
    long balance = 0;
    long apartInX = 0;
    long apartInY = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        int byX = Double.compare(x[i], x[j]);
        int byY = Double.compare(y[i], y[j]);
        balance += (long) byX * byY;
        apartInX += Math.abs(byX);
        apartInY += Math.abs(byY);
      }
    }
    return apartInX == 0 || apartInY == 0
        ? Double.NaN
        : balance / Math.sqrt((double) apartInX * apartInY);
  }
}
