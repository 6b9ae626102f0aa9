package io.livegauge.benchmark.report;

import io.livegauge.benchmark.result.Result.Point;
import io.livegauge.benchmark.result.Result.Series;
import io.livegauge.trainer.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * A series as markup: bars with a mark from the least round to the greatest, or a line where the
 * points are named by numbers. Words stay words, so that they are readable at any width.
 */
final class Charts {
  /** What the markup needs of CSS. */
  static final String STYLE =
      """
      .bars { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr max-content;
        gap: .35rem .8rem; align-items: center; font-size: .92rem; max-width: 48rem; }
      .bars .track { position: relative; height: 1.1rem; border-left: 1px solid var(--rule); }
      .bars .fill { position: absolute; inset: 0 auto 0 0; background: var(--blue);
        border-radius: 0 3px 3px 0; min-width: 1px; print-color-adjust: exact;
        -webkit-print-color-adjust: exact; }
      .bars .spread { position: absolute; top: 50%; height: 0; border-top: 2px solid var(--orange);
        min-width: 2px; }
      .bars .number { text-align: right; font-variant-numeric: tabular-nums; }
      .bars small { color: var(--faint); }
      figure .bars { margin-bottom: .4rem; }
      svg.line { max-width: 34rem; }
      svg.line text { fill: var(--ink); font: 12px system-ui, sans-serif; }
      @media (max-width: 36rem) {
        .bars { grid-template-columns: 1fr max-content; }
        .bars { grid-auto-flow: dense; }
        .bars .track { grid-column: 1 / -1; height: .8rem; margin-bottom: .4rem; }
      }
      """;

  private static final int WIDTH = 420;
  private static final int HEIGHT = 230;
  private static final int LEFT = 58;
  private static final int RIGHT = 14;
  private static final int TOP = 12;
  private static final int BOTTOM = 40;

  /** Room for the words of the first and the last point. */
  private static final int INSET = 22;

  /** From this ratio of the largest x to the smallest on, equal factors are equally far apart. */
  private static final double WIDE = 20;

  private Charts() {}

  /** A figure of the page. */
  static String of(Series series) {
    List<Double> places = places(series);
    String chart = places == null ? bars(series) : line(series, places);
    String better = series.better().equals("higher") ? "more is better" : "less is better";
    return "<figure>"
        + chart
        + "<figcaption>"
        + Page.escaped(series.unit() + "; " + better)
        + "</figcaption></figure>\n";
  }

  /** The numbers that the points are named by, ascending, at least three; else null. */
  private static List<Double> places(Series series) {
    List<Double> places = new ArrayList<>();
    for (Point point : series.points()) {
      try {
        places.add(Double.valueOf(point.name().replace(",", "")));
      } catch (NumberFormatException e) {
        return null;
      }
      int last = places.size() - 1;
      if (last > 0 && !(places.get(last) > places.get(last - 1))) {
        return null;
      }
    }
    return places.size() < 3 ? null : places;
  }

  private static String bars(Series series) {
    double largest = series.points().stream().mapToDouble(Point::max).max().orElse(0);
    StringBuilder html = new StringBuilder("<div class=\"bars\">\n");
    for (Point point : series.points()) {
      html.append("<span>").append(Page.escaped(point.name())).append("</span>");
      html.append("<span class=\"track\" aria-hidden=\"true\">");
      if (largest > 0) {
        html.append("<span class=\"fill\" style=\"width: ")
            .append(percent(point.median() / largest))
            .append("\"></span>");
        if (point.max() > point.min()) {
          html.append("<span class=\"spread\" style=\"left: ")
              .append(percent(point.min() / largest))
              .append("; width: ")
              .append(percent((point.max() - Math.max(0, point.min())) / largest))
              .append("\"></span>");
        }
      }
      html.append("</span><span class=\"number\"><strong>")
          .append(Page.escaped(Shown.figure(point.median())))
          .append("</strong>");
      if (point.max() > point.min()) {
        html.append(" <small>")
            .append(Shown.figure(point.min()))
            .append(" to ")
            .append(Shown.figure(point.max()))
            .append("</small>");
      }
      html.append("</span>\n");
    }
    return html.append("</div>").toString();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * Math.max(0, Math.min(1, share)));
  }

  private static String line(Series series, List<Double> places) {
    double largest = series.points().stream().mapToDouble(Point::max).max().orElse(0);
    double step = step(largest);
    double top = step * Math.max(1, Math.ceil(largest / step));
    boolean isWide = places.get(0) > 0 && places.get(places.size() - 1) > WIDE * places.get(0);
    StringBuilder svg =
        new StringBuilder("<svg class=\"line\" role=\"img\" viewBox=\"0 0 ")
            .append(WIDTH + " " + HEIGHT + "\" aria-label=\"")
            .append(Page.escaped(series.title()))
            .append("\">\n");
    for (double value = 0; value <= top * 1.001; value += step) {
      double y = y(value, top);
      svg.append(line("var(--rule)", LEFT, y, WIDTH - RIGHT, y));
      svg.append(text(LEFT - 6, y + 4, "end", Shown.figure(value)));
    }
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < places.size(); i++) {
      Point point = series.points().get(i);
      double x = x(places, i, isWide);
      path.append(number(x)).append(',').append(number(y(point.median(), top))).append(' ');
      svg.append(line("var(--orange)", x, y(point.min(), top), x, y(point.max(), top)));
      svg.append(text(x, HEIGHT - BOTTOM + 18, "middle", point.name()));
    }
    svg.append("<polyline fill=\"none\" stroke=\"var(--blue)\" stroke-width=\"2\" points=\"")
        .append(path.toString().strip())
        .append("\"/>\n");
    for (int i = 0; i < places.size(); i++) {
      double median = series.points().get(i).median();
      double y = y(median, top);
      svg.append("<circle r=\"3.5\" fill=\"var(--blue)\" cx=\"")
          .append(number(x(places, i, isWide)) + "\" cy=\"" + number(y) + "\"/>")
          // Below where the line is near the top.
          .append(
              text(
                  x(places, i, isWide),
                  y < TOP + 14 ? y + 18 : y - 8,
                  "middle",
                  Shown.figure(median)));
    }
    return svg.append("</svg>").toString();
  }

  /** 1, 2 or 5 times a power of ten: a fifth to a half of the largest value. */
  private static double step(double largest) {
    if (!(largest > 0)) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(largest / 2)));
    double factor = largest / 2 / power;
    return power * (factor >= 5 ? 5 : factor >= 2 ? 2 : 1);
  }

  private static double x(List<Double> places, int i, boolean isWide) {
    DoubleUnaryOperator scale = isWide ? Math::log : DoubleUnaryOperator.identity();
    double from = scale.applyAsDouble(places.get(0));
    double to = scale.applyAsDouble(places.get(places.size() - 1));
    double part = (scale.applyAsDouble(places.get(i)) - from) / (to - from);
    return LEFT + INSET + part * (WIDTH - RIGHT - LEFT - 2 * INSET);
  }

  private static double y(double value, double top) {
    return HEIGHT - BOTTOM - Math.max(0, value) / top * (HEIGHT - BOTTOM - TOP);
  }

  private static String line(String stroke, double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line stroke=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
        stroke,
        x1,
        y1,
        x2,
        y2);
  }

  private static String text(double x, double y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
        x,
        y,
        anchor,
        Page.escaped(text));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
