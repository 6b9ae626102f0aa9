package io.livegauge.trainer.survey;

import io.livegauge.trainer.io.Console;
import io.livegauge.trainer.io.CsvTable;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.page.Page;
import io.livegauge.trainer.page.Table;
import java.nio.file.Path;

/** The reliability and validity of a questionnaire, as other pages tell of them. */
public final class SurveySummary {
  private final SurveyReport report;

  SurveySummary(SurveyReport report) {
    this.report = report;
  }

  /**
   * Screens a questionnaire.
   *
   * @param file the export, one row a respondent
   * @param definition what its columns mean; null where their names say it
   * @throws InputException naming file, line, column and what is expected
   */
  public static SurveySummary read(Path file, Path definition) throws InputException {
    CsvTable table = CsvTable.read(file);
    return new SurveySummary(
        SurveyReport.of(
            table,
            definition == null
                ? SurveyDefinition.byCodes(table)
                : SurveyDefinition.read(definition, table)));
  }

  /** Writes how many answers count, how far they can be trusted, and what to know of that. */
  public void write(Page page) {
    page.paragraph(
        report.title()
            + (report.title().equals(report.file()) ? "" : " (" + report.file() + ")")
            + (report.isInvented() ? ". The file's own header says: invented." : "."));
    page.paragraph(report.recovery());
    writeReliability(page);
    page.list(report.analysis().problems());
    page.faint(
        "Every item and every row that does not count: livegauge survey "
            + report.file()
            + " --out DIR.");
  }

  /** Writes the coefficients over all items and by dimension, and what Bartlett's test means. */
  void writeReliability(Page page) {
    Table table =
        new Table(
            "",
            "items",
            "Cronbach's alpha",
            "standardised",
            "KMO",
            "chi-squared",
            "df",
            "p",
            "log10 p");
    row(table, report.analysis().overall());
    report.analysis().dimensions().forEach(scope -> row(table, scope));
    page.table(table);
    if (report.bartlett() != null) {
      page.paragraph(report.bartlett());
    }
  }

  private static void row(Table table, SurveyAnalysis.Scope scope) {
    boolean isTested = scope.bartlett() != null;
    table.row(
        scope.name(),
        Integer.toString(scope.items().size()),
        Console.number(scope.alpha(), "%.4f"),
        Console.number(scope.standardised(), "%.4f"),
        Console.number(scope.kmo(), "%.4f"),
        Console.number(isTested ? scope.bartlett().chiSquare() : null, "%.3f"),
        isTested ? Integer.toString(scope.bartlett().degreesOfFreedom()) : "-",
        isTested ? probability(scope.bartlett().p()) : "-",
        Console.number(isTested ? scope.bartlett().log10P() : null, "%.3f"));
  }

  private static String probability(double p) {
    if (p < 1e-300) {
      return "< 1e-300";
    }
    return Console.number(p, p < 0.0001 ? "%.3e" : "%.4f");
  }
}
