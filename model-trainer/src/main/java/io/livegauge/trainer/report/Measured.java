package io.livegauge.trainer.report;

import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.evaluation.Calibration;
import io.livegauge.trainer.evaluation.CategoryError;
import io.livegauge.trainer.evaluation.Residuals;
import io.livegauge.trainer.page.Page;
import io.livegauge.trainer.page.Shown;
import io.livegauge.trainer.page.Table;
import io.livegauge.trainer.training.TrainedModel;
import java.util.List;

/**
 * The held-out rows and what the model says of them.
 *
 * @param predictions as scores are, 0 to 1
 * @param seed of what is drawn for charts
 */
record Measured(Rows rows, double[] predictions, long seed) {
  private static final double NEAR = 0.05;

  /** More dots than this make no chart clearer. */
  private static final int DOTS = 800;

  private static final int CATEGORIES = 12;
  private static final int MOST_CATEGORIES = 30;

  static Measured of(TrainedModel trained) {
    Rows rows = trained.data().heldOut();
    double[] predictions = new double[rows.size()];
    for (int row = 0; row < predictions.length; row++) {
      predictions[row] = trained.network().output(rows.inputs()[row]);
    }
    return new Measured(rows, predictions, trained.options().seed());
  }

  /** The share of rows that are predicted to within 5 points. */
  double withinFivePoints() {
    int near = 0;
    for (int row = 0; row < predictions.length; row++) {
      near += Math.abs(predictions[row] - rows.targets()[row]) <= NEAR ? 1 : 0;
    }
    return near / (double) predictions.length;
  }

  void writePredictions(Page page) {
    page.heading("Predictions, residuals and calibration");
    int[] places = Sample.places(rows.size(), DOTS, seed);
    page.figure(
        places.length == rows.size()
            ? "All " + Shown.count(places.length) + " held-out rows."
            : Shown.count(places.length)
                + " of "
                + Shown.count(rows.size())
                + " held-out rows, drawn with seed "
                + seed
                + ".",
        List.of(
            TrainingCharts.predictions(predictions, rows.targets(), places),
            TrainingCharts.residuals(predictions, rows.targets(), places)),
        List.of("Targets against predictions", "Residuals against predictions"));
    Residuals residuals = Residuals.of(predictions, rows.targets());
    Calibration calibration = Calibration.of(predictions, rows);
    page.figure(
        "All held-out rows: how they are off, and what they reach on average by tenth of the"
            + " prediction. On the broken line a prediction of 60 means 60.",
        List.of(TrainingCharts.histogram(residuals), TrainingCharts.calibration(calibration)),
        List.of("Histogram of residuals", "Mean target by tenth of the prediction"));
    page.paragraph(
        "Residuals (target − prediction): mean "
            + points(residuals.mean())
            + " points, standard deviation "
            + Shown.number(TrainingCharts.POINTS * residuals.deviation(), 2)
            + ", median "
            + points(residuals.median())
            + "; nine of ten lie from "
            + points(residuals.low())
            + " to "
            + points(residuals.high())
            + ". Calibration: target = "
            + Shown.number(TrainingCharts.POINTS * calibration.intercept(), 2)
            + " + "
            + Shown.number(calibration.slope(), 3)
            + " · prediction, by least squares; calibrated is 0 + 1 · prediction.");
    Table table =
        new Table(
            "tenth", "rows", "sessions", "predictions", "mean prediction", "mean target", "off by");
    int number = 1;
    for (Calibration.Tenth tenth : calibration.tenths()) {
      table.row(
          Integer.toString(number++),
          Shown.count(tenth.rows()),
          Shown.count(tenth.sessions()),
          Shown.interval(
              TrainingCharts.POINTS * tenth.low(), TrainingCharts.POINTS * tenth.high(), 1),
          Shown.number(TrainingCharts.POINTS * tenth.meanPrediction(), 2),
          Shown.number(TrainingCharts.POINTS * tenth.meanTarget(), 2),
          points(tenth.meanPrediction() - tenth.meanTarget()));
    }
    page.table(table);
  }

  void writeCategories(Page page) {
    page.heading("Errors by category");
    List<CategoryError> errors = CategoryError.of(predictions, rows);
    if (errors.size() == 1 && errors.get(0).category() == null) {
      page.paragraph("No held-out row says of which category its stream is.");
      return;
    }
    List<CategoryError> largest = errors.subList(0, Math.min(CATEGORIES, errors.size()));
    // One bar compares with nothing, and the library cannot draw it.
    if (largest.size() > 1) {
      page.figure(
          "Root mean squared error by category of streams"
              + (largest.size() < errors.size()
                  ? ", the " + largest.size() + " of most rows of " + errors.size() + "."
                  : "."),
          TrainingCharts.categories(largest));
    }
    Table table = new Table("category", "rows", "sessions", "MAE", "RMSE", "bias", "R² within");
    for (CategoryError error : errors.subList(0, Math.min(MOST_CATEGORIES, errors.size()))) {
      table.row(
          Names.ofCategory(error.category()),
          Shown.count(error.rows()),
          Shown.count(error.sessions()),
          Shown.number(TrainingCharts.POINTS * error.metrics().mae(), 2),
          Shown.number(TrainingCharts.POINTS * error.metrics().rmse(), 2),
          points(error.bias()),
          Shown.number(error.metrics().r2(), 3));
    }
    page.table(table);
    if (errors.size() > MOST_CATEGORIES) {
      page.faint(errors.size() - MOST_CATEGORIES + " more categories of fewer rows are left out.");
    }
    page.faint(
        "Bias is the mean of prediction − target: above 0 the category is overrated. Where a"
            + " category has few sessions, all of this is chance to a large part.");
  }

  private static String points(double difference) {
    return Shown.signed(TrainingCharts.POINTS * difference, 2);
  }
}
