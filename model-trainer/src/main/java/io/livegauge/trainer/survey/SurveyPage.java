package io.livegauge.trainer.survey;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * A survey's report as one HTML page that asks no host for anything: no script, charts inside.
 * Charts are there twice, for light and for dark; print takes the light ones.
 */
final class SurveyPage {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ground: #fff; --ink: #222; --faint: #666; --rule: #ddd; }
      body { background: var(--ground); color: var(--ink); max-width: 60rem; margin: 2rem auto;
        padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; }
      h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
      .big { font-size: 2rem; font-weight: 600; }
      .faint, figcaption { color: var(--faint); font-size: .9rem; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; font-size: .92rem; }
      th, td { border-bottom: 1px solid var(--rule); padding: .3rem .6rem; text-align: right; }
      th:first-child, td:first-child { text-align: left; }
      td:first-child { min-width: 9rem; }
      figure { margin: 1.2rem 0; } img { width: 100%; height: auto; }
      img.dark { display: none; }
      li { margin: .3rem 0; }
      @media screen and (prefers-color-scheme: dark) {
        :root { --ground: #1b1f24; --ink: #e6e6e6; --faint: #a0a7b0; --rule: #3a4048; }
        img.light { display: none; } img.dark { display: inline; }
      }
      @media print {
        :root { color-scheme: light; }
        body { max-width: none; margin: 0; font-size: 11pt; }
        figure, tr { break-inside: avoid; } h2 { break-after: avoid; }
        .wide { overflow: visible; }
        table { font-size: 8.5pt; } th, td { padding: .2rem .35rem; }
      }
      """;

  private final SurveyReport report;
  private final StringBuilder html = new StringBuilder();

  private SurveyPage(SurveyReport report) {
    this.report = report;
  }

  static String of(SurveyReport report) {
    return new SurveyPage(report).page();
  }

  private String page() {
    SurveyCharts light = new SurveyCharts(report, false);
    SurveyCharts dark = new SurveyCharts(report, true);
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("img-src data:; style-src 'unsafe-inline'\">\n<title>")
        .append(escaped(report.title()))
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(escaped(report.title()))
        .append("</h1>\n");
    paragraph(
        "faint",
        "Survey report of "
            + report.file()
            + ". Scale from "
            + report.definition().min()
            + " to "
            + report.definition().max()
            + "."
            + (report.isInvented() ? " The file's own header says: invented." : ""));
    problems();
    answers(light, dark);
    reliability();
    items(light, dark);
    if (!report.unused().isEmpty()) {
      paragraph("faint", "Columns not used: " + String.join(", ", report.unused()) + ".");
    }
    return html.append("</body>\n</html>\n").toString();
  }

  private void problems() {
    if (report.analysis().problems().isEmpty()) {
      return;
    }
    heading("What to know first");
    html.append("<ul>\n");
    for (String problem : report.analysis().problems()) {
      html.append("<li>").append(escaped(problem)).append("</li>\n");
    }
    html.append("</ul>\n");
  }

  private void answers(SurveyCharts light, SurveyCharts dark) {
    Screening screening = report.screening();
    heading("Answers");
    paragraph("big", String.format(Locale.ROOT, "%.2f %%", 100 * report.recoveryRate()));
    paragraph("", report.recovery());
    head("reason", "rows (first reason)", "rows (any reason)");
    for (Map.Entry<Screening.Reason, Integer> entry : screening.byFirst().entrySet()) {
      row(
          entry.getKey().words(),
          entry.getValue().toString(),
          screening.byAny().get(entry.getKey()).toString());
    }
    html.append("</tbody></table></div>\n");
    if (screening.durationUnknown() > 0) {
      paragraph(
          "faint",
          "Rows whose time is unknown, not excluded: " + screening.durationUnknown() + ".");
    }
    if (!screening.excluded().isEmpty()) {
      figure("Rows that do not count, by the first reason", light.excluded(), dark.excluded());
    }
    paragraph("", report.listwise());
  }

  private void reliability() {
    heading("Reliability and validity");
    head(
        "",
        "items",
        "Cronbach's alpha",
        "standardised",
        "KMO",
        "chi-squared",
        "df",
        "p",
        "log10 p");
    scope(report.analysis().overall());
    report.analysis().dimensions().forEach(this::scope);
    html.append("</tbody></table></div>\n");
    if (report.bartlett() != null) {
      paragraph("", report.bartlett());
    }
  }

  private void scope(SurveyAnalysis.Scope scope) {
    boolean isTested = scope.bartlett() != null;
    row(
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

  private void items(SurveyCharts light, SurveyCharts dark) {
    heading("Items");
    paragraph("faint", "Reversed items are turned round before anything is computed.");
    head(
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
    SurveyAnalysis analysis = report.analysis();
    for (int i = 0; i < analysis.items().size(); i++) {
      SurveyAnalysis.ItemStatistics item = analysis.items().get(i);
      String text = item.item().text();
      row(
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
    html.append("</tbody></table></div>\n");
    figure("Answers to each item", light.shares(), dark.shares());
    figure("Alpha without each item", light.alphas(), dark.alphas());
    figure("KMO of each item", light.adequacy(), dark.adequacy());
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

  private void heading(String text) {
    html.append("<h2>").append(escaped(text)).append("</h2>\n");
  }

  private void paragraph(String style, String text) {
    html.append(style.isEmpty() ? "<p>" : "<p class=\"" + style + "\">")
        .append(escaped(text))
        .append("</p>\n");
  }

  private void head(String... names) {
    html.append("<div class=\"wide\"><table>\n<thead><tr>");
    for (String name : names) {
      html.append("<th>").append(escaped(name)).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
  }

  private void row(String... cells) {
    html.append("<tr>");
    for (String cell : cells) {
      html.append("<td>").append(escaped(cell)).append("</td>");
    }
    html.append("</tr>\n");
  }

  private void figure(String caption, String light, String dark) {
    if (light == null) {
      return;
    }
    html.append("<figure>");
    image("light", caption, light);
    image("dark", caption, dark);
    html.append("<figcaption>").append(escaped(caption)).append("</figcaption></figure>\n");
  }

  private void image(String style, String caption, String svg) {
    html.append("<img class=\"")
        .append(style)
        .append("\" alt=\"")
        .append(escaped(caption))
        .append("\" src=\"data:image/svg+xml;base64,")
        .append(Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8)))
        .append("\">");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
