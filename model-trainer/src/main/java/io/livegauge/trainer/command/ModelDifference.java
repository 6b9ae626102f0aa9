package io.livegauge.trainer.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.model.Layer;
import io.livegauge.model.Model;
import io.livegauge.trainer.data.Valuation;
import io.livegauge.trainer.io.Console;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What differs between two models, for people and as JSON. What is equal is left out. */
final class ModelDifference {
  /** Fields of the training that have a section of their own. */
  private static final Set<String> OWN_SECTION = Set.of("metrics", "indicatorWeights");

  private final Model from;
  private final Model to;
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  ModelDifference(Model from, Model to) {
    this.from = from;
    this.to = to;
    json.set("from", identity(from));
    json.set("to", identity(to));
    json.set("metrics", metrics());
    json.set("training", training());
    json.set("model", head());
    json.set("features", features());
    json.set("proxies", proxies());
    json.set("layers", layers());
    json.set("ranks", ranks());
  }

  ObjectNode json() {
    return json;
  }

  private static ObjectNode identity(Model model) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("version", model.version())
        .put("sha256", model.sha256());
  }

  private static JsonNode said(Model model) {
    JsonNode training = model.training();
    return training == null ? JsonNodeFactory.instance.objectNode() : training;
  }

  private static Set<String> names(JsonNode one, JsonNode other) {
    Set<String> names = new LinkedHashSet<>();
    one.fieldNames().forEachRemaining(names::add);
    other.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static ObjectNode pair(JsonNode one, JsonNode other) {
    ObjectNode pair = JsonNodeFactory.instance.objectNode();
    pair.set("from", one.isMissingNode() ? null : one);
    pair.set("to", other.isMissingNode() ? null : other);
    return pair;
  }

  private ObjectNode metrics() {
    JsonNode one = said(from).path("metrics");
    JsonNode other = said(to).path("metrics");
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (String name : names(one, other)) {
      all.set(name, pair(one.path(name), other.path(name)));
    }
    return all;
  }

  private ObjectNode training() {
    ObjectNode changed = JsonNodeFactory.instance.objectNode();
    JsonNode one = said(from);
    JsonNode other = said(to);
    for (String name : names(one, other)) {
      if (!OWN_SECTION.contains(name) && !one.path(name).equals(other.path(name))) {
        changed.set(name, pair(one.path(name), other.path(name)));
      }
    }
    return changed;
  }

  private ObjectNode head() {
    ObjectNode changed = JsonNodeFactory.instance.objectNode();
    put(changed, "role", from.role().wireName(), to.role().wireName());
    put(changed, "currency", from.currency(), to.currency());
    put(changed, "createdAt", from.createdAt(), to.createdAt());
    if (from.validFrom() != to.validFrom()) {
      changed.putObject("validFrom").put("from", from.validFrom()).put("to", to.validFrom());
    }
    return changed;
  }

  private static void put(ObjectNode changed, String name, String one, String other) {
    if (!Objects.equals(one, other)) {
      changed.putObject(name).put("from", one).put("to", other);
    }
  }

  private ObjectNode features() {
    ObjectNode changed = JsonNodeFactory.instance.objectNode();
    for (Indicator indicator : Indicator.values()) {
      Feature one = from.feature(indicator);
      Feature other = to.feature(indicator);
      if (one.equals(other)) {
        continue;
      }
      ObjectNode node = changed.putObject(indicator.name());
      put(node, "transform", one.transform().wireName(), other.transform().wireName());
      put(node, "direction", "" + one.direction(), "" + other.direction());
      put(node, "min", one.min(), other.min());
      put(node, "max", one.max(), other.max());
      put(node, "reference", one.reference(), other.reference());
    }
    return changed;
  }

  private static void put(ObjectNode changed, String name, double one, double other) {
    if (one != other) {
      changed.putObject(name).put("from", one).put("to", other);
    }
  }

  private ObjectNode proxies() {
    ObjectNode changed = JsonNodeFactory.instance.objectNode();
    for (Indicator indicator : Valuation.PROXIED) {
      double[] one = from.proxy(indicator).ratios();
      double[] other = to.proxy(indicator).ratios();
      if (!Arrays.equals(one, other)) {
        ObjectNode node = changed.putObject(indicator.name());
        node.set("from", array(one));
        node.set("to", array(other));
      }
    }
    return changed;
  }

  private static ArrayNode array(double[] values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (double value : values) {
      array.add(value);
    }
    return array;
  }

  private ArrayNode layers() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    int count = Math.max(from.layers().size(), to.layers().size());
    for (int i = 0; i < count; i++) {
      Layer one = i < from.layers().size() ? from.layers().get(i) : null;
      Layer other = i < to.layers().size() ? to.layers().get(i) : null;
      ObjectNode node = all.addObject();
      node.put("layer", i + 1);
      node.put("from", shape(one));
      node.put("to", shape(other));
      if (one != null
          && other != null
          && one.inputs() == other.inputs()
          && one.neurons() == other.neurons()) {
        largestChange(node, one, other);
      }
    }
    return all;
  }

  private static String shape(Layer layer) {
    return layer == null
        ? null
        : layer.inputs() + "-" + layer.neurons() + " " + layer.activation().wireName();
  }

  private static void largestChange(ObjectNode node, Layer one, Layer other) {
    double[][] before = one.weights();
    double[][] after = other.weights();
    double largest = 0;
    double squares = 0;
    int neuron = 0;
    int input = 0;
    for (int i = 0; i < before.length; i++) {
      for (int j = 0; j < before[i].length; j++) {
        double change = after[i][j] - before[i][j];
        squares += change * change;
        if (Math.abs(change) > Math.abs(largest)) {
          largest = change;
          neuron = i + 1;
          input = j + 1;
        }
      }
    }
    double largestBias = 0;
    for (int i = 0; i < before.length; i++) {
      double change = other.bias()[i] - one.bias()[i];
      largestBias = Math.abs(change) > Math.abs(largestBias) ? change : largestBias;
    }
    node.put("largestWeightChange", largest);
    if (largest != 0) {
      node.put("neuron", neuron).put("input", input);
    }
    node.put("rmsWeightChange", Math.sqrt(squares / (before.length * before[0].length)));
    node.put("largestBiasChange", largestBias);
  }

  /** By method and indicator; methods that only one of them has are left out. */
  private ObjectNode ranks() {
    JsonNode one = said(from).path("indicatorWeights");
    JsonNode other = said(to).path("indicatorWeights");
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (String method : names(one, other)) {
      if (!one.has(method) || !other.has(method)) {
        continue;
      }
      ObjectNode node = all.putObject(method);
      for (Indicator indicator : Indicator.values()) {
        JsonNode before = rank(one.path(method), indicator);
        JsonNode after = rank(other.path(method), indicator);
        if (!before.isMissingNode() || !after.isMissingNode()) {
          node.set(indicator.name(), pair(before, after));
        }
      }
    }
    return all;
  }

  private static JsonNode rank(JsonNode weights, Indicator indicator) {
    for (JsonNode weight : weights) {
      if (weight.path("code").asText().equals(indicator.name())) {
        return weight.path("rank");
      }
    }
    return JsonNodeFactory.instance.missingNode();
  }

  /** Section by section, in lines of at most 80 columns. */
  void print(PrintWriter out) {
    ModelText.field(out, "from", "version " + from.version() + " " + from.sha256());
    ModelText.field(out, "to", "version " + to.version() + " " + to.sha256());
    if (from.sha256().equals(to.sha256())) {
      out.println();
      out.println("They are the same document.");
      return;
    }
    printMetrics(out);
    printChanges(out, "Training", json.get("training"));
    printChanges(out, "Model", json.get("model"));
    printFeatures(out);
    printLayers(out);
    printRanks(out);
  }

  private void printFeatures(PrintWriter out) {
    heading(out, "Features");
    json.get("features")
        .properties()
        .forEach(
            feature ->
                feature
                    .getValue()
                    .properties()
                    .forEach(
                        change ->
                            row(out, feature.getKey() + " " + change.getKey(), change.getValue())));
    json.get("proxies")
        .properties()
        .forEach(
            proxy ->
                ModelText.field(
                    out,
                    proxy.getKey() + " proxy",
                    numbers(proxy.getValue().get("from"))
                        + " -> "
                        + numbers(proxy.getValue().get("to"))));
    if (json.get("features").isEmpty() && json.get("proxies").isEmpty()) {
      out.println("the same bounds, references and proxies");
    }
  }

  private static void heading(PrintWriter out, String text) {
    new Console(out).heading(text);
  }

  private void printMetrics(PrintWriter out) {
    heading(out, "Metrics");
    if (json.get("metrics").isEmpty()) {
      out.println("not said");
    }
    for (Map.Entry<String, JsonNode> metric : json.get("metrics").properties()) {
      row(out, metric.getKey(), metric.getValue());
    }
  }

  private static void printChanges(PrintWriter out, String title, JsonNode changes) {
    if (changes.isEmpty()) {
      return;
    }
    heading(out, title);
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      JsonNode pair = change.getValue();
      boolean isShort = !pair.get("from").isContainerNode() && !pair.get("to").isContainerNode();
      ModelText.field(
          out,
          change.getKey(),
          isShort ? text(pair.get("from")) + " -> " + text(pair.get("to")) : "differs");
    }
  }

  private static void row(PrintWriter out, String name, JsonNode pair) {
    JsonNode before = pair.get("from");
    JsonNode after = pair.get("to");
    String change = "";
    if (before.isNumber() && after.isNumber()) {
      double difference = after.doubleValue() - before.doubleValue();
      change = (difference < 0 ? "" : "+") + ModelText.number(difference);
    }
    out.println(
        String.format(
                Locale.ROOT,
                "%-15s %16s %16s %16s",
                Console.printable(name),
                text(before),
                text(after),
                change)
            .stripTrailing());
  }

  private void printLayers(PrintWriter out) {
    heading(out, "Layers");
    for (JsonNode layer : json.get("layers")) {
      StringBuilder text = new StringBuilder();
      if (layer.get("from").equals(layer.get("to"))) {
        text.append(layer.get("from").asText());
      } else {
        text.append(text(layer.get("from"))).append(" -> ").append(text(layer.get("to")));
      }
      if (layer.has("neuron")) {
        text.append(
            String.format(
                Locale.ROOT,
                "; largest change of a weight %s (neuron %d, input %d), root mean square %s",
                text(layer.get("largestWeightChange")),
                layer.get("neuron").intValue(),
                layer.get("input").intValue(),
                text(layer.get("rmsWeightChange"))));
      } else if (layer.has("largestWeightChange")) {
        text.append("; the same weights");
      }
      ModelText.field(out, "layer " + layer.get("layer").intValue(), text.toString());
    }
  }

  private void printRanks(PrintWriter out) {
    for (Map.Entry<String, JsonNode> method : json.get("ranks").properties()) {
      heading(out, "Ranks by " + Console.printable(method.getKey()));
      List<String> moved = new ArrayList<>();
      for (Map.Entry<String, JsonNode> rank : method.getValue().properties()) {
        JsonNode pair = rank.getValue();
        if (!pair.get("from").equals(pair.get("to"))) {
          moved.add(rank.getKey() + " " + text(pair.get("from")) + "->" + text(pair.get("to")));
        }
      }
      ModelText.field(out, "moved", moved.isEmpty() ? "none" : String.join("  ", moved));
    }
  }

  private static String numbers(JsonNode array) {
    List<String> numbers = new ArrayList<>();
    array.forEach(number -> numbers.add(ModelText.number(number.doubleValue())));
    return String.join(" ", numbers);
  }

  private static String text(JsonNode value) {
    if (value == null || value.isNull()) {
      return "none";
    }
    return value.isFloatingPointNumber() ? ModelText.number(value.doubleValue()) : value.asText();
  }
}
