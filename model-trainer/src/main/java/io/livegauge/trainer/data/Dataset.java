package io.livegauge.trainer.data;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.model.Knots;
import io.livegauge.model.Model;
import io.livegauge.trainer.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model is trained on and measured by. Everything that is fitted, such as bounds, references
 * and knots, comes from the training rows alone.
 */
public interface Dataset {
  /** The share of training sessions that early stopping watches. */
  double WATCHED = 0.125;

  /** The rows to learn from. */
  Rows training();

  /** The rows to measure by, of sessions that nothing was learned from. */
  Rows heldOut();

  /** How inputs are normalised, in the order of {@link Indicator}. */
  List<Feature> features();

  /** The ratios of A21 or A23 that stand for 1, 2, 3, 4 and 5. */
  Knots proxies(Indicator indicator);

  /** The currency of sales, or null where there is none or it is unknown. */
  String currency();

  /**
   * The inputs of the held-out rows as another model sees them, by its own references, knots,
   * currency and bounds; a row each, in the order of {@link #heldOut()}.
   */
  double[][] heldOutInputs(Model model);

  /**
   * Of each held-out row whether the value of an indicator lies beyond the bounds of its feature,
   * before it is clipped.
   */
  boolean[] heldOutBeyondBounds(Indicator indicator);

  /**
   * The share of held-out rows, 0 to 1, whose value of each indicator lies beyond the bounds of its
   * feature; in the order of {@link Indicator}. About 0.02 is what bounds at the 1st and 99th
   * percentile leave outside; much more says that the indicator has drifted.
   */
  default double[] heldOutBeyondBounds() {
    double[] shares = new double[Indicator.values().length];
    for (Indicator indicator : Indicator.values()) {
      int beyond = 0;
      for (boolean isBeyond : heldOutBeyondBounds(indicator)) {
        beyond += isBeyond ? 1 : 0;
      }
      shares[indicator.ordinal()] = (double) beyond / heldOut().size();
    }
    return shares;
  }

  /**
   * The training sessions that early stopping learns from and those that it watches instead, by
   * their place in {@link Rows#categories()}; chosen as held-out ones are, an eighth.
   *
   * @throws TrainingException where there are too few
   */
  default Split watch() throws TrainingException {
    List<String> groups = new ArrayList<>();
    for (int group : trainingGroups()) {
      groups.add(Integer.toString(group));
    }
    return Split.byGroup(groups, WATCHED, 1);
  }

  /** Of each training session the number of its group (its stream): folds never cut one. */
  default int[] trainingGroups() {
    return IntStream.range(0, training().sessionCount()).toArray();
  }

  /**
   * The weights of the 14 normalised indicators in the target, adding up to 1; null where the
   * target is a user's own.
   */
  default double[] targetWeights() {
    return null;
  }

  /** What to say of it. */
  DataSummary summary();
}
