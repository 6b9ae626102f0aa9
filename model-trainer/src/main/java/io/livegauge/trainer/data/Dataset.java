package io.livegauge.trainer.data;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.model.Knots;
import io.livegauge.model.Model;
import java.util.List;

/**
 * What a model is trained on and measured by. Everything that is fitted, such as bounds, references
 * and knots, comes from the training rows alone.
 */
public interface Dataset {
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
   * The share of held-out rows, 0 to 1, whose value of each indicator lies beyond the bounds of its
   * feature, before it is clipped; in the order of {@link Indicator}. About 0.02 is what bounds at
   * the 1st and 99th percentile leave outside; much more says that the indicator has drifted.
   */
  double[] heldOutBeyondBounds();

  /** What to say of it. */
  DataSummary summary();
}
