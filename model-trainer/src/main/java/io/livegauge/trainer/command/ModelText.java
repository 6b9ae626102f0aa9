package io.livegauge.trainer.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.model.Knots;
import io.livegauge.model.Layer;
import io.livegauge.model.Model;
import io.livegauge.trainer.data.Valuation;
import io.livegauge.trainer.io.Console;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Models on a terminal, in lines of at most 80 columns. */
final class ModelText {
  private ModelText() {}

  /** Everything that an artifact says. */
  static void print(Model model, PrintWriter out) {
    field(out, "version", Long.toString(model.version()));
    field(out, "sha256", model.sha256());
    field(out, "role", model.role().wireName());
    field(out, "created at", model.createdAt() == null ? "not said" : model.createdAt());
    field(
        out,
        "valid from",
        model.validFrom() == 0 ? "always" : model.validFrom() + " (event time, ms)");
    field(out, "currency", model.currency() == null ? "any" : model.currency());
    field(out, "network", network(model));
    field(
        out,
        "baseline",
        String.format(Locale.ROOT, "%.4f (the score at the references)", model.baselineScore()));
    out.println();
    JsonNode training = model.training();
    out.printf("%-5s %-9s %14s %14s %3s %14s%n", "", "transform", "min", "max", "dir", "reference");
    for (Feature feature : model.features()) {
      out.println(
          String.format(
              "%-5s %-9s %14s %14s %3s %14s",
              feature.code(),
              feature.transform().wireName(),
              number(feature.min()),
              number(feature.max()),
              feature.direction(),
              number(feature.reference())));
    }
    out.println();
    for (Indicator indicator : Valuation.PROXIED) {
      field(out, indicator + " proxy", knots(model.proxy(indicator)));
    }
    out.println();
    if (training == null) {
      field(out, "training", "not said");
      return;
    }
    List<String> weights = Provenance.weights(training);
    if (!weights.isEmpty()) {
      weights.forEach(out::println);
      out.println();
    }
    for (Map.Entry<String, String> entry : Provenance.lines(training).entrySet()) {
      field(out, entry.getKey(), entry.getValue());
    }
  }

  static String network(Model model) {
    StringBuilder text = new StringBuilder();
    text.append(model.network().inputs());
    List<String> activations = new ArrayList<>();
    for (Layer layer : model.layers()) {
      text.append('-').append(layer.neurons());
      activations.add(layer.activation().wireName());
    }
    return text + ", " + String.join(", ", activations);
  }

  private static String knots(Knots knots) {
    List<String> ratios = new ArrayList<>();
    for (double ratio : knots.ratios()) {
      ratios.add(number(ratio));
    }
    return String.join("  ", ratios) + "  stand for 1 to 5";
  }

  static String number(double value) {
    double size = Math.abs(value);
    if (size >= 1e9 || (size > 0 && size < 1e-4)) {
      return String.format(Locale.ROOT, "%.4e", value);
    }
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** A name and its value, wrapped between words so that lines stay within 80 columns. */
  static void field(PrintWriter out, String name, String value) {
    new Console(out).paragraph(String.format("%-15s ", name), value);
  }
}
