package io.livegauge.trainer.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.model.Model;
import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.TrainingException;
import java.util.ArrayList;
import java.util.List;

/**
 * The performance that a session has reached when everything is settled: the weighted mean of its
 * 14 normalised indicators. It is what models learn; which performance is 0 and which is 1 is
 * fitted to the training sessions, so every model has its own.
 *
 * @param valuation how fractions become values
 * @param scales of settled sessions, in the order of the indicators; their references stand in for
 *     what nothing is known of
 * @param weights of the indicators, adding up to 1
 */
record Performance(Valuation valuation, List<Feature> scales, double[] weights) {

  /**
   * The performance that a model has learned, by its artifact.
   *
   * @throws TrainingException where the artifact does not say, or the target was a user's own
   */
  static Performance of(Model model) throws TrainingException {
    JsonNode training = model.training();
    JsonNode bounds = training == null ? null : training.get("targetBounds");
    if (bounds == null || bounds.size() != Indicator.values().length) {
      throw new TrainingException(
          "model "
              + model.version()
              + " does not say which performance is 0 and which is 1 (training.targetBounds of its"
              + " artifact): "
              + (training != null && training.has("targetRange")
                  ? "it was trained on a target of its user's own"
                  : "it does not come from windows"));
    }
    List<Feature> scales = new ArrayList<>();
    double[] weights = new double[bounds.size()];
    for (Indicator indicator : Indicator.values()) {
      JsonNode bound = bounds.get(indicator.ordinal());
      if (!bound.path("code").asText().equals(indicator.name())) {
        throw unreadable(model, indicator, "code");
      }
      scales.add(
          Scale.of(
              indicator,
              number(model, indicator, bound, "min"),
              number(model, indicator, bound, "max"),
              number(model, indicator, bound, "reference")));
      weights[indicator.ordinal()] = number(model, indicator, bound, "weight");
    }
    ScoringOptions defaults = ScoringOptions.DEFAULTS;
    ScoringOptions scoring =
        new ScoringOptions(
            training.path("kappaRatio").asDouble(defaults.kappaRatio()),
            training.path("kappaMean").asDouble(defaults.kappaMean()),
            defaults.clickImpressions(),
            defaults.steps());
    return new Performance(Valuation.of(model, scoring), List.copyOf(scales), weights);
  }

  private static double number(Model model, Indicator indicator, JsonNode bound, String field)
      throws TrainingException {
    if (!bound.path(field).isNumber()) {
      throw unreadable(model, indicator, field);
    }
    return bound.path(field).doubleValue();
  }

  private static TrainingException unreadable(Model model, Indicator indicator, String field) {
    return new TrainingException(
        "training.targetBounds of model "
            + model.version()
            + " has no "
            + field
            + " for "
            + indicator
            + ", as artifacts of an earlier trainer; one trained anew has it");
  }

  /** Of a session with what settled it. */
  double of(Fractions session, String currency) {
    double sum = 0;
    for (Indicator indicator : Indicator.values()) {
      Feature scale = scales.get(indicator.ordinal());
      // What nothing is known of counts as the middle one of the training sessions.
      double value =
          valuation.isKnown(indicator, session, currency)
              ? valuation.value(indicator, session, currency)
              : scale.reference();
      sum += weights[indicator.ordinal()] * scale.normalize(value);
    }
    return Math.min(1, sum);
  }
}
