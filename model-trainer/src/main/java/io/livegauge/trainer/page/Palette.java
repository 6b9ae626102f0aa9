package io.livegauge.trainer.page;

import java.awt.Color;
import java.util.Arrays;
import java.util.Locale;

/**
 * The colours of pages and their charts. Each is there for light and for dark ground; charts are
 * drawn with the light ones and name them, so that the page decides. Those of series differ in
 * brightness too and are told apart by people with any of the common colour vision deficiencies.
 */
public enum Palette {
  /** What everything stands on. */
  GROUND(0xFFFFFF, 0x1B1F24),
  /** Text. */
  INK(0x222222, 0xE6E6E6),
  /** Text beside the matter, and lines to compare with. */
  FAINT(0x666666, 0xA0A7B0),
  /** Lines of tables and charts. */
  RULE(0xDDDDDD, 0x3A4048),
  /** The first series, and this training's own network. */
  BLUE(0x2F6DB5, 0x6BA4E7),
  /** The second series. */
  ORANGE(0xB35900, 0xFFB454),
  /** The third series. */
  GREEN(0x1B7F5F, 0x52D1A8),
  /** The fourth series. */
  PURPLE(0x8A4B9E, 0xD79BE8);

  private final int light;
  private final int dark;

  Palette(int light, int dark) {
    this.light = light;
    this.dark = dark;
  }

  /** What charts are drawn with. */
  public Color color() {
    return new Color(light);
  }

  /** The same, seen through. */
  public Color color(double opacity) {
    Color color = color();
    return new Color(
        color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(opacity * 255));
  }

  private String variable() {
    return "--" + name().toLowerCase(Locale.ROOT);
  }

  /** The declarations of all colours in CSS. */
  static String declarations(boolean isDark) {
    StringBuilder css = new StringBuilder();
    for (Palette entry : values()) {
      css.append(entry.variable())
          .append(String.format(Locale.ROOT, ": #%06x; ", isDark ? entry.dark : entry.light));
    }
    return css.toString().strip();
  }

  /** A colour as SVG names it, with the page's variable in its place where it has one. */
  static String named(String svgColor) {
    return switch (svgColor) {
      // These two have names of their own in SVG.
      case "white" -> GROUND.use();
      case "black" -> INK.use();
      default ->
          Arrays.stream(values())
              .filter(entry -> entry.inSvg().equals(svgColor))
              .findFirst()
              .map(Palette::use)
              .orElse(svgColor);
    };
  }

  private String inSvg() {
    Color color = color();
    return "rgb(" + color.getRed() + "," + color.getGreen() + "," + color.getBlue() + ")";
  }

  private String use() {
    return "var(" + variable() + ")";
  }
}
