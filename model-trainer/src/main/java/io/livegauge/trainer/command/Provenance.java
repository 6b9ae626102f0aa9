package io.livegauge.trainer.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an artifact says of its training, made readable. The object is free in form: what is
 * expected and missing is left out, what is not expected is shown as it stands.
 */
final class Provenance {
  private Provenance() {}

  /** By name, in the document's order; metrics one by one, tables left to others. */
  static Map<String, String> lines(JsonNode training) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : training.properties()) {
      JsonNode value = entry.getValue();
      switch (entry.getKey()) {
        case "metrics" -> {
          for (Map.Entry<String, JsonNode> metric : value.properties()) {
            lines.put(metric.getKey(), text(metric.getValue()));
          }
        }
        case "indicatorWeights" -> lines.put("weights by", names(value));
        case "targetBounds" -> {
          // A table of the trainer's own; the artifact has it for who wants to repeat the target.
        }
        default -> lines.put(entry.getKey(), text(value));
      }
    }
    return lines;
  }

  /** The weights by indicator code, of the first method; empty where there are none. */
  static Map<String, String> weights(JsonNode training) {
    Map<String, String> weights = new LinkedHashMap<>();
    if (training != null && training.path("indicatorWeights").elements().hasNext()) {
      for (JsonNode entry : training.path("indicatorWeights").elements().next()) {
        if (entry.path("weight").isNumber()) {
          weights.put(
              entry.path("code").asText(), ModelText.number(entry.path("weight").asDouble()));
        }
      }
    }
    return weights;
  }

  private static String names(JsonNode object) {
    StringBuilder names = new StringBuilder();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      names.append(names.isEmpty() ? "" : ", ").append(entry.getKey());
    }
    return names.toString();
  }

  private static String text(JsonNode value) {
    if (value.isNull()) {
      return "not defined";
    }
    if (value.isFloatingPointNumber()) {
      return ModelText.number(value.doubleValue());
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
