package io.livegauge.trainer.page;

/**
 * Rewrites a path's absolute coordinates as steps in hundredths of a pixel, which takes half of the
 * bytes. Rounding does not add up: each step leads to the rounded place.
 */
final class SvgPath {
  private final String absolute;
  private final StringBuilder steps = new StringBuilder();
  private int position;
  private long x;
  private long y;
  private long startX;
  private long startY;

  private SvgPath(String absolute) {
    this.absolute = absolute;
  }

  /**
   * The same path, shorter.
   *
   * @param absolute of the commands M, L, Q, C and Z, a letter before each
   */
  static String shortened(String absolute) {
    return new SvgPath(absolute).read();
  }

  private String read() {
    while (position < absolute.length()) {
      char command = absolute.charAt(position++);
      switch (command) {
        case ' ' -> {
          // Between commands.
        }
        case 'M', 'L', 'Q', 'C' -> points(command);
        case 'Z' -> {
          steps.append('z');
          x = startX;
          y = startY;
        }
        default -> throw new IllegalArgumentException("no path that can be read: " + absolute);
      }
    }
    return steps.toString();
  }

  private void points(char command) {
    int points = command == 'C' ? 3 : command == 'Q' ? 2 : 1;
    steps.append(Character.toLowerCase(command));
    long toX = x;
    long toY = y;
    for (int i = 0; i < points; i++) {
      toX = number();
      toY = number();
      step(toX - x);
      step(toY - y);
    }
    x = toX;
    y = toY;
    if (command == 'M') {
      startX = x;
      startY = y;
    }
  }

  /** The next number in hundredths. */
  private long number() {
    while (absolute.charAt(position) == ' ' || absolute.charAt(position) == ',') {
      position++;
    }
    int from = position;
    while (position < absolute.length()
        && "+-.0123456789eE".indexOf(absolute.charAt(position)) >= 0) {
      position++;
    }
    return Math.round(Double.parseDouble(absolute.substring(from, position)) * 100);
  }

  private void step(long hundredths) {
    String text = hundredths(hundredths);
    if (!text.startsWith("-") && Character.isDigit(steps.charAt(steps.length() - 1))) {
      steps.append(' ');
    }
    steps.append(text);
  }

  /** As short as SVG takes it: no zero before the point, none at the end. */
  static String hundredths(long value) {
    long size = Math.abs(value);
    String whole = size >= 100 ? Long.toString(size / 100) : "";
    long rest = size % 100;
    String fraction = "";
    if (rest != 0) {
      fraction = rest % 10 == 0 ? "." + rest / 10 : (rest < 10 ? ".0" : ".") + rest;
    }
    String text = whole + fraction;
    return text.isEmpty() ? "0" : (value < 0 ? "-" : "") + text;
  }
}
