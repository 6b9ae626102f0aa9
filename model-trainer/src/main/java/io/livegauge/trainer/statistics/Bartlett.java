package io.livegauge.trainer.statistics;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * Bartlett's test of sphericity: whether correlations differ from those of unrelated items.
 *
 * @param chiSquare −ln|R| · (n − 1 − (2p + 5)/6)
 * @param degreesOfFreedom p(p − 1)/2
 * @param logDeterminant ln|R|
 * @param p chance of such a χ² or a larger one among unrelated items; 0 where it underflows
 * @param log10P its logarithm, which does not underflow
 */
public record Bartlett(
    double chiSquare, int degreesOfFreedom, double logDeterminant, double p, double log10P) {
  /**
   * Of correlations that can be inverted.
   *
   * @param rows from how many rows they are, more than there are items
   */
  public static Bartlett of(double[][] correlations, int rows) {
    int items = correlations.length;
    RealMatrix root =
        new CholeskyDecomposition(new Array2DRowRealMatrix(correlations), 1e-12, 0).getL();
    double logDeterminant = 0;
    for (int i = 0; i < items; i++) {
      logDeterminant += 2 * Math.log(root.getEntry(i, i));
    }
    double chiSquare = Math.max(0, -logDeterminant * (rows - 1 - (2 * items + 5) / 6.0));
    int degreesOfFreedom = items * (items - 1) / 2;
    double logTail = ChiSquared.logUpperTail(chiSquare, degreesOfFreedom);
    return new Bartlett(
        chiSquare, degreesOfFreedom, logDeterminant, Math.exp(logTail), ChiSquared.log10(logTail));
  }
}
