package io.livegauge.benchmark.scale;

import java.util.List;

/** Lines through measurements. Pure. */
final class Slopes {
  /** One measurement. */
  record Sample(double x, double y) {}

  private Slopes() {}

  /**
   * The slope of the line with the least squares: how much y grows with one x more.
   *
   * @throws IllegalArgumentException where all x are the same, or there are less than two
   */
  static double leastSquares(List<Sample> samples) {
    double meanX = samples.stream().mapToDouble(Sample::x).average().orElse(0);
    double meanY = samples.stream().mapToDouble(Sample::y).average().orElse(0);
    double products = 0;
    double squares = 0;
    for (Sample sample : samples) {
      products += (sample.x() - meanX) * (sample.y() - meanY);
      squares += (sample.x() - meanX) * (sample.x() - meanX);
    }
    if (squares == 0) {
      throw new IllegalArgumentException(
          "A slope needs two different measurements at least; there are " + samples.size());
    }
    return products / squares;
  }
}
