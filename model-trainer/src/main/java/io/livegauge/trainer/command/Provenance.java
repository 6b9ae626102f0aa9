package io.livegauge.trainer.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.indicator.Indicator;
import io.livegauge.trainer.io.Console;
import io.livegauge.trainer.weights.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an artifact says of its training, made readable. The object is free in form: what is
 * expected and missing is left out, what is not expected is shown as it stands.
 */
final class Provenance {
  private static final int METHODS_SHOWN = 4;

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
        case "indicatorWeightsFrom" -> lines.put("weights from", text(value));
        case "targetBounds" -> {
          // A table of the trainer's own; the artifact has it for who wants to repeat the target.
        }
        default -> lines.put(entry.getKey(), text(value));
      }
    }
    return lines;
  }

  /**
   * What the network leans on: a table with one line an indicator, and rank and weight by each
   * method, as many methods as fit; empty where nothing is said.
   */
  static List<String> weights(JsonNode training) {
    List<Map.Entry<String, JsonNode>> methods = new ArrayList<>();
    for (Map.Entry<String, JsonNode> method : training.path("indicatorWeights").properties()) {
      if (methods.size() < METHODS_SHOWN) {
        methods.add(method);
      }
    }
    if (methods.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder(String.format("%-5s", ""));
    methods.forEach(
        method ->
            head.append(String.format(" %17s", Console.cut(Method.label(method.getKey()), 17))));
    lines.add(head.toString());
    for (Indicator indicator : Indicator.values()) {
      StringBuilder line = new StringBuilder(String.format("%-5s", indicator));
      for (Map.Entry<String, JsonNode> method : methods) {
        line.append(String.format(" %17s", weight(method.getValue(), indicator)));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String weight(JsonNode entries, Indicator indicator) {
    for (JsonNode entry : entries) {
      if (entry.path("code").asText().equals(indicator.name()) && entry.path("weight").isNumber()) {
        return String.format(
            "#%-2s %8s",
            Console.cut(entry.path("rank").asText(), 2),
            ModelText.number(entry.path("weight").asDouble()));
      }
    }
    return "";
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
