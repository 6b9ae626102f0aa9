package io.livegauge.model;

import io.livegauge.indicator.Indicator;

/**
 * How one indicator enters the network.
 *
 * @param min lower bound in the indicator's unit, from training data
 * @param max upper bound, above {@code min}
 * @param direction '+' where more is better, '-' where the scaled value is turned round
 * @param reference the value that small samples are drawn to and contributions are measured from
 */
public record Feature(
    Indicator code, Transform transform, double min, double max, char direction, double reference) {

  /**
   * The value on the network's scale: 0 (worst bound) to 1 (best bound), clipped.
   *
   * @param value in the indicator's unit, finite
   */
  public double normalize(double value) {
    double low = transform.apply(min);
    double x = (transform.apply(value) - low) / (transform.apply(max) - low);
    x = x < 0 ? 0 : Math.min(x, 1);
    return direction == '-' ? 1 - x : x;
  }

  /** Whether a value in the indicator's unit lies outside the bounds, so that it is clipped. */
  public boolean isBeyond(double value) {
    return value < min || value > max;
  }
}
