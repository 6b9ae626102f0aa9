package io.livegauge.trainer.report;

import io.livegauge.indicator.Indicator;
import io.livegauge.trainer.evaluation.Calibration;
import io.livegauge.trainer.evaluation.CategoryError;
import io.livegauge.trainer.evaluation.Metrics;
import io.livegauge.trainer.evaluation.Residuals;
import io.livegauge.trainer.evaluation.SessionCourse;
import io.livegauge.trainer.gate.GateDecision;
import io.livegauge.trainer.io.Console;
import io.livegauge.trainer.page.ChartStyle;
import io.livegauge.trainer.page.Palette;
import io.livegauge.trainer.training.Epoch;
import io.livegauge.trainer.training.HiddenSearch;
import io.livegauge.trainer.weights.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The charts of a training's page. What is on the target's scale, 0 to 1, is drawn in points. */
final class TrainingCharts {
  /** Points of a score's scale that are one unit of the target. */
  static final double POINTS = 100;

  /** A curve of more epochs is drawn by this many of them. */
  private static final int EPOCHS = 200;

  /** What is far below 0 says no more than that. */
  private static final double LOWEST_R2 = -1;

  private static final int LABEL = 18;
  private static final int MARKER = 5;
  private static final double SEEN_THROUGH = 0.6;

  private TrainingCharts() {}

  /** Mean squared error over epochs. */
  static XYChart loss(List<Epoch> course) {
    XYChart chart = ChartStyle.plot(ChartStyle.HALF, "epoch", "mean squared error (target 0 to 1)");
    curves(chart, course, Epoch::trainingLoss, Epoch::validationLoss);
    return chart;
  }

  /** Share of rows within 5 points over epochs. */
  static XYChart accuracy(List<Epoch> course) {
    XYChart chart = ChartStyle.plot(ChartStyle.HALF, "epoch", "rows within 5 points (%)");
    curves(
        chart,
        course,
        epoch -> 100 * epoch.trainingAccuracy(),
        epoch -> 100 * epoch.validationAccuracy());
    yAxis(chart.getStyler(), new double[] {0, 100});
    return chart;
  }

  private static void curves(
      XYChart chart,
      List<Epoch> course,
      ToDoubleFunction<Epoch> training,
      ToDoubleFunction<Epoch> validation) {
    List<Epoch> some = thinned(course);
    double[] epochs = some.stream().mapToDouble(Epoch::epoch).toArray();
    double[] trained = some.stream().mapToDouble(training).toArray();
    double[] watched = some.stream().mapToDouble(validation).toArray();
    double largest = 0;
    if (isDefined(trained)) {
      line(chart, "training rows", epochs, trained, Palette.BLUE);
      largest = Arrays.stream(trained).max().orElse(0);
    }
    if (isDefined(watched)) {
      line(chart, "watched rows", epochs, watched, Palette.ORANGE);
      largest = Math.max(largest, Arrays.stream(watched).max().orElse(0));
    }
    yAxis(chart.getStyler(), ChartStyle.range(0, largest));
    // An end beyond the last epoch: XChart takes steps of data that fill the axis for its ticks.
    xAxis(chart, ChartStyle.range(0, course.size()));
  }

  private static List<Epoch> thinned(List<Epoch> course) {
    if (course.size() <= EPOCHS) {
      return course;
    }
    List<Epoch> some = new ArrayList<>();
    for (int i = 0; i < EPOCHS; i++) {
      some.add(course.get((int) ((long) i * (course.size() - 1) / (EPOCHS - 1))));
    }
    return some;
  }

  static boolean isDefined(double[] values) {
    return values.length > 0 && Arrays.stream(values).allMatch(Double::isFinite);
  }

  /**
   * One method's weights, with their intervals where it has any.
   *
   * @param order of the bars
   * @param range of the axis, alike for all methods
   */
  static CategoryChart weights(
      String name, List<Weight> weights, List<Indicator> order, double[] range) {
    List<String> codes = order.stream().map(Indicator::name).toList();
    double[] values = inOrder(weights, order, Weight::weight);
    CategoryChart chart =
        bars(
            name + ": share of all",
            codes,
            values,
            inOrder(weights, order, Weight::lower),
            inOrder(weights, order, Weight::upper));
    yAxis(chart.getStyler(), range);
    chart.getStyler().setXAxisLabelRotation(60);
    return chart;
  }

  private static double[] inOrder(
      List<Weight> weights, List<Indicator> order, ToDoubleFunction<Weight> part) {
    return order.stream()
        .mapToDouble(indicator -> part.applyAsDouble(weights.get(indicator.ordinal())))
        .toArray();
  }

