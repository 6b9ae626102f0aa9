package io.livegauge.trainer.statistics;

import java.util.Random;

/** Random orders. */
public final class Shuffle {
  private Shuffle() {}

  /** So many numbers from 0 on, in their order. */
  public static int[] inOrder(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    return order;
  }

  /** Puts numbers into a random order, each order with the same chance (Fisher and Yates). */
  public static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int value = order[i];
      order[i] = order[other];
      order[other] = value;
    }
  }
}
