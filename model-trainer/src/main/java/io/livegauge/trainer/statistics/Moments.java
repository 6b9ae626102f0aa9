package io.livegauge.trainer.statistics;

/**
 * Sums, squares and products of inputs and a target: all that least squares need to know of any
 * number of rows. Of parts of the rows they can be added and taken away.
 */
public final class Moments {
  private final int inputs;
  private long rows;
  // The target stands behind the inputs.
  private final double[] sums;
  private final double[][] products;

  /** Of no rows yet. */
  public Moments(int inputs) {
    this.inputs = inputs;
    this.sums = new double[inputs + 1];
    this.products = new double[inputs + 1][inputs + 1];
  }

  /** Counts a row in. */
  public void add(double[] x, double y) {
    rows++;
    for (int i = 0; i <= inputs; i++) {
      double value = i < inputs ? x[i] : y;
      sums[i] += value;
      for (int j = 0; j <= i; j++) {
        products[i][j] += value * (j < inputs ? x[j] : y);
      }
    }
  }

  /** Those of the rows of both, as a new object. */
  public Moments plus(Moments other) {
    return combined(other, 1);
  }

  /** Those of the rows that are not in {@code part}, as a new object. */
  public Moments minus(Moments part) {
    return combined(part, -1);
  }

  private Moments combined(Moments other, int sign) {
    Moments result = new Moments(inputs);
    result.rows = rows + sign * other.rows;
    for (int i = 0; i <= inputs; i++) {
      result.sums[i] = sums[i] + sign * other.sums[i];
      for (int j = 0; j <= i; j++) {
        result.products[i][j] = products[i][j] + sign * other.products[i][j];
      }
    }
    return result;
  }

  /** How many rows were counted in. */
  public long rows() {
    return rows;
  }

  /** How many inputs a row has. */
  public int inputs() {
    return inputs;
  }

  /** The mean of an input, or of the target, which stands behind the inputs. */
  double mean(int i) {
    return sums[i] / rows;
  }

  /** The covariance of two of them, divided by n. */
  double covariance(int i, int j) {
    double product = i >= j ? products[i][j] : products[j][i];
    return product / rows - mean(i) * mean(j);
  }

  /** The sum of (y − intercept − coefficients · x)² over the rows. */
  double squaredErrors(double intercept, double[] coefficients) {
    int y = inputs;
    double offset = mean(y) - intercept;
    double squares = covariance(y, y);
    for (int i = 0; i < inputs; i++) {
      offset -= coefficients[i] * mean(i);
      squares -= 2 * coefficients[i] * covariance(i, y);
      for (int j = 0; j < inputs; j++) {
        squares += coefficients[i] * coefficients[j] * covariance(i, j);
      }
    }
    return rows * (Math.max(0, squares) + offset * offset);
  }
}
