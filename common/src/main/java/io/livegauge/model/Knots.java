package io.livegauge.model;

/** Maps a ratio to the scale 1 to 5: linear between five ratios, clipped outside. Immutable. */
public final class Knots {
  /** How many ratios there are, one for each point of the scale. */
  public static final int COUNT = 5;

  private final double[] ratios;

  /**
   * Copies the ratios.
   *
   * @param ratios the five that map to 1, 2, 3, 4 and 5, strictly increasing
   */
  public Knots(double... ratios) {
    if (ratios.length != COUNT) {
      throw new IllegalArgumentException("expected 5 ratios, got " + ratios.length);
    }
    for (int i = 1; i < COUNT; i++) {
      if (!(ratios[i] > ratios[i - 1])) {
        throw new IllegalArgumentException("the ratios are not strictly increasing");
      }
    }
    this.ratios = ratios.clone();
  }

  /** The point of the scale, 1 to 5. */
  public double map(double ratio) {
    if (ratio <= ratios[0]) {
      return 1;
    }
    for (int i = 1; i < COUNT; i++) {
      if (ratio < ratios[i]) {
        return i + (ratio - ratios[i - 1]) / (ratios[i] - ratios[i - 1]);
      }
    }
    return COUNT;
  }

  /** The five ratios, a copy. */
  public double[] ratios() {
    return ratios.clone();
  }
}
