package io.livegauge.benchmark.pipeline;

import java.util.Locale;

/**
 * The two sizes of a workload that a slope is taken between.
 *
 * @param small events, 1 or more
 * @param large events, more than {@code small}
 */
record Sizes(long small, long large) {
  Sizes {
    if (small < 1 || large <= small) {
      throw new IllegalArgumentException(
          "the sizes are "
              + small
              + " and "
              + large
              + " events; the first must be 1 or more, the second more than the first");
    }
  }

  long difference() {
    return large - small;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,d and %,d events", small, large);
  }
}
