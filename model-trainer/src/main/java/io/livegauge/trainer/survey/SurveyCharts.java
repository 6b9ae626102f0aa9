package io.livegauge.trainer.survey;

import io.livegauge.trainer.io.Console;
import io.livegauge.trainer.page.ChartStyle;
import io.livegauge.trainer.page.Palette;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;

/** The charts of a survey's page. */
final class SurveyCharts {
  /** More answers than this are no longer told apart by colour. */
  private static final int MAX_SHARES = 11;

  private static final int LABEL = 18;

  private static final Color LOW = new Color(0xB2182B);
  private static final Color MIDDLE = new Color(0xBDBDBD);
  private static final Color HIGH = new Color(0x2166AC);

  private final SurveyReport report;

  SurveyCharts(SurveyReport report) {
    this.report = report;
  }

  /** Rows that do not count, by reason. */
  CategoryChart excluded() {
    CategoryChart chart = ChartStyle.namedBars(5, "rows");
    List<String> names = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    for (Map.Entry<Screening.Reason, Integer> entry : report.screening().byFirst().entrySet()) {
      names.add(entry.getKey().words());
      counts.add(entry.getValue());
    }
    chart.addSeries("rows", names, counts).setFillColor(Palette.BLUE.color());
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisDecimalPattern("0");
    return chart;
  }

  /** The shares of answers to each item; null where the scale has too many answers. */
  CategoryChart shares() {
    SurveyDefinition definition = report.definition();
    if (definition.max() - definition.min() >= MAX_SHARES || report.screening().valid() == 0) {
      return null;
    }
    CategoryChart chart = ChartStyle.namedBars(columns().size(), "% of valid answers");
    chart.getStyler().setStacked(true);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisMax(100.0);
    chart.getStyler().setYAxisDecimalPattern("0");
    for (int answer = definition.min(); answer <= definition.max(); answer++) {
      List<Double> shares = new ArrayList<>();
      for (SurveyAnalysis.ItemStatistics item : report.analysis().items()) {
        int count = item.counts().getOrDefault(answer, 0);
        shares.add(100.0 * count / report.screening().valid());
      }
      double place = (answer - definition.min()) / (double) (definition.max() - definition.min());
      chart
          .addSeries(Integer.toString(answer), columns(), shares)
          .setFillColor(
              place < 0.5 ? mix(LOW, MIDDLE, place * 2) : mix(MIDDLE, HIGH, place * 2 - 1));
    }
    return chart;
  }

  /** Overall alpha without each item, beside alpha; null where it is not given. */
  CategoryChart alphas() {
    SurveyAnalysis.Scope overall = report.analysis().overall();
    List<Double> values = new ArrayList<>();
    for (Double alpha : overall.alphas()) {
      if (alpha == null) {
        return null;
      }
      values.add(alpha);
    }
    return overall.alpha() == null
        ? null
        : beside("alpha without the item", values, "alpha of all items", overall.alpha());
  }

  /** KMO of each item, beside the overall one; null where it is not given. */
  CategoryChart adequacy() {
    SurveyAnalysis.Scope overall = report.analysis().overall();
    List<Double> values = new ArrayList<>();
    for (int place = 0; place < overall.items().size(); place++) {
      if (overall.kmo(place) == null) {
        return null;
      }
      values.add(overall.kmo(place));
    }
    return overall.kmo() == null
        ? null
        : beside("KMO of the item", values, "KMO overall", overall.kmo());
  }

  private CategoryChart beside(String name, List<Double> values, String lineName, double line) {
    CategoryChart chart = ChartStyle.namedBars(values.size(), "");
    double lowest = Math.min(0, Collections.min(values));
    chart.getStyler().setYAxisMin(Math.floor(lowest * 10) / 10);
    chart.getStyler().setYAxisMax(1.0);
    chart.getStyler().setYAxisDecimalPattern("0.0");
    chart.addSeries(name, columns(), values).setFillColor(Palette.BLUE.color());
    ChartStyle.level(chart, lineName, columns(), line);
    return chart;
  }

  /** Names as the chart shows them; two that are cut to the same are told apart by a number. */
  private List<String> columns() {
    List<String> names = new ArrayList<>();
    for (SurveyAnalysis.ItemStatistics item : report.analysis().items()) {
      String name = Console.cut(item.item().column(), LABEL);
      int again = 2;
      while (names.contains(name)) {
        name = Console.cut(item.item().column(), LABEL - 3) + " " + again++;
      }
      names.add(name);
    }
    return names;
  }

  private static Color mix(Color from, Color to, double share) {
    return new Color(
        (int) Math.round(from.getRed() + share * (to.getRed() - from.getRed())),
        (int) Math.round(from.getGreen() + share * (to.getGreen() - from.getGreen())),
        (int) Math.round(from.getBlue() + share * (to.getBlue() - from.getBlue())));
  }
}
