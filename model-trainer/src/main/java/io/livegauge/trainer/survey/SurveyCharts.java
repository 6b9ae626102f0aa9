package io.livegauge.trainer.survey;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGSyntax;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.w3c.dom.Document;

/** The charts of a survey's page as SVG, on light or on dark ground. */
final class SurveyCharts {
  private static final int HEIGHT = 320;
  private static final int MIN_WIDTH = 760;
  private static final int ITEM_WIDTH = 42;

  /** More answers than this are no longer told apart by colour. */
  private static final int MAX_SHARES = 11;

  /** Above this many items names stand upright. */
  private static final int LEVEL_LABELS = 8;

  private static final int LABEL = 18;

  private static final Color LOW = new Color(0xB2182B);
  private static final Color MIDDLE = new Color(0xBDBDBD);
  private static final Color HIGH = new Color(0x2166AC);

  private static final Pattern CLIP = Pattern.compile("clip-?[0-9]+");
  private static final Pattern LONG_FRACTION = Pattern.compile("([0-9]\\.[0-9]{2})[0-9]+");

  private final SurveyReport report;
  private final boolean isDark;

  SurveyCharts(SurveyReport report, boolean isDark) {
    this.report = report;
    this.isDark = isDark;
  }

  /** Rows that do not count, by reason. */
  String excluded() {
    CategoryChart chart = chart(5, "rows");
    List<String> names = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    for (Map.Entry<Screening.Reason, Integer> entry : report.screening().byFirst().entrySet()) {
      names.add(entry.getKey().words());
      counts.add(entry.getValue());
    }
    chart.addSeries("rows", names, counts).setFillColor(bar());
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setXAxisLabelRotation(0);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisDecimalPattern("0");
    return svg(chart);
  }

  /** The shares of answers to each item; null where the scale has too many answers. */
  String shares() {
    SurveyDefinition definition = report.definition();
    if (definition.max() - definition.min() >= MAX_SHARES || report.screening().valid() == 0) {
      return null;
    }
    CategoryChart chart = chart(columns().size(), "% of valid answers");
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
    return svg(chart);
  }

  /** Overall alpha without each item, beside alpha; null where it is not given. */
  String alphas() {
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
  String adequacy() {
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

  private String beside(String name, List<Double> values, String lineName, double line) {
    CategoryChart chart = chart(values.size(), "");
    double lowest = Math.min(0, Collections.min(values));
    chart.getStyler().setYAxisMin(Math.floor(lowest * 10) / 10);
    chart.getStyler().setYAxisMax(1.0);
    chart.getStyler().setYAxisDecimalPattern("0.0");
    chart.addSeries(name, columns(), values).setFillColor(bar());
    CategorySeries series =
        chart.addSeries(lineName, columns(), Collections.nCopies(values.size(), line));
    series.setChartCategorySeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Line);
    series.setLineColor(isDark ? new Color(0xFFB454) : new Color(0xB35900));
    series.setLineStyle(new BasicStroke(2f));
    series.setMarker(SeriesMarkers.NONE);
    return svg(chart);
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

  private CategoryChart chart(int bars, String yTitle) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(Math.max(MIN_WIDTH, ITEM_WIDTH * bars))
            .height(HEIGHT)
            .yAxisTitle(yTitle)
            .build();
    Color ground = isDark ? new Color(0x1B1F24) : Color.WHITE;
    Color ink = isDark ? new Color(0xE6E6E6) : new Color(0x222222);
    Color grid = isDark ? new Color(0x3A4048) : new Color(0xDDDDDD);
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    var style = chart.getStyler();
    style.setChartBackgroundColor(ground);
    style.setPlotBackgroundColor(ground);
    style.setPlotBorderColor(grid);
    style.setPlotGridLinesColor(grid);
    style.setPlotGridVerticalLinesVisible(false);
    style.setChartFontColor(ink);
    style.setAxisTickLabelsColor(ink);
    style.setAxisTickMarksColor(grid);
    style.setXAxisTickLabelsColor(ink);
    style.setYAxisTickLabelsColor(ink);
    style.setYAxisTitleColor(ink);
    style.setAxisTickLabelsFont(font);
    style.setAxisTitleFont(font);
    style.setLegendFont(font);
    style.setLegendBackgroundColor(ground);
    style.setLegendBorderColor(ground);
    style.setLegendPosition(Styler.LegendPosition.OutsideS);
    style.setLegendLayout(Styler.LegendLayout.Horizontal);
    style.setChartTitleVisible(false);
    style.setYAxisTitleVisible(!yTitle.isEmpty());
    style.setAvailableSpaceFill(0.7);
    // A line is drawn over the bars, not beside them, and every bar has its name.
    style.setOverlapped(true);
    style.setXAxisTickMarkSpacingHint(10);
    style.setXAxisMaxLabelCount(bars);
    style.setXAxisLabelRotation(bars > LEVEL_LABELS ? 60 : 0);
    return chart;
  }

  private Color bar() {
    return isDark ? new Color(0x6BA4E7) : new Color(0x2F6DB5);
  }

  private static Color mix(Color from, Color to, double share) {
    return new Color(
        (int) Math.round(from.getRed() + share * (to.getRed() - from.getRed())),
        (int) Math.round(from.getGreen() + share * (to.getGreen() - from.getGreen())),
        (int) Math.round(from.getBlue() + share * (to.getBlue() - from.getBlue())));
  }

  /**
   * Names are drawn as outlines, so that a page looks the same everywhere; hundredths of a pixel do
   * for them. Clips are numbered, as their own names differ from run to run.
   */
  private static String tidied(String svg) {
    Map<String, String> clips = new HashMap<>();
    String numbered =
        CLIP.matcher(svg)
            .replaceAll(
                match -> clips.computeIfAbsent(match.group(), clip -> "clip" + clips.size()));
    return LONG_FRACTION.matcher(numbered).replaceAll("$1");
  }

  private static String svg(CategoryChart chart) {
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .getDOMImplementation()
              .createDocument(SVGSyntax.SVG_NAMESPACE_URI, "svg", null);
      SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
      context.setComment(null);
      SVGGraphics2D graphics = new SVGGraphics2D(context, true);
      graphics.setSVGCanvasSize(new Dimension(chart.getWidth(), chart.getHeight()));
      chart.paint(graphics, chart.getWidth(), chart.getHeight());
      StringWriter out = new StringWriter();
      graphics.stream(out, false);
      return tidied(out.toString());
    } catch (IOException | ParserConfigurationException e) {
      throw new IllegalStateException("a chart cannot be drawn", e);
    }
  }
}