  /** A bar each, with the intervals that are known. */
  static CategoryChart bars(
      String yTitle, List<String> names, double[] values, double[] low, double[] high) {
    CategoryChart chart = ChartStyle.bars(ChartStyle.HALF, names.size(), "", yTitle);
    chart
        .addSeries(yTitle, names, Arrays.stream(values).boxed().toList())
        .setFillColor(Palette.BLUE.color());
    if (DoubleStream.concat(Arrays.stream(low), Arrays.stream(high)).anyMatch(Double::isFinite)) {
      ChartStyle.intervals(chart, names, low, high);
    }
    double[] all =
        Stream.of(values, low, high)
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .toArray();
    double smallest = Math.min(0, Arrays.stream(all).min().orElse(0));
    double largest = Math.max(0, Arrays.stream(all).max().orElse(0));
    double[] range = ChartStyle.range(smallest, largest);
    yAxis(chart.getStyler(), range);
    chart.getStyler().setLegendVisible(false);
    return chart;
  }

  /** Some rows' targets against their predictions, beside the line where both are the same. */
  static XYChart predictions(double[] predictions, double[] targets, int[] places) {
    XYChart chart = ChartStyle.plot(ChartStyle.HALF, "prediction (points)", "target (points)");
    double[] x = points(predictions, places);
    double[] y = points(targets, places);
    double[] range =
        ChartStyle.range(
            Math.min(Arrays.stream(x).min().orElse(0), Arrays.stream(y).min().orElse(0)),
            Math.max(Arrays.stream(x).max().orElse(0), Arrays.stream(y).max().orElse(0)));
    dots(chart, "rows", x, y);
    reference(chart, "target = prediction", range, range);
    xAxis(chart, range);
    yAxis(chart.getStyler(), range);
    return chart;
  }

  /** Some rows' residuals against their predictions, beside the line of none. */
  static XYChart residuals(double[] predictions, double[] targets, int[] places) {
    XYChart chart =
        ChartStyle.plot(ChartStyle.HALF, "prediction (points)", "target − prediction (points)");
    double[] x = points(predictions, places);
    double[] y = new double[places.length];
    Arrays.setAll(y, i -> POINTS * targets[places[i]] - x[i]);
    double[] xRange =
        ChartStyle.range(Arrays.stream(x).min().orElse(0), Arrays.stream(x).max().orElse(0));
    double largest = Arrays.stream(y).map(Math::abs).max().orElse(0);
    double[] yRange = ChartStyle.range(-largest, largest);
    dots(chart, "rows", x, y);
    reference(chart, "no error", xRange, new double[] {0, 0});
    xAxis(chart, xRange);
    yAxis(chart.getStyler(), yRange);
    return chart;
  }

