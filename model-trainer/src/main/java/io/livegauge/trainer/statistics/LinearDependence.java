package io.livegauge.trainer.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/**
 * An item that follows from others, which makes a matrix of correlations singular.
 *
 * @param item its index
 * @param from the indices of those that it follows from, in ascending order
 */
public record LinearDependence(int item, List<Integer> from) {
  /** A share of variance that the others leave open, below which there is nothing but rounding. */
  static final double TOLERANCE = 1e-10;

  /** A standardised coefficient below which an item has no part in a dependence. */
  private static final double NO_PART = 1e-5;

  /**
   * Finds the items that are linear combinations of items before them. Empty for a matrix that can
   * be inverted.
   */
  public static List<LinearDependence> find(double[][] correlations) {
    List<LinearDependence> found = new ArrayList<>();
    int[] basis = new int[0];
    for (int item = 0; item < correlations.length; item++) {
      double open = 1;
      double[] coefficients = new double[0];
      if (basis.length > 0) {
        double[] with = new double[basis.length];
        double[][] among = new double[basis.length][basis.length];
        for (int i = 0; i < basis.length; i++) {
          with[i] = correlations[item][basis[i]];
          for (int j = 0; j < basis.length; j++) {
            among[i][j] = correlations[basis[i]][basis[j]];
          }
        }
        coefficients =
            new CholeskyDecomposition(new Array2DRowRealMatrix(among, false), 1e-12, 0)
                .getSolver()
                .solve(new ArrayRealVector(with, false))
                .toArray();
        for (int i = 0; i < basis.length; i++) {
          open -= coefficients[i] * with[i];
        }
      }
      if (open < TOLERANCE) {
        List<Integer> from = new ArrayList<>();
        for (int i = 0; i < basis.length; i++) {
          if (Math.abs(coefficients[i]) > NO_PART) {
            from.add(basis[i]);
          }
        }
        found.add(new LinearDependence(item, List.copyOf(from)));
      } else {
        basis = Arrays.copyOf(basis, basis.length + 1);
        basis[basis.length - 1] = item;
      }
    }
    return List.copyOf(found);
  }
}
