package io.livegauge.trainer.report;

import io.livegauge.indicator.Indicator;
import io.livegauge.trainer.page.ChartStyle;
import io.livegauge.trainer.page.Page;
import io.livegauge.trainer.page.Shown;
import io.livegauge.trainer.page.Table;
import io.livegauge.trainer.weights.Completeness;
import io.livegauge.trainer.weights.IndicatorWeights;
import io.livegauge.trainer.weights.Method;
import io.livegauge.trainer.weights.StudyRanks;
import io.livegauge.trainer.weights.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.CategoryChart;

/** How much the network leans on each indicator, by all methods side by side. */
final class WeightsSection {
  private final IndicatorWeights weights;

  WeightsSection(IndicatorWeights weights) {
    this.weights = weights;
  }

  void write(Page page) {
    page.heading("Indicator weights");
    if (weights == null) {
      page.paragraph("They were not measured.");
      return;
    }
    page.paragraph(
        "No method is the truth: they ask different questions, and what they agree on may be"
            + " believed. Each one's weights are shares of the sum of their sizes. Measured on "
            + weights.basis()
            + ".");
    List<Method> methods = List.copyOf(weights.byMethod().keySet());
    List<Indicator> order = order(weights.byMethod().get(methods.get(0)));
    double[] range = range();
    List<CategoryChart> charts = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (Method method : methods) {
      charts.add(
          TrainingCharts.weights(name(method), weights.byMethod().get(method), order, range));
      labels.add("Weights by " + name(method));
    }
    page.figure(
        "Weights of the indicators, as figure 4 of the study shows them; in every panel the one"
            + " that weighs most by "
            + name(methods.get(0))
            + " stands first. The marks are 95 % intervals of a bootstrap over sessions; methods"
            + " that look at the network alone have none.",
        charts,
        labels);
    table(page, methods, order);
    meanings(page, methods);
    agreement(page, methods);
    completeness(page);
  }

  private static List<Indicator> order(List<Weight> first) {
    return Arrays.stream(Indicator.values())
        .sorted(Comparator.comparingInt(indicator -> first.get(indicator.ordinal()).rank()))
        .toList();
  }

  /** From the lowest end of all bars and intervals to the highest. */
  private double[] range() {
    double[] ends =
        weights.byMethod().values().stream()
            .flatMap(List::stream)
            .flatMapToDouble(
                weight -> DoubleStream.of(0, weight.weight(), weight.lower(), weight.upper()))
            .filter(Double::isFinite)
            .toArray();
    return ChartStyle.range(
        Arrays.stream(ends).min().orElse(0), Arrays.stream(ends).max().orElse(0));
  }

  private void table(Page page, List<Method> methods, List<Indicator> order) {
    List<String> head = new ArrayList<>(List.of("indicator"));
    for (Method method : methods) {
      head.add(name(method));
      head.add("rank");
    }
    head.add("study's rank");
    Table table = new Table(head.toArray(String[]::new));
    for (Indicator indicator : order) {
      List<String> cells = new ArrayList<>(List.of(Names.of(indicator)));
      for (Method method : methods) {
        Weight weight = weights.byMethod().get(method).get(indicator.ordinal());
        cells.add(Shown.number(weight.weight(), 3));
        cells.add(Integer.toString(weight.rank()));
      }
      Integer rank = StudyRanks.RANKS.get(indicator);
      cells.add(rank == null ? "–" : rank.toString());
      table.row(cells.toArray(String[]::new));
    }
    page.table(table);
    page.faint(
        "The study publishes five ranks, and one weight ("
            + StudyRanks.WEIGHT_OF_FIRST
            + " for A41), of other data and by a method that it does not name.");
  }

  private static void meanings(Page page, List<Method> methods) {
    page.list(methods.stream().map(method -> name(method) + ": " + meaning(method)).toList());
  }

  private void agreement(Page page, List<Method> methods) {
    page.subheading("How far the methods agree (Kendall's tau)");
    List<String> head = new ArrayList<>(List.of(""));
    methods.forEach(method -> head.add(name(method)));
    head.add("study's five ranks");
    Table table = new Table(head.toArray(String[]::new));
    for (Method one : methods) {
      List<String> cells = new ArrayList<>(List.of(name(one)));
      methods.forEach(
          other -> cells.add(one == other ? "1" : Shown.number(weights.agreement(one, other), 2)));
      cells.add(Shown.number(StudyRanks.agreement(weights.byMethod().get(one)), 2));
      table.row(cells.toArray(String[]::new));
    }
    page.table(table);
    page.faint("1 is the same order, 0 no relation, -1 the opposite order.");
  }

  private void completeness(Page page) {
    Completeness completeness = weights.completeness();
    page.faint(
        "Contributions by integrated gradients add up to score − score of the reference but for "
            + DataSection.significant(completeness.meanResidual())
            + " points on average and "
            + DataSection.significant(completeness.largestResidual())
            + " at most"
            + (completeness.shapleyRows() == 0
                ? "."
                : "; from exact Shapley values of "
                    + Shown.count(completeness.shapleyRows(), "row", "rows")
                    + " they differ by "
                    + DataSection.significant(completeness.meanDifference())
                    + " points on average and "
                    + DataSection.significant(completeness.largestDifference())
                    + " at most."));
  }

  private static String name(Method method) {
    return switch (method) {
      case PERMUTATION -> "permutation";
      case INTEGRATED_GRADIENTS -> "integrated gradients";
      case SHAPLEY -> "Shapley";
      case OLDEN -> "Olden";
      case GARSON -> "Garson";
    };
  }

  private static String meaning(Method method) {
    return switch (method) {
      case PERMUTATION ->
          "by how much the squared error on held-out rows grows when the indicator is shuffled.";
      case INTEGRATED_GRADIENTS ->
          "the mean size of the indicator's contribution to the score, from the reference on.";
      case SHAPLEY ->
          "the same by exact Shapley values over all sets of indicators, of fewer rows.";
      case OLDEN ->
          "products of connection weights, summed, with their sign: below 0, more of the indicator"
              + " (after its direction) lowers the score.";
      case GARSON ->
          "shares of absolute connection weights. With one output the weights behind the hidden"
              + " layer cancel out and the sign is lost, so it never stands alone.";
    };
  }
}
