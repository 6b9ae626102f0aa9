package io.livegauge.trainer.weights;

import io.livegauge.indicator.Indicator;
import io.livegauge.trainer.io.Console;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Weights for a terminal. */
public final class WeightsText {
  private final IndicatorWeights weights;
  private final Console console;

  private WeightsText(IndicatorWeights weights, Console console) {
    this.weights = weights;
    this.console = console;
  }

  /** Prints the tables and how to read them. */
  public static void print(IndicatorWeights weights, PrintWriter out) {
    WeightsText text = new WeightsText(weights, new Console(out));
    text.byRows();
    text.byConnections();
    text.agreement();
    text.completeness();
  }

  /** The heaviest by permutation first. */
  private List<Indicator> order() {
    return weights.byMethod().get(Method.PERMUTATION).stream()
        .sorted(Comparator.comparingInt(Weight::rank))
        .map(Weight::indicator)
        .toList();
  }

  private void byRows() {
    boolean hasShapley = weights.byMethod().containsKey(Method.SHAPLEY);
    console.heading("By held-out rows");
    console.line(
        "%-4s %-27s  %-21s  %s",
        "", "permutation", "mean |int. gradients|", hasShapley ? "mean |Shapley|" : "");
    String of = " # share 95 %";
    console.line("%-4s %-27s  %-21s  %s", "", " # share    sd 95 %", of, hasShapley ? of : "");
    for (Indicator indicator : order()) {
      Weight permutation = weight(Method.PERMUTATION, indicator);
      console.line(
          "%-4s %2d %5s %5s %-12s  %-21s  %s",
          indicator,
          permutation.rank(),
          share(permutation.weight()),
          share(permutation.deviation()),
          interval(permutation),
          ranked(weight(Method.INTEGRATED_GRADIENTS, indicator)),
          hasShapley ? ranked(weight(Method.SHAPLEY, indicator)) : "");
    }
    console.paragraph(
        String.format(
            Locale.ROOT,
            "Shares of the sum; # is the rank. sd: over the %d shuffles. 95 %%: bootstrap by"
                + " sessions (%d of them), %d resamples.",
            weights.settings().shuffles(),
            weights.sessions(),
            weights.settings().resamples()));
  }

  private static String ranked(Weight weight) {
    return String.format(
        Locale.ROOT, "%2d %5s %s", weight.rank(), share(weight.weight()), interval(weight));
  }

  private Weight weight(Method method, Indicator indicator) {
    return weights.byMethod().get(method).get(indicator.ordinal());
  }

  private void byConnections() {
    boolean hasGarson = weights.byMethod().containsKey(Method.GARSON);
    console.heading("By the network's connection weights alone, and the study's ranks");
    console.line("%-4s %-11s  %-10s  %s", "", "Olden", hasGarson ? "Garson" : "", "study");
    console.line("%-4s %-11s  %-10s  %s", "", " #   share", hasGarson ? " #  share" : "", "    #");
    for (Indicator indicator : order()) {
      Weight olden = weight(Method.OLDEN, indicator);
      Weight garson = hasGarson ? weight(Method.GARSON, indicator) : null;
      Integer known = StudyRanks.RANKS.get(indicator);
      console.line(
          "%-4s %2d %8s  %-10s  %5s",
          indicator,
          olden.rank(),
          String.format(Locale.ROOT, "%+.3f", olden.weight() + 0.0),
          garson == null
              ? ""
              : String.format(Locale.ROOT, "%2d %6s", garson.rank(), share(garson.weight())),
          known == null ? "-" : known);
    }
    console.paragraph(
        "They depend on nothing but the weights, so there is no interval. Olden's sign says which"
            + " way the score goes; its shares are of the sum of sizes.");
    console.paragraph(
        hasGarson
            ? "Garson never stands alone: with one output the weights behind the hidden layer cancel"
                + " out of it, and the sign is lost."
            : "Garson is defined for one hidden layer only; this network has another number.");
    console.paragraph(
        String.format(
            Locale.ROOT,
            "Of the study's ranks five are published (A41 with a weight of %.3f); by which method is"
                + " not said.",
            StudyRanks.WEIGHT_OF_FIRST));
  }

  private void agreement() {
    console.heading("Agreement: Kendall's tau-b");
    List<Method> methods = new ArrayList<>(weights.byMethod().keySet());
    console.line(
        "%-18s%s",
        "",
        methods.stream()
            .map(method -> String.format("%12s", method.label()))
            .collect(Collectors.joining()));
    for (Method row : methods) {
      StringBuilder cells = new StringBuilder();
      for (Method column : methods) {
        cells.append(String.format("%12s", tau(weights.agreement(row, column))));
      }
      console.line("%-18s%s", row.label(), cells);
    }
    StringBuilder cells = new StringBuilder();
    for (Map.Entry<Method, List<Weight>> entry : weights.byMethod().entrySet()) {
      cells.append(String.format("%12s", tau(StudyRanks.agreement(entry.getValue()))));
    }
    console.line("%-18s%s", "study, 5 ranks", cells);
    console.paragraph(
        "1: the same order; 0: none in common; -1: the opposite. With the study's five ranks only"
            + " ten pairs are compared, and its data are others.");
  }

  private static String tau(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value + 0.0);
  }

  private void completeness() {
    Completeness completeness = weights.completeness();
    console.heading("Check, in points of score");
    console.paragraph(
        String.format(
            Locale.ROOT,
            "Integrated gradients of %d rows sum to score - baseline up to a residual of %.4f at"
                + " most, %.4f in the mean.",
            completeness.rows(),
            completeness.largestResidual(),
            completeness.meanResidual()));
    if (completeness.shapleyRows() > 0) {
      console.paragraph(
          String.format(
              Locale.ROOT,
              "Exact Shapley values (all 2^14 coalitions) of %d of these rows sum to it up to"
                  + " %.0e; integrated gradients differ from them by %.3f in the mean, %.3f at"
                  + " most.",
              completeness.shapleyRows(),
              completeness.largestShapleyResidual(),
              completeness.meanDifference(),
              completeness.largestDifference()));
    }
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String interval(Weight weight) {
    return weight.hasInterval() ? share(weight.lower()) + ".." + share(weight.upper()) : "-";
  }
}
