package io.livegauge.trainer.page;

import java.awt.Dimension;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGSyntax;
import org.knowm.xchart.internal.chartpart.Chart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * A chart as an SVG element that stands in a page itself, so that the page's colours hold in it.
 * Words are drawn as outlines, so that it looks the same everywhere; hundredths of a pixel do.
 */
final class Drawing {
  /** What browsers assume anyway, or what is of no use where words are outlines. */
  private static final Set<String> NEEDLESS =
      Set.of(
          "color-interpolation",
          "color-rendering",
          "clipPathUnits",
          "font-family",
          "font-size",
          "font-style",
          "font-weight",
          "image-rendering",
          "shape-rendering",
          "text-rendering",
          "xmlns",
          "xmlns:xlink");

  private static final Set<String> COLOURS = Set.of("fill", "stroke");
  private static final Pattern FRACTION = Pattern.compile("-?[0-9]+\\.[0-9]+");
  private static final Pattern CLIP = Pattern.compile("url\\(#([^)]*)\\)");

  private final String prefix;
  private final StringBuilder svg = new StringBuilder();

  private Drawing(String prefix) {
    this.prefix = prefix;
  }

  /**
   * The chart.
   *
   * @param label what it shows, for who does not see it
   * @param prefix of the names in it, unlike those of the page's other charts
   */
  static String of(Chart<?, ?> chart, String label, String prefix) {
    Drawing drawing = new Drawing(prefix);
    drawing.svg.append(
        "<svg role=\"img\" aria-label=\""
            + Page.escaped(label)
            + "\" viewBox=\"0 0 "
            + chart.getWidth()
            + " "
            + chart.getHeight()
            + "\" style=\"max-width: "
            // On wide screens a little larger than it is, never as large as a poster.
            + chart.getWidth() * 5 / 4
            + "px\" stroke-linecap=\"square\" stroke-miterlimit=\"10\">");
    drawing.children(root(chart));
    return drawing.svg.append("</svg>").toString();
  }

  private static Element root(Chart<?, ?> chart) {
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
      return graphics.getRoot();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("a chart cannot be drawn", e);
    }
  }

  private void children(Element parent) {
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element && !isEmpty(element)) {
        element(element);
      }
    }
  }

  private static boolean isEmpty(Element element) {
    return (element.getTagName().equals("g") || element.getTagName().equals("defs"))
        && !element.hasChildNodes();
  }

  private void element(Element element) {
    svg.append('<').append(element.getTagName());
    attributes(element)
        .forEach(
            (name, value) -> svg.append(' ').append(name).append("=\"").append(value).append('"'));
    if (element.hasChildNodes()) {
      svg.append('>');
      children(element);
      svg.append("</").append(element.getTagName()).append('>');
    } else {
      svg.append("/>");
    }
  }

  /** In the order of their names, so that equal charts have equal bytes. */
  private Map<String, String> attributes(Element element) {
    Map<String, String> attributes = new TreeMap<>();
    NamedNodeMap all = element.getAttributes();
    for (int i = 0; i < all.getLength(); i++) {
      String name = all.item(i).getNodeName();
      String value = all.item(i).getNodeValue();
      if (NEEDLESS.contains(name)
          || (name.equals("id") && !element.getTagName().equals("clipPath"))) {
        continue;
      }
      attributes.put(name, Page.escaped(attribute(name, value)));
    }
    return attributes;
  }

  private String attribute(String name, String value) {
    if (COLOURS.contains(name)) {
      return Palette.named(value);
    }
    return switch (name) {
      case "d" -> SvgPath.shortened(value);
      case "id" -> prefix + value;
      case "clip-path" -> CLIP.matcher(value).replaceAll("url(#" + prefix + "$1)");
      default ->
          FRACTION
              .matcher(value)
              .replaceAll(
                  number ->
                      SvgPath.hundredths(Math.round(Double.parseDouble(number.group()) * 100)));
    };
  }
}
