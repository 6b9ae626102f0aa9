package io.livegauge.trainer.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * One HTML page that asks no host for anything: charts inside, and no script but one that it was
 * given. It follows the reader's choice of light or dark, and prints in light. It is also
 * well-formed XML, and equal content makes equal bytes.
 */
public final class Page {
  private static final String STYLE =
      """
      * { box-sizing: border-box; }
      body { background: var(--ground); color: var(--ink); max-width: 60rem; margin: 2rem auto;
        padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
      h1 { font-size: 1.6rem; line-height: 1.25; }
      h2 { font-size: 1.25rem; margin: 2.6rem 0 .8rem; }
      h3 { font-size: 1rem; margin: 1.6rem 0 .4rem; }
      a { color: var(--blue); }
      .big { font-size: 2rem; font-weight: 600; }
      .faint, figcaption { color: var(--faint); font-size: .9rem; }
      .note { border-left: 3px solid var(--orange); padding: .2rem 0 .2rem .8rem; }
      .wide { overflow-x: auto; }
      nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; }
      .tiles { display: grid; gap: .8rem; margin: 1.2rem 0; padding: 0;
        grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); }
      .tiles div { border: 1px solid var(--rule); border-radius: 6px; padding: .6rem .8rem; }
      .tiles dt { color: var(--faint); font-size: .85rem; }
      .tiles dd { margin: 0; }
      .tiles .value { font-size: 1.5rem; font-weight: 600; line-height: 1.3; }
      table { border-collapse: collapse; width: 100%; font-size: .92rem;
        font-variant-numeric: tabular-nums; }
      th, td { border-bottom: 1px solid var(--rule); padding: .3rem .6rem; text-align: right;
        vertical-align: top; }
      th { vertical-align: bottom; }
      td { white-space: nowrap; }
      .words { text-align: left; }
      td.words { white-space: normal; overflow-wrap: anywhere; min-width: 5rem; }
      td:first-child { min-width: 9rem; }
      .dense { font-size: .84rem; } .dense th, .dense td { padding: .3rem .35rem; }
      .marked td { font-weight: 600; }
      pre { border: 1px solid var(--rule); border-radius: 6px; padding: .6rem .8rem;
        white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; }
      code { white-space: nowrap; }
      figure { margin: 1.2rem 0; }
      .charts { display: grid; gap: 1rem 1.5rem;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
      .charts.broad { display: block; overflow-x: auto; }
      svg { display: block; width: 100%; height: auto; }
      .broad svg { min-width: 38rem; }
      li { margin: .3rem 0; }
      @media screen and (prefers-color-scheme: dark) { :root { DARK } }
      @media print {
        :root { color-scheme: light; font-size: 10.5pt; }
        @page { margin: 15mm; }
        body { max-width: none; margin: 0; padding: 0; font-size: 1rem; }
        nav { display: none; }
        figure, tr, .tiles div, pre { break-inside: avoid; }
        figure.many { break-inside: auto; } svg { break-inside: avoid; }
        h2, h3 { break-after: avoid; }
        .wide, .charts.broad { overflow: visible; }
        .charts { grid-template-columns: 1fr 1fr; }
        .charts.single { display: block; }
        .charts svg { max-width: 100% !important; }
        .charts.single svg { max-width: 75% !important; }
        .broad svg { min-width: 0; }
        .tiles { grid-template-columns: repeat(4, 1fr); }
        table { font-size: 8.5pt; } th, td { padding: .2rem .35rem; }
        .dense { font-size: 7.5pt; }
      }
      """;

  /** Charts from this width on have a line of their own, and are not made small on a phone. */
  private static final int BROAD = 600;

  private static final Pattern OPTION = Pattern.compile("(^|[ (])(--[a-z][a-z-]*)");
  private static final Pattern NO_XML =
      Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  private final String title;
  private final StringBuilder body = new StringBuilder();
  private final List<String> contents = new ArrayList<>();
  private String style = "";
  private String script = "";
  private int contentsAt = -1;
  private int charts;

  /** An empty page with a title. */
  public Page(String title) {
    this.title = title;
  }

  /** A big number or word with its name, and a smaller line on it; null for none. */
  public record Tile(String name, String value, String remark) {}

  /** Names the headings that follow, here, each a link. */
  public Page contents() {
    contentsAt = body.length();
    return this;
  }

  /** A section begins. */
  public Page heading(String text) {
    contents.add(text);
    body.append("<h2 id=\"s").append(contents.size()).append("\">");
    body.append(escaped(text)).append("</h2>\n");
    return this;
  }

  /** A part of a section begins. */
  public Page subheading(String text) {
    body.append("<h3>").append(escaped(text)).append("</h3>\n");
    return this;
  }

  /** A paragraph. */
  public Page paragraph(String text) {
    return paragraph("", text);
  }

