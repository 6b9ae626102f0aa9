package io.livegauge.trainer.report;

import java.util.BitSet;
import java.util.Random;

/** Draws a few of many rows, so that a chart of a million stays small. */
final class Sample {
  private Sample() {}

  /**
   * Different places, in their order; all of them where there are no more than wanted.
   *
   * @param count how many places there are
   * @param wanted how many to draw
   * @param seed of the draw
   */
  static int[] places(int count, int wanted, long seed) {
    BitSet drawn = new BitSet(count);
    if (count <= wanted) {
      drawn.set(0, count);
    } else {
      // Floyd's way: every set of that size is as likely as any other.
      Random random = new Random(seed);
      for (int last = count - wanted; last < count; last++) {
        int place = random.nextInt(last + 1);
        drawn.set(drawn.get(place) ? last : place);
      }
    }
    return drawn.stream().toArray();
  }
}
