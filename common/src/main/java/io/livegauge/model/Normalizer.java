package io.livegauge.model;

import java.util.List;

/** Brings the indicators' values onto the network's scale, 0 to 1, more always being better. */
public final class Normalizer {
  private final List<Feature> features;

  /** One feature an input, in the network's order. */
  public Normalizer(List<Feature> features) {
    this.features = List.copyOf(features);
  }

  /**
   * The network's inputs.
   *
   * @param values in the indicators' units, one a feature, finite
   * @return a new array of numbers from 0 to 1
   */
  public double[] normalize(double[] values) {
    if (values.length != features.size()) {
      throw new IllegalArgumentException(
          "expected " + features.size() + " values, got " + values.length);
    }
    double[] inputs = new double[values.length];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = features.get(i).normalize(values[i]);
    }
    return inputs;
  }

  /** The reference values on the network's scale, a new array. */
  public double[] reference() {
    double[] inputs = new double[features.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = features.get(i).normalize(features.get(i).reference());
    }
    return inputs;
  }
}
