package io.livegauge.trainer.weights;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Weights as JSON, with all that is known of them; what is not defined is null. */
public final class WeightsJson {
  /** The value of {@code format}. */
  public static final String FORMAT = "livegauge-weights/1";

  private WeightsJson() {}

  /** Everything. */
  public static ObjectNode of(IndicatorWeights weights) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", FORMAT);
    node.put("rows", weights.rows());
    node.put("heldOutRows", weights.heldOutRows());
    node.put("sessions", weights.sessions());
    node.put("seed", weights.settings().seed());
    node.put("shuffles", weights.settings().shuffles());
    node.put("resamples", weights.settings().resamples());
    node.put("from", weights.basis());
    ObjectNode methods = node.putObject("methods");
    weights
        .byMethod()
        .forEach(
            (method, list) -> {
              ArrayNode entries = methods.putArray(method.key());
              list.forEach(weight -> entries.add(weight(method, weight)));
            });
    ArrayNode agreement = node.putArray("agreement");
    List<Method> given = new ArrayList<>(weights.byMethod().keySet());
    for (int i = 0; i < given.size(); i++) {
      for (int j = 0; j < i; j++) {
        agreement
            .addObject()
            .put("one", given.get(j).key())
            .put("other", given.get(i).key())
            .put("tau", finite(weights.agreement(given.get(j), given.get(i))));
      }
    }
    ObjectNode study = node.putObject("study");
    ObjectNode ranks = study.putObject("ranks");
    StudyRanks.RANKS.forEach((indicator, rank) -> ranks.put(indicator.name(), rank));
    study.put("weightOfFirst", StudyRanks.WEIGHT_OF_FIRST);
    ObjectNode tau = study.putObject("tau");
    weights
        .byMethod()
        .forEach((method, list) -> tau.put(method.key(), finite(StudyRanks.agreement(list))));
    Completeness completeness = weights.completeness();
    node.putObject("completeness")
        .put("rows", completeness.rows())
        .put("largestResidual", completeness.largestResidual())
        .put("meanResidual", completeness.meanResidual())
        .put("shapleyRows", completeness.shapleyRows())
        .put("largestShapleyResidual", finite(completeness.largestShapleyResidual()))
        .put("meanDifference", finite(completeness.meanDifference()))
        .put("largestDifference", finite(completeness.largestDifference()));
    return node;
  }

  private static ObjectNode weight(Method method, Weight weight) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("code", weight.indicator().name());
    node.put("weight", weight.weight());
    node.put("rank", weight.rank());
    if (method == Method.PERMUTATION) {
      node.put("sd", finite(weight.deviation()));
    }
    if (method.looksAtData()) {
      node.put("lower", finite(weight.lower()));
      node.put("upper", finite(weight.upper()));
    }
    return node;
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
