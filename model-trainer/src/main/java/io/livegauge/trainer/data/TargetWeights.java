package io.livegauge.trainer.data;

import io.livegauge.indicator.Indicator;
import java.util.EnumMap;
import java.util.Map;

/** How much each indicator counts in the target. The weights add up to 1. */
public final class TargetWeights {
  private final Map<Indicator, Double> weights;

  private TargetWeights(Map<Indicator, Double> weights) {
    this.weights = weights;
  }

  /** Equal over the groups A1 to A5, and within each group. */
  public static TargetWeights equal() {
    Map<Indicator.Group, Integer> sizes = new EnumMap<>(Indicator.Group.class);
    for (Indicator indicator : Indicator.values()) {
      sizes.merge(indicator.group(), 1, Integer::sum);
    }
    Map<Indicator, Double> weights = new EnumMap<>(Indicator.class);
    for (Indicator indicator : Indicator.values()) {
      weights.put(indicator, 1.0 / sizes.size() / sizes.get(indicator.group()));
    }
    return new TargetWeights(weights);
  }

  /**
   * Weights in these proportions; an indicator that is not named does not count.
   *
   * @throws IllegalArgumentException where one is negative or not finite, or all are 0
   */
  public static TargetWeights of(Map<Indicator, Double> proportions) {
    double sum = 0;
    for (Map.Entry<Indicator, Double> entry : proportions.entrySet()) {
      double proportion = entry.getValue();
      if (!(proportion >= 0) || Double.isInfinite(proportion)) {
        throw new IllegalArgumentException(
            "the weight of " + entry.getKey() + " is " + proportion + "; it must be 0 or more");
      }
      sum += proportion;
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException("at least one weight must be above 0");
    }
    Map<Indicator, Double> weights = new EnumMap<>(Indicator.class);
    for (Indicator indicator : Indicator.values()) {
      weights.put(indicator, proportions.getOrDefault(indicator, 0.0) / sum);
    }
    return new TargetWeights(weights);
  }

  public double of(Indicator indicator) {
    return weights.get(indicator);
  }
}