  /** A paragraph that stands back. */
  public Page faint(String text) {
    return paragraph("faint", text);
  }

  /** A paragraph with few, large letters. */
  public Page big(String text) {
    return paragraph("big", text);
  }

  /** A paragraph that nobody should miss. */
  public Page note(String text) {
    return paragraph("note", text);
  }

  private Page paragraph(String style, String text) {
    body.append(style.isEmpty() ? "<p>" : "<p class=\"" + style + "\">")
        .append(prose(text))
        .append("</p>\n");
    return this;
  }

  /** Sentences one under the other; nothing where there are none. */
  public Page list(List<String> sentences) {
    if (!sentences.isEmpty()) {
      body.append("<ul>\n");
      sentences.forEach(text -> body.append("<li>").append(prose(text)).append("</li>\n"));
      body.append("</ul>\n");
    }
    return this;
  }

  /** What is to be seen first. */
  public Page tiles(List<Tile> tiles) {
    body.append("<dl class=\"tiles\">\n");
    for (Tile tile : tiles) {
      body.append("<div><dt>").append(escaped(tile.name())).append("</dt><dd class=\"value\">");
      body.append(escaped(tile.value())).append("</dd>");
      if (tile.remark() != null) {
        body.append("<dd class=\"faint\">").append(escaped(tile.remark())).append("</dd>");
      }
      body.append("</div>\n");
    }
    body.append("</dl>\n");
    return this;
  }

  /** A table. */
  public Page table(Table table) {
    body.append(table.html());
    return this;
  }

  /** Text as it stands, such as a command. */
  public Page verbatim(String text) {
    body.append("<pre>").append(escaped(text)).append("</pre>\n");
    return this;
  }

  /** One chart with what it shows. */
  public Page figure(String caption, Chart<?, ?> chart) {
    return figure(caption, List.of(chart), List.of(caption));
  }

  /**
   * Charts side by side where there is room, with what they show together.
   *
   * @param labels what each shows, for who does not see it
   */
  public Page figure(String caption, List<? extends Chart<?, ?>> shown, List<String> labels) {
    boolean isBroad = shown.stream().anyMatch(chart -> chart.getWidth() >= BROAD);
    body.append(shown.size() > 2 ? "<figure class=\"many\">" : "<figure>")
        .append("<div class=\"charts")
        .append(isBroad ? " broad" : shown.size() == 1 ? " single" : "")
        .append("\">\n");
    for (int i = 0; i < shown.size(); i++) {
      body.append(Drawing.of(shown.get(i), labels.get(i), "c" + ++charts + "-")).append('\n');
    }
    body.append("</div><figcaption>").append(escaped(caption)).append("</figcaption></figure>\n");
    return this;
  }

  /** Markup of the caller's own: well-formed, and all text in it {@link #escaped}. */
  public Page markup(String html) {
    body.append(html);
    return this;
  }

  /** Rules of CSS for {@link #markup}, after the page's own. */
  public Page style(String css) {
    style = css;
    return this;
  }

  /**
   * The only script that the page lets run, at its end; it can do without {@code &} and less-than.
   */
  public Page script(String code) {
    if (code.contains("&") || code.contains("<")) {
      throw new IllegalArgumentException("a script with & or < makes the page no XML");
    }
    script = code;
    return this;
  }

  /** The whole page. */
  public String html() {
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("style-src 'unsafe-inline'")
        .append(script.isEmpty() ? "" : "; script-src 'sha256-" + sha256(script) + "'")
        .append("\"/>\n<title>")
        .append(escaped(title))
        .append("</title>\n<style>\n:root { color-scheme: light dark; ")
        .append(Palette.declarations(false))
        .append(" }\n")
        .append(STYLE.replace("DARK", Palette.declarations(true)))
        .append(style)
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(escaped(title))
        .append("</h1>\n");
    html.append(body, 0, Math.max(0, contentsAt));
    if (contentsAt >= 0) {
      html.append("<nav aria-label=\"Contents\"><ul>\n");
      for (int i = 0; i < contents.size(); i++) {
        html.append("<li><a href=\"#s").append(i + 1).append("\">");
        html.append(escaped(contents.get(i))).append("</a></li>\n");
      }
      html.append("</ul></nav>\n");
    }
    return html.append(body, Math.max(0, contentsAt), body.length())
        .append(script.isEmpty() ? "" : "<script>" + script + "</script>\n")
        .append("</body>\n</html>\n")
        .toString();
  }

  /** Text whose options of commands stand out, and are not broken between lines. */
  private static String prose(String text) {
    return OPTION.matcher(escaped(text)).replaceAll("$1<code>$2</code>");
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Text that is nothing but text in HTML and XML; what neither allows is replaced. */
  public static String escaped(String text) {
    return NO_XML
        .matcher(text)
        .replaceAll("\uFFFD")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
