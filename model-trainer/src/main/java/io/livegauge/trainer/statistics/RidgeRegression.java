package io.livegauge.trainer.statistics;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/**
 * Linear regression whose coefficients are held small (Hoerl and Kennard, Technometrics 12, 1970):
 * the smallest mean of (y − intercept − Σ b·x)² + penalty · Σ variance(x)·b². So the penalty means
 * the same whatever the unit of an input, and the intercept is free.
 *
 * @param coefficients one an input; 0 for one that does not vary
 */
public record RidgeRegression(double penalty, double intercept, double[] coefficients) {
  /** Variance below which an input is constant but for rounding; inputs lie in 0..1. */
  private static final double NO_VARIANCE = 1e-14;

  /**
   * In closed form.
   *
   * @param moments of at least one row
   * @param penalty above 0
   */
  public static RidgeRegression fit(Moments moments, double penalty) {
    int inputs = moments.inputs();
    List<Integer> varying = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      if (moments.covariance(i, i) > NO_VARIANCE) {
        varying.add(i);
      }
    }
    double[] coefficients = new double[inputs];
    if (!varying.isEmpty()) {
      double[][] matrix = new double[varying.size()][varying.size()];
      double[] right = new double[varying.size()];
      for (int i = 0; i < right.length; i++) {
        for (int j = 0; j < right.length; j++) {
          matrix[i][j] = moments.covariance(varying.get(i), varying.get(j));
        }
        matrix[i][i] *= 1 + penalty;
        right[i] = moments.covariance(varying.get(i), inputs);
      }
      double[] solved =
          new CholeskyDecomposition(new Array2DRowRealMatrix(matrix, false), 1e-10, 0)
              .getSolver()
              .solve(new ArrayRealVector(right, false))
              .toArray();
      for (int i = 0; i < solved.length; i++) {
        coefficients[varying.get(i)] = solved[i];
      }
    }
    double intercept = moments.mean(inputs);
    for (int i = 0; i < inputs; i++) {
      intercept -= coefficients[i] * moments.mean(i);
    }
    return new RidgeRegression(penalty, intercept, coefficients);
  }

  /**
   * With the penalty of a list that predicts parts best which were left out: each part in turn is
   * predicted from all others. Of equal ones the first is taken.
   *
   * @param parts at least two with rows; what all of them hold is fitted at the end
   * @param penalties at least one, all above 0
   */
  public static RidgeRegression fit(List<Moments> parts, double[] penalties) {
    Moments all = parts.get(0);
    for (Moments part : parts.subList(1, parts.size())) {
      all = all.plus(part);
    }
    double best = penalties[0];
    double least = Double.POSITIVE_INFINITY;
    for (double penalty : penalties) {
      double errors = 0;
      for (Moments part : parts) {
        Moments others = all.minus(part);
        if (part.rows() > 0 && others.rows() > 0) {
          RidgeRegression fitted = fit(others, penalty);
          errors += part.squaredErrors(fitted.intercept(), fitted.coefficients());
        }
      }
      if (errors < least) {
        least = errors;
        best = penalty;
      }
    }
    return fit(all, best);
  }

  /** What is predicted for a row. */
  public double predict(double[] x) {
    double y = intercept;
    for (int i = 0; i < coefficients.length; i++) {
      y += coefficients[i] * x[i];
    }
    return y;
  }
}
