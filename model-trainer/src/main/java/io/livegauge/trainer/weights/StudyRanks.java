package io.livegauge.trainer.weights;

import io.livegauge.indicator.Indicator;
import io.livegauge.trainer.statistics.KendallTau;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The ranks that the reference study publishes (Wei &amp; Pan, Scientific Reports 15:15594, 2025,
 * figure 4): five of fourteen. How it weighed is not said, and its data are not ours.
 */
public final class StudyRanks {
  /** The weight of A41, the only one that is given as a number. */
  public static final double WEIGHT_OF_FIRST = 0.188;

  /** Of the indicators whose rank is known, from the heaviest on. */
  public static final Map<Indicator, Integer> RANKS = ranks();

  private StudyRanks() {}

  private static Map<Indicator, Integer> ranks() {
    Map<Indicator, Integer> ranks = new EnumMap<>(Indicator.class);
    ranks.put(Indicator.A41, 1);
    ranks.put(Indicator.A31, 2);
    ranks.put(Indicator.A51, 3);
    ranks.put(Indicator.A11, 4);
    ranks.put(Indicator.A23, 7);
    return Collections.unmodifiableMap(ranks);
  }

  /**
   * Kendall's τ-b between the study's order and that of weights, over the indicators with a known
   * rank alone; NaN where the weights tell none of these apart.
   */
  public static double agreement(List<Weight> weights) {
    double[] known = new double[RANKS.size()];
    double[] found = new double[RANKS.size()];
    int count = 0;
    for (Weight weight : weights) {
      Integer rank = RANKS.get(weight.indicator());
      if (rank != null) {
        known[count] = -rank;
        found[count++] = Math.abs(weight.weight());
      }
    }
    return KendallTau.b(known, found);
  }
}
