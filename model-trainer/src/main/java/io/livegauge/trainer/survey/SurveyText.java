package io.livegauge.trainer.survey;

import io.livegauge.trainer.io.Console;
import java.io.PrintWriter;
import java.util.Map;

/** A survey's report for a terminal. */
final class SurveyText {
  private SurveyText() {}

  static void print(SurveyReport report, PrintWriter out) {
    Console console = new Console(out);
    Screening screening = report.screening();
    SurveyAnalysis analysis = report.analysis();
    console.paragraph("Survey: " + report.title());
    if (report.isInvented()) {
      console.paragraph("The file's own header says: invented.");
    }
    console.heading("Answers");
    console.paragraph(report.recovery());
    for (Map.Entry<Screening.Reason, Integer> entry : screening.byFirst().entrySet()) {
      int any = screening.byAny().get(entry.getKey());
      console.line(
          "  %-24s %6d %s%s",
          entry.getKey().words(),
          entry.getValue(),
          entry.getValue() == 1 ? "row" : "rows",
          any > entry.getValue() ? " (" + any + " with those excluded above)" : "");
    }
    if (screening.durationUnknown() > 0) {
      console.line("  %-24s %6d rows, not excluded", "time unknown", screening.durationUnknown());
    }
    console.paragraph(report.listwise());

    console.heading("Reliability and validity");
    console.line(
        "%-14s %5s %6s %8s %8s %8s %10s %5s %8s",
        "", "items", "rows", "alpha", "std.", "KMO", "chi2", "df", "log10 p");
    scope(console, analysis.overall(), screening.valid());
    analysis.dimensions().forEach(scope -> scope(console, scope, screening.valid()));

    console.heading("Items");
    console.line(
        "%-16s %-10s %3s %7s %7s %7s %9s %9s",
        "", "dimension", "rev", "mean", "sd", "r rest", "alpha if", "KMO");
    for (int i = 0; i < analysis.items().size(); i++) {
      SurveyAnalysis.ItemStatistics item = analysis.items().get(i);
      console.line(
          "%-16s %-10s %3s %7s %7s %7s %9s %9s",
          Console.cut(item.item().column(), 16),
          item.item().dimension() == null ? "-" : Console.cut(item.item().dimension(), 10),
          item.item().isReversed() ? "yes" : "",
          Console.number(item.mean(), "%.3f"),
          Console.number(item.deviation(), "%.3f"),
          Console.number(analysis.overall().itemRests()[i], "%.3f"),
          Console.number(analysis.overall().alphas()[i], "%.4f"),
          Console.number(analysis.overall().kmo(i), "%.4f"));
    }
    console.paragraph(
        "r rest: correlation with the sum of all other items. alpha if: overall alpha without the"
            + " item. Reversed items are turned round before anything is computed.");
    if (report.bartlett() != null) {
      console.heading("Bartlett's test");
      console.paragraph(report.bartlett());
    }
    if (!analysis.problems().isEmpty() || !report.unused().isEmpty()) {
      console.heading("Note");
      analysis.problems().forEach(problem -> console.paragraph("- ", problem));
      if (!report.unused().isEmpty()) {
        console.paragraph("- ", "Columns not used: " + String.join(", ", report.unused()) + ".");
      }
    }
  }

  private static void scope(Console console, SurveyAnalysis.Scope scope, int rows) {
    boolean isTested = scope.bartlett() != null;
    console.line(
        "%-14s %5d %6d %8s %8s %8s %10s %5s %8s",
        Console.cut(scope.name(), 14),
        scope.items().size(),
        rows,
        Console.number(scope.alpha(), "%.4f"),
        Console.number(scope.standardised(), "%.4f"),
        Console.number(scope.kmo(), "%.4f"),
        Console.fitting(isTested ? scope.bartlett().chiSquare() : null, 10, 3),
        isTested ? scope.bartlett().degreesOfFreedom() : "-",
        Console.fitting(isTested ? scope.bartlett().log10P() : null, 8, 2));
  }
}
