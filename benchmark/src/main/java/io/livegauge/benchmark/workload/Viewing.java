package io.livegauge.benchmark.workload;

import io.livegauge.event.EventType;
import java.util.Arrays;

/**
 * What a viewer does at each of their events: a function of seed, viewer and step alone, so that
 * any event can be made again.
 *
 * <p>What needs something before it (a click on an advertisement its impression, a rating or a
 * refund its order) comes at an odd step and needs only the even step before.
 */
final class Viewing {
  /** Steps of a stay are fewer than this. */
  static final int MAX_STEPS = 128;

  private static final int MIN_STAY = 24;
  private static final int STAYS = 80;
  private static final int SURVEY_STEP = 11;

  private static final EventType[] MIX = mix();

  private final long seed;

  Viewing(long seed) {
    this.seed = SplitMix.mix(seed);
  }

  /** How many events a viewer has, the first being {@code enter}, the last {@code leave}. */
  int stay(long viewer) {
    return MIN_STAY + (int) Long.remainderUnsigned(draw(viewer, MAX_STEPS - 1), STAYS);
  }

  /** Random bits that belong to this step alone; unique, so that they can be its identity. */
  long draw(long viewer, int step) {
    return SplitMix.mix((viewer * MAX_STEPS + step) ^ seed);
  }

  EventType type(long viewer, int step, int stay) {
    if (step == 0) {
      return EventType.ENTER;
    }
    if (step == stay - 1) {
      return EventType.LEAVE;
    }
    long draw = draw(viewer, step);
    EventType type = MIX[(int) (draw >>> 54)];
    if (step % 2 == 0) {
      return type;
    }
    EventType consequence = step == 1 ? null : consequence(viewer, step - 1, draw);
    if (consequence != null) {
      return consequence;
    }
    if (step == SURVEY_STEP && (draw & 7) == 0) {
      return EventType.SURVEY_ANSWER;
    }
    // An order or an advertisement here would leave no step for what follows from it.
    return type == EventType.ORDER_PAID || type == EventType.AD_IMPRESSION
        ? EventType.HEARTBEAT
        : type;
  }

  private EventType consequence(long viewer, int before, long draw) {
    int chance = (int) (draw & 0xF);
    return switch (MIX[(int) (draw(viewer, before) >>> 54)]) {
      case AD_IMPRESSION -> chance < 3 ? EventType.AD_CLICK : null;
      case ORDER_PAID ->
          chance < 5 ? EventType.RATING : chance == 5 ? EventType.ORDER_REFUNDED : null;
      default -> null;
    };
  }

  /** Types as often as they shall come, of 1,024. */
  private static EventType[] mix() {
    EventType[] mix = new EventType[1024];
    int filled = 0;
    filled = fill(mix, filled, EventType.LIKE, 260);
    filled = fill(mix, filled, EventType.PRODUCT_IMPRESSION, 130);
    filled = fill(mix, filled, EventType.BARRAGE, 120);
    filled = fill(mix, filled, EventType.PRODUCT_CLICK, 70);
    filled = fill(mix, filled, EventType.AD_IMPRESSION, 24);
    filled = fill(mix, filled, EventType.GIFT, 24);
    filled = fill(mix, filled, EventType.CART_ADD, 20);
    filled = fill(mix, filled, EventType.SHARE, 12);
    filled = fill(mix, filled, EventType.ORDER_PAID, 12);
    filled = fill(mix, filled, EventType.GAME_JOIN, 10);
    filled = fill(mix, filled, EventType.FOLLOW, 8);
    filled = fill(mix, filled, EventType.UNFOLLOW, 2);
    fill(mix, filled, EventType.HEARTBEAT, mix.length - filled);
    return mix;
  }

  private static int fill(EventType[] mix, int from, EventType type, int count) {
    Arrays.fill(mix, from, from + count, type);
    return from + count;
  }
}
