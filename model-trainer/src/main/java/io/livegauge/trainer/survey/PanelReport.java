package io.livegauge.trainer.survey;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.indicator.Indicator;
import io.livegauge.trainer.io.Console;
import io.livegauge.trainer.io.Numbers;
import io.livegauge.trainer.statistics.Concordance;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** A panel's result for a terminal and as JSON. */
final class PanelReport {
  static final String FORMAT = "livegauge-screen/1";

  private static final double LEVEL = 0.05;
  private static final int FEW = 7;

  private PanelReport() {}

  static ObjectNode json(ExpertPanel panel) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", FORMAT);
    node.put("file", panel.file());
    node.put("invented", panel.isInvented());
    node.put("experts", panel.experts());
    node.put("threshold", panel.limits().threshold());
    node.put("cv", panel.limits().variation());
    Concordance concordance = panel.concordance();
    node.putObject("kendall")
        .put("w", finite(concordance.w()))
        .put("chiSquare", finite(concordance.chiSquare()))
        .put("degreesOfFreedom", concordance.degreesOfFreedom())
        .put("p", finite(concordance.p()))
        .put("log10P", finite(concordance.log10P()));
    ArrayNode candidates = node.putArray("candidates");
    for (ExpertPanel.Judged candidate : panel.candidates()) {
      candidates
          .addObject()
          .put("column", candidate.column())
          .put("label", candidate.candidate() == null ? null : candidate.candidate().label())
          .put("indicator", candidate.indicator() == null ? null : candidate.indicator().name())
          .put("mean", candidate.mean())
          .put("standardDeviation", candidate.deviation())
          .put("cv", candidate.variation())
          .put("rankSum", candidate.rankSum())
          .put("kept", candidate.isKept())
          .put("removedBecause", candidate.why());
    }
    if (panel.weights().isEmpty()) {
      node.putNull("weights");
    } else {
      ObjectNode weights = node.putObject("weights");
      for (Map.Entry<Indicator, Double> weight : panel.weights().entrySet()) {
        weights.put(weight.getKey().name(), weight.getValue());
      }
    }
    ArrayNode problems = node.putArray("problems");
    panel.problems().forEach(problems::add);
    return node;
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  static void print(ExpertPanel panel, PrintWriter out) {
    Console console = new Console(out);
    long kept = panel.candidates().stream().filter(ExpertPanel.Judged::isKept).count();
    console.paragraph(
        "Panel: " + panel.file() + (panel.isInvented() ? " (its own header says: invented)" : ""));
    console.paragraph(
        String.format(
            Locale.ROOT,
            "%d experts, %d candidates: %d kept (mean at least %s, CV at most %s), %d removed.",
            panel.experts(),
            panel.candidates().size(),
            kept,
            Numbers.plain(panel.limits().threshold()),
            Numbers.plain(panel.limits().variation()),
            panel.candidates().size() - kept));
    out.println();
    console.line(
        "%-5s %-27s %6s %6s %6s %7s  %s", "", "candidate", "mean", "sd", "CV", "weight", "");
    for (ExpertPanel.Judged candidate : panel.candidates()) {
      Indicator indicator = candidate.indicator();
      console.line(
          "%-5s %-27s %6.3f %6.3f %6.3f %7s  %s",
          indicator == null ? "-" : indicator.name(),
          Console.cut(
              candidate.candidate() == null ? candidate.column() : candidate.candidate().label(),
              27),
          candidate.mean(),
          candidate.deviation(),
          candidate.variation(),
          candidate.isKept() && indicator != null
              ? Console.number(panel.weights().get(indicator), "%.4f")
              : "-",
          candidate.isKept() ? "kept" : "REMOVED");
    }
    for (ExpertPanel.Judged candidate : panel.candidates()) {
      if (!candidate.isKept()) {
        console.paragraph("- ", "removed: " + candidate.column() + ": " + candidate.why());
      }
    }
    out.println();
    agreement(panel, console);
    panel.problems().forEach(problem -> console.paragraph("- ", problem));
  }

  private static void agreement(ExpertPanel panel, Console console) {
    Concordance concordance = panel.concordance();
    if (Double.isNaN(concordance.w())) {
      return;
    }
    console.paragraph(
        String.format(
                Locale.ROOT,
                "Kendall's W (corrected for ties) %.4f, chi-squared %.4f, %d degrees of freedom, p"
                    + " %s. ",
                concordance.w(),
                concordance.chiSquare(),
                concordance.degreesOfFreedom(),
                SurveyReport.probability(concordance.p(), concordance.log10P()))
            + (concordance.p() < LEVEL
                ? "The experts agree more than chance would have them; how much is W, not p."
                : "That the experts agree by chance alone is not rejected: take their choice with"
                    + " care.")
            + (panel.candidates().size() <= FEW
                ? " With so few candidates the test is only an approximation."
                : ""));
  }
}
