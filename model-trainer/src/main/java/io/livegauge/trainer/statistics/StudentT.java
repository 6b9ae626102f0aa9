package io.livegauge.trainer.statistics;

import org.hipparchus.special.Beta;

/** Student's t distribution. */
public final class StudentT {
  private static final int HALVINGS = 200;

  private StudentT() {}

  /** P(T ≤ t); degrees of freedom at least 1. */
  public static double cumulative(double t, int degreesOfFreedom) {
    double tail =
        Beta.regularizedBeta(
                degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2.0, 0.5)
            / 2;
    return t < 0 ? tail : 1 - tail;
  }

  /**
   * The t that {@link #cumulative} gives this probability.
   *
   * @param probability from 0.5, below 1
   */
  public static double quantile(double probability, int degreesOfFreedom) {
    if (!(probability >= 0.5 && probability < 1) || degreesOfFreedom < 1) {
      throw new IllegalArgumentException(
          "probability " + probability + " with " + degreesOfFreedom + " degrees of freedom");
    }
    double below = 0;
    double above = 1;
    while (cumulative(above, degreesOfFreedom) < probability) {
      below = above;
      above *= 2;
    }
    for (int i = 0; i < HALVINGS && below < above; i++) {
      double middle = (below + above) / 2;
      if (middle == below || middle == above) {
        break;
      }
      if (cumulative(middle, degreesOfFreedom) < probability) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return above;
  }
}
