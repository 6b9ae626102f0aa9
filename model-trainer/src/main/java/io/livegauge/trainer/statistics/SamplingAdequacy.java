package io.livegauge.trainer.statistics;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * The Kaiser-Meyer-Olkin measure of sampling adequacy: Σ r² / (Σ r² + Σ q²) over pairs of items, r
 * their correlation, q their partial correlation given all others.
 *
 * @param overall over all pairs, 0 to 1; NaN where no two items correlate
 * @param perItem over the pairs with one item
 */
public record SamplingAdequacy(double overall, double[] perItem) {
  /** Of correlations that can be inverted ({@link LinearDependence} finds none). */
  public static SamplingAdequacy of(double[][] correlations) {
    int items = correlations.length;
    RealMatrix inverse =
        new CholeskyDecomposition(new Array2DRowRealMatrix(correlations), 1e-12, 0)
            .getSolver()
            .getInverse();
    double allSquares = 0;
    double allPartials = 0;
    double[] perItem = new double[items];
    for (int i = 0; i < items; i++) {
      double squares = 0;
      double partials = 0;
      for (int j = 0; j < items; j++) {
        if (i != j) {
          double r = correlations[i][j];
          double q = inverse.getEntry(i, j);
          squares += r * r;
          partials += q * q / (inverse.getEntry(i, i) * inverse.getEntry(j, j));
        }
      }
      perItem[i] = squares / (squares + partials);
      allSquares += squares;
      allPartials += partials;
    }
    return new SamplingAdequacy(allSquares / (allSquares + allPartials), perItem);
  }
}
