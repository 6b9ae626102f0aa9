package io.livegauge.trainer.page;

import java.awt.BasicStroke;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts as all pages have them: plain ground, few lines, the legend below. */
public final class ChartStyle {
  /** The width of a chart that has a line of the page for itself. */
  public static final int WIDE = 900;

  /** The width of a chart that shares its line with another. */
  public static final int HALF = 460;

  private static final int HEIGHT = 320;

  /** So much room a bar takes at least. */
  private static final int BAR_WIDTH = 42;

  /** Above this many bars in a wide chart their names stand upright. */
  private static final int LEVEL_LABELS = 8;

  private ChartStyle() {}

  /**
   * Bars without series, for names of a few letters.
   *
   * @param bars how many places there are
   * @param xTitle empty for none
   * @param yTitle with its unit; empty for none
   */
  public static CategoryChart bars(int width, int bars, String xTitle, String yTitle) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(width)
            .height(HEIGHT)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    apply(chart.getStyler(), xTitle, yTitle);
    var style = chart.getStyler();
    style.setPlotGridVerticalLinesVisible(false);
    style.setAvailableSpaceFill(0.7);
    // A line is drawn over the bars, not beside them, and every bar has its name.
    style.setOverlapped(true);
    style.setXAxisTickMarkSpacingHint(10);
    style.setXAxisMaxLabelCount(bars);
    return chart;
  }

  /** Bars with longer names: as wide as these need, and turned where they are many. */
  public static CategoryChart namedBars(int bars, String yTitle) {
    CategoryChart chart = bars(Math.max(WIDE, BAR_WIDTH * bars), bars, "", yTitle);
    chart.getStyler().setXAxisLabelRotation(bars > LEVEL_LABELS ? 60 : 0);
    return chart;
  }

  /**
   * An area without series, with numbers on both axes.
   *
   * @param xTitle with its unit
   * @param yTitle with its unit
   */
  public static XYChart plot(int width, String xTitle, String yTitle) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(HEIGHT)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    apply(chart.getStyler(), xTitle, yTitle);
    return chart;
  }

  /**
   * Marks from where to where each bar's value may lie.
   *
   * @param low one a bar; where a limit is not finite, the bar has no mark
   */
  public static void intervals(
      CategoryChart chart, List<String> bars, double[] low, double[] high) {
    List<Double> middles = new ArrayList<>();
    List<Double> halves = new ArrayList<>();
    for (int bar = 0; bar < low.length; bar++) {
      boolean isKnown = Double.isFinite(low[bar]) && Double.isFinite(high[bar]);
      middles.add(isKnown ? (low[bar] + high[bar]) / 2 : null);
      halves.add(isKnown ? (high[bar] - low[bar]) / 2 : null);
    }
    CategorySeries series = chart.addSeries("interval", bars, middles, halves);
    series.setChartCategorySeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.NONE);
    series.setShowInLegend(false);
  }

  /** Draws a line over all bars, for what the reader compares them with. */
  public static void level(CategoryChart chart, String name, List<String> bars, double value) {
    CategorySeries series = chart.addSeries(name, bars, Collections.nCopies(bars.size(), value));
    series.setChartCategorySeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Line);
    series.setLineColor(Palette.ORANGE.color());
    series.setLineStyle(line());
    series.setMarker(SeriesMarkers.NONE);
  }

  /** Room above and below the values, and 0 where it is near; for values that are equal, too. */
  public static double[] range(double smallest, double largest) {
    double span = largest - smallest;
    double room = span > 0 ? 0.05 * span : Math.max(1e-9, 0.05 * Math.abs(largest));
    double from = smallest >= 0 && smallest <= span ? 0 : smallest - room;
    double to = largest <= 0 && -largest <= span ? 0 : largest + room;
    return new double[] {from, to};
  }

  /** The format of an axis' numbers, with as many digits as its range asks for. */
  public static String format(double from, double to) {
    double span = Math.abs(to - from);
    if (span >= 20) {
      return "#,##0";
    }
    int digits = (int) Math.max(1, 1 - Math.floor(Math.log10(span)));
    return digits > 5 ? "0.#E0" : "0." + "#".repeat(digits);
  }

  /** A line of a chart. */
  public static BasicStroke line() {
    return new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  /** A broken line, for what the reader compares with. */
  public static BasicStroke dashed() {
    return new BasicStroke(
        1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {6f, 4f}, 0f);
  }

  private static void apply(AxesChartStyler style, String xTitle, String yTitle) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    style.setChartBackgroundColor(Palette.GROUND.color());
    style.setPlotBackgroundColor(Palette.GROUND.color());
    style.setPlotBorderColor(Palette.RULE.color());
    style.setPlotGridLinesColor(Palette.RULE.color());
    style.setChartFontColor(Palette.INK.color());
    style.setAxisTickLabelsColor(Palette.INK.color());
    style.setAxisTickMarksColor(Palette.RULE.color());
    style.setXAxisTickLabelsColor(Palette.INK.color());
    style.setYAxisTickLabelsColor(Palette.INK.color());
    style.setXAxisTitleColor(Palette.INK.color());
    style.setYAxisTitleColor(Palette.INK.color());
    style.setErrorBarsColor(Palette.INK.color());
    style.setAxisTickLabelsFont(font);
    style.setAxisTitleFont(font);
    style.setLegendFont(font);
    style.setLegendBackgroundColor(Palette.GROUND.color());
    style.setLegendBorderColor(Palette.GROUND.color());
    style.setLegendPadding(10);
    style.setLegendPosition(Styler.LegendPosition.OutsideS);
    style.setLegendLayout(Styler.LegendLayout.Horizontal);
    style.setLocale(Locale.ROOT);
    style.setChartTitleVisible(false);
    style.setXAxisTitleVisible(!xTitle.isEmpty());
    style.setYAxisTitleVisible(!yTitle.isEmpty());
  }
}
