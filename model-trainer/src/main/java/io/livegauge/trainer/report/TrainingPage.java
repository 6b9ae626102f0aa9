package io.livegauge.trainer.report;

import io.livegauge.model.Model;
import io.livegauge.trainer.data.DataSummary;
import io.livegauge.trainer.evaluation.Metrics;
import io.livegauge.trainer.gate.GateDecision;
import io.livegauge.trainer.page.Page;
import io.livegauge.trainer.page.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The page of one training, section by section. */
final class TrainingPage {
  private final TrainingReport report;
  private final Model model;
  private final Measured measured;
  private final Page page;

  private TrainingPage(TrainingReport report, Model model) {
    this.report = report;
    this.model = model;
    measured = Measured.of(report.trained());
    page = new Page("Training of model version " + model.version());
  }

  /** The HTML of a report. */
  static String of(TrainingReport report, Model model) {
    return new TrainingPage(report, model).html();
  }

  private String html() {
    page.faint(
        "One page per training: what was learned, from what, how well, and what was decided."
            + " Predictions, targets and errors are in points of the score, 0 to 100.");
    page.contents();
    DataSummary summary = report.trained().data().summary();
    int sessionsLearnedFrom = summary.sessions() - summary.sessionsHeldOut();
    decided();
    new DataSection(report.trained().data()).write(page);
    survey();
    new CurvesSection(report.trained()).write(page);
    new SearchSection(report.trained().search(), report.trained().options().hidden()).write(page);
    new WeightsSection(report.weights()).write(page);
    new ComparisonSection(report.comparison()).write(page);
    measured.writePredictions(page);
    measured.writeCategories(page);
    new CourseSection(report.trained().sessionCourse()).write(page);
    new GateSection(report.gate(), sessionsLearnedFrom).write(page);
    new ProvenanceSection(report, model).write(page);
    return page.html();
  }

  private void decided() {
    Metrics metrics = report.trained().metrics();
    page.heading("What was decided");
    List<Page.Tile> tiles = new ArrayList<>();
    tiles.add(
        new Page.Tile(
            "R² on held-out rows", Shown.number(metrics.r2(), 3), "1 is perfect, 0 is the mean"));
    tiles.add(
        new Page.Tile(
            "RMSE",
            Shown.number(TrainingCharts.POINTS * metrics.rmse(), 2),
            "points; the mean alone: "
                + Shown.number(TrainingCharts.POINTS * Math.sqrt(metrics.testVariance()), 2)));
    tiles.add(
        new Page.Tile(
            "Within 5 points",
            Shown.percent(measured.withinFivePoints(), 1),
            "of " + Shown.count(measured.rows().size(), "held-out row", "held-out rows")));
    GateDecision gate = report.gate();
    tiles.add(
        new Page.Tile(
            "Gate",
            gate == null ? "not asked" : gate.outcome().name().toLowerCase(Locale.ROOT),
            gate == null
                ? "retrain asks it"
                : Shown.count(gate.sessions(), "session", "sessions") + " held out"));
    page.tiles(tiles);
    if (metrics.r2() <= 0) {
      page.note(
          "The network is no better than the mean of the held-out targets: nothing was learned that"
              + " holds on sessions it has not seen.");
    }
    if (gate != null) {
      page.list(gate.reasons());
    }
    if (!report.trained().notes().isEmpty()) {
      page.subheading("What to know first");
      page.list(report.trained().notes());
    }
  }

  private void survey() {
    page.heading("Survey");
    if (report.survey() == null) {
      page.paragraph(
          "No questionnaire was given; --survey FILE.csv --definition FILE.yaml"
              + " adds its reliability here.");
    } else {
      report.survey().write(page);
    }
  }
}
