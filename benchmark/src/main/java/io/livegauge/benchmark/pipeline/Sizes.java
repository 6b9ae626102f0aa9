package io.livegauge.benchmark.pipeline;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two sizes of a workload that a slope is taken between.
 *
 * @param small events, 1 or more
 * @param large events, more than {@code small}
 */
record Sizes(long small, long large) {
  private static final Pattern TWO = Pattern.compile("([0-9]{1,12}),([0-9]{1,12})");

  Sizes {
    if (small < 1 || large <= small) {
      throw new IllegalArgumentException(
          "the sizes are "
              + small
              + " and "
              + large
              + "; allowed: 1 or more, and then more than that");
    }
  }

  /**
   * Reads {@code SMALL,LARGE}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Sizes parse(String text) {
    Matcher matcher = TWO.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "'; allowed: two numbers with a comma between them, such as 300000,900000");
    }
    return new Sizes(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }

  long difference() {
    return large - small;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,d and %,d events", small, large);
  }
}
