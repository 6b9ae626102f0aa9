package io.livegauge.trainer.data;

import io.livegauge.indicator.Indicator;

/**
 * What the 14 indicators of one scope are made of: numerator and denominator each, and whether the
 * ratio is a proxy that the model's knots map to the scale from 1 to 5. A denominator of 0 says
 * that there is nothing to go by.
 */
public final class Fractions {
  private static final int COUNT = Indicator.values().length;

  private final double[] numerators;
  private final double[] denominators;
  private final boolean[] proxies;

  public Fractions() {
    this(new double[COUNT], new double[COUNT], new boolean[COUNT]);
  }

  private Fractions(double[] numerators, double[] denominators, boolean[] proxies) {
    this.numerators = numerators;
    this.denominators = denominators;
    this.proxies = proxies;
  }

  public double numerator(Indicator indicator) {
    return numerators[indicator.ordinal()];
  }

  public double denominator(Indicator indicator) {
    return denominators[indicator.ordinal()];
  }

  public boolean isProxy(Indicator indicator) {
    return proxies[indicator.ordinal()];
  }

  /** Numerator / denominator; NaN where the denominator is 0. */
  public double raw(Indicator indicator) {
    double denominator = denominators[indicator.ordinal()];
    return denominator == 0 ? Double.NaN : numerators[indicator.ordinal()] / denominator;
  }

  public void set(Indicator indicator, double numerator, double denominator, boolean proxy) {
    int i = indicator.ordinal();
    numerators[i] = numerator;
    denominators[i] = denominator;
    proxies[i] = proxy;
  }

  /**
   * Adds to a fraction that is no proxy; a proxy gives way, since now something better is known.
   */
  public void add(Indicator indicator, double numerator, double denominator) {
    int i = indicator.ordinal();
    if (proxies[i]) {
      set(indicator, numerator, denominator, false);
    } else {
      numerators[i] += numerator;
      denominators[i] += denominator;
    }
  }

  public Fractions copy() {
    return new Fractions(numerators.clone(), denominators.clone(), proxies.clone());
  }
}
