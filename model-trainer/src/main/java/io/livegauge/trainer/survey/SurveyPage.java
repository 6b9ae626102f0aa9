package io.livegauge.trainer.survey;

import io.livegauge.trainer.io.Console;
import io.livegauge.trainer.page.Page;
import io.livegauge.trainer.page.Table;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.CategoryChart;

/** A survey's report as a page. */
final class SurveyPage {
  private final SurveyReport report;
  private final SurveyCharts charts;
  private final Page page;

  private SurveyPage(SurveyReport report) {
    this.report = report;
    charts = new SurveyCharts(report);
    page = new Page(report.title());
  }

  static String of(SurveyReport report) {
    return new SurveyPage(report).html();
  }

  private String html() {
    page.faint(
        "Survey report of "
            + report.file()
            + ". Scale from "
            + report.definition().min()
            + " to "
            + report.definition().max()
            + "."
            + (report.isInvented() ? " The file's own header says: invented." : ""));
    problems();
    answers();
    page.heading("Reliability and validity");
    new SurveySummary(report).writeReliability(page);
    items();
    if (!report.unused().isEmpty()) {
      page.faint("Columns not used: " + String.join(", ", report.unused()) + ".");
    }
    return page.html();
  }

  private void problems() {
    if (report.analysis().problems().isEmpty()) {
      return;
    }
    page.heading("What to know first");
    page.list(report.analysis().problems());
  }

  private void answers() {
    Screening screening = report.screening();
    page.heading("Answers");
    page.big(String.format(Locale.ROOT, "%.2f %%", 100 * report.recoveryRate()));
    page.paragraph(report.recovery());
    Table table = new Table("reason", "rows (first reason)", "rows (any reason)");
    for (Map.Entry<Screening.Reason, Integer> entry : screening.byFirst().entrySet()) {
      table.row(
          entry.getKey().words(),
          entry.getValue().toString(),
          screening.byAny().get(entry.getKey()).toString());
    }
    page.table(table);
    if (screening.durationUnknown() > 0) {
      page.faint("Rows whose time is unknown, not excluded: " + screening.durationUnknown() + ".");
    }
    if (!screening.excluded().isEmpty()) {
      page.figure("Rows that do not count, by the first reason", charts.excluded());
    }
    page.paragraph(report.listwise());
  }

  private void items() {
    page.heading("Items");
    page.faint("Reversed items are turned round before anything is computed.");
    Table table =
        new Table(
            "item",
            "dimension",
            "reversed",
            "mean",
            "sd",
            "min",
            "max",
            "r with rest",
            "alpha without",
            "in dimension",
            "KMO");
    table.words(1, 2);
    SurveyAnalysis analysis = report.analysis();
    for (int i = 0; i < analysis.items().size(); i++) {
      SurveyAnalysis.ItemStatistics item = analysis.items().get(i);
      String text = item.item().text();
      table.row(
          item.item().column() + (text == null ? "" : ": " + text),
          item.item().dimension() == null ? "-" : item.item().dimension(),
          item.item().isReversed() ? "yes" : "",
          Console.number(item.mean(), "%.3f"),
          Console.number(item.deviation(), "%.3f"),
          Console.number(item.min(), "%.0f"),
          Console.number(item.max(), "%.0f"),
          Console.number(analysis.overall().itemRests()[i], "%.3f"),
          Console.number(analysis.overall().alphas()[i], "%.4f"),
          Console.number(alphaInDimension(i), "%.4f"),
          Console.number(analysis.overall().kmo(i), "%.4f"));
    }
    page.table(table);
    figure("Answers to each item", charts.shares());
    figure("Alpha without each item", charts.alphas());
    figure("KMO of each item", charts.adequacy());
  }

  private Double alphaInDimension(int item) {
    for (SurveyAnalysis.Scope scope : report.analysis().dimensions()) {
      int place = scope.items().indexOf(item);
      if (place >= 0) {
        return scope.alphas()[place];
      }
    }
    return null;
  }

  private void figure(String caption, CategoryChart chart) {
    if (chart != null) {
      page.figure(caption, chart);
    }
  }
}