  /** How many rows have which residual. */
  static XYChart histogram(Residuals residuals) {
    XYChart chart = ChartStyle.plot(ChartStyle.HALF, "target − prediction (points)", "rows");
    int bins = residuals.counts().length;
    // An empty bin on each side, so that the outline begins and ends on the ground.
    double[] edges = new double[bins + 2];
    double[] counts = new double[bins + 2];
    for (int edge = 0; edge < edges.length; edge++) {
      edges[edge] = POINTS * (residuals.start() + (edge - 1) * residuals.width());
      counts[edge] = edge > 0 && edge <= bins ? residuals.counts()[edge - 1] : 0;
    }
    XYSeries series = chart.addSeries("rows", edges, counts);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.StepArea);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(Palette.BLUE.color());
    series.setLineStyle(ChartStyle.line());
    series.setFillColor(Palette.BLUE.color(SEEN_THROUGH));
    chart.getStyler().setLegendVisible(false);
    xAxis(chart, ChartStyle.range(edges[0], edges[bins + 1]));
    yAxis(chart.getStyler(), ChartStyle.range(0, Arrays.stream(counts).max().orElse(0)));
    return chart;
  }

  /** Mean target by tenth of the prediction, beside the line where both are the same. */
  static XYChart calibration(Calibration calibration) {
    XYChart chart =
        ChartStyle.plot(ChartStyle.HALF, "mean prediction (points)", "mean target (points)");
    double[] x =
        calibration.tenths().stream().mapToDouble(t -> POINTS * t.meanPrediction()).toArray();
    double[] y = calibration.tenths().stream().mapToDouble(t -> POINTS * t.meanTarget()).toArray();
    double[] range =
        ChartStyle.range(
            Math.min(Arrays.stream(x).min().orElse(0), Arrays.stream(y).min().orElse(0)),
            Math.max(Arrays.stream(x).max().orElse(0), Arrays.stream(y).max().orElse(0)));
    XYSeries series = line(chart, "tenths of the held-out rows", x, y, Palette.BLUE);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(Palette.BLUE.color());
    reference(chart, "calibrated", range, range);
    xAxis(chart, range);
    yAxis(chart.getStyler(), range);
    return chart;
  }

  /** The error of each category; those of most rows, where there are many. */
  static CategoryChart categories(List<CategoryError> errors) {
    List<String> names = new ArrayList<>();
    for (CategoryError error : errors) {
      String whole = Names.ofCategory(error.category());
      String name = Console.cut(whole, LABEL);
      for (int again = 2; names.contains(name); again++) {
        name = Console.cut(whole, LABEL - 3) + " " + again;
      }
      names.add(name);
    }
    CategoryChart chart = ChartStyle.namedBars(errors.size(), "RMSE (points)");
    chart
        .addSeries(
            "RMSE", names, errors.stream().map(error -> POINTS * error.metrics().rmse()).toList())
        .setFillColor(Palette.BLUE.color());
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setYAxisMin(0.0);
    return chart;
  }

  /** The population stability index of each indicator. */
  static CategoryChart drift(List<GateDecision.Drift> drift) {
    return driftBars("PSI", drift, drift.stream().mapToDouble(GateDecision.Drift::psi).toArray());
  }

  /**
   * The share of each indicator's held-out values that lies beyond the training bounds.
   *
   * @param limit share that the gate allows
   */
  static CategoryChart beyond(List<GateDecision.Drift> drift, double limit) {
    double[] shares = drift.stream().mapToDouble(one -> 100 * one.beyond()).toArray();
    CategoryChart chart = driftBars("beyond the bounds (% of rows)", drift, shares);
    double largest = Math.max(100 * limit, Arrays.stream(shares).max().orElse(0));
    yAxis(chart.getStyler(), ChartStyle.range(0, largest));
    ChartStyle.level(chart, "allowed", codes(drift), 100 * limit);
    return chart;
  }

  private static CategoryChart driftBars(
      String yTitle, List<GateDecision.Drift> drift, double[] values) {
    double[] none = new double[values.length];
    Arrays.fill(none, Double.NaN);
    CategoryChart chart = bars(yTitle, codes(drift), values, none, none);
    chart.getStyler().setXAxisLabelRotation(60);
    return chart;
  }

  private static List<String> codes(List<GateDecision.Drift> drift) {
    return drift.stream().map(one -> one.indicator().name()).toList();
  }

  /** R² of the network and of the baselines over the share of the session that had passed. */
  static XYChart course(SessionCourse course) {
    XYChart chart = ChartStyle.plot(ChartStyle.HALF, "passed of the session (%)", "R²");
    series(chart, "network", course, SessionCourse.Moment::network, Palette.BLUE);
    series(chart, "target's weights", course, SessionCourse.Moment::weighted, Palette.ORANGE);
    double[] shown =
        chart.getSeriesCollection().stream()
            .flatMapToDouble(series -> Arrays.stream(series.getYData()))
            .toArray();
    xAxis(chart, new double[] {0, POINTS});
    double lowest = Math.max(LOWEST_R2, Math.min(0, Arrays.stream(shown).min().orElse(0)));
    yAxis(chart.getStyler(), new double[] {lowest, 1});
    return chart;
  }

  private static void series(
      XYChart chart,
      String name,
      SessionCourse course,
      Function<SessionCourse.Moment, Metrics> figures,
      Palette colour) {
    List<SessionCourse.Moment> defined =
        course.moments().stream()
            .filter(moment -> figures.apply(moment) != null)
            .filter(moment -> figures.apply(moment).r2() >= LOWEST_R2)
            .toList();
    if (!defined.isEmpty()) {
      XYSeries series =
          line(
              chart,
              name,
              defined.stream().mapToDouble(moment -> 100 * moment.share()).toArray(),
              defined.stream().mapToDouble(moment -> figures.apply(moment).r2()).toArray(),
              colour);
      series.setMarker(colour == Palette.BLUE ? SeriesMarkers.CIRCLE : SeriesMarkers.DIAMOND);
      series.setMarkerColor(colour.color());
    }
  }

  /** The error of each hidden size. */
  static CategoryChart search(HiddenSearch search) {
    List<HiddenSearch.Candidate> tried = search.candidates();
    return bars(
        "RMSE (points)",
        tried.stream().map(candidate -> Integer.toString(candidate.hidden())).toList(),
        tried.stream().mapToDouble(c -> root(c.loss())).toArray(),
        tried.stream().mapToDouble(c -> root(c.loss() - c.standardError())).toArray(),
        tried.stream().mapToDouble(c -> root(c.loss() + c.standardError())).toArray());
  }

  /** A mean square of errors as points. */
  private static double root(double meanSquare) {
    return POINTS * Math.sqrt(Math.max(0, meanSquare));
  }

  private static double[] points(double[] values, int[] places) {
    return Arrays.stream(places).mapToDouble(place -> POINTS * values[place]).toArray();
  }

  private static void dots(XYChart chart, String name, double[] x, double[] y) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(Palette.BLUE.color(SEEN_THROUGH));
    chart.getStyler().setMarkerSize(MARKER);
  }

  static XYSeries line(XYChart chart, String name, double[] x, double[] y, Palette colour) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour.color());
    series.setLineStyle(ChartStyle.line());
    return series;
  }

  private static void reference(XYChart chart, String name, double[] x, double[] y) {
    XYSeries series = line(chart, name, x, y, Palette.FAINT);
    series.setLineStyle(ChartStyle.dashed());
  }

  private static void xAxis(XYChart chart, double[] range) {
    chart.getStyler().setXAxisMin(range[0]).setXAxisMax(range[1]);
    chart.getStyler().setXAxisDecimalPattern(ChartStyle.format(range[0], range[1]));
  }

  private static void yAxis(AxesChartStyler style, double[] range) {
    style.setYAxisMin(range[0]).setYAxisMax(range[1]);
    style.setYAxisDecimalPattern(ChartStyle.format(range[0], range[1]));
  }
}
