package io.livegauge.score;

import io.livegauge.indicator.Indicator;

/**
 * What a host can do about an indicator: one measure each, by a stable key. The names are part of
 * the records; texts in the reader's language live in the screens.
 */
public enum AdviceAction {
  /** Give things away at moments announced ahead, so that staying pays. */
  ANNOUNCED_GIVEAWAY(Indicator.A11, true),
  /** Ask the room a question and answer its barrages by name. */
  AUDIENCE_QUESTION(Indicator.A12, false),
  /** Thank givers by name and set a goal that gifts reach together. */
  GIFT_GOAL(Indicator.A13, false),
  /** Promise something for a number of likes and shares. */
  LIKE_AND_SHARE_GOAL(Indicator.A14, false),
  /** Pin the item that is talked of and show it in use. */
  PINNED_DEMONSTRATION(Indicator.A21, false),
  /** Prepare facts, comparisons and answers to the usual doubts. */
  HOST_PREPARATION(Indicator.A22, false),
  /** Play a game whose prize is tied to a purchase. */
  PURCHASE_LINKED_GAME(Indicator.A23, true),
  /** An offer for a limited time. */
  LIMITED_TIME_OFFER(Indicator.A31, true),
  /** Push a promotion to viewers who watch long and do not buy. */
  LONG_WATCHER_PROMOTION(Indicator.A32, true),
  /** Show fewer items at a time, the most clicked ones first. */
  ITEM_ORDER(Indicator.A33, false),
  /** Encourage reviews and filter malicious ones. */
  REVIEW_MANAGEMENT(Indicator.A41, true),
  /** Watch the mood of barrages and answer complaints at once. */
  SENTIMENT_WATCH(Indicator.A42, true),
  /** Reward following, with points or a coupon for the next stream. */
  FOLLOW_REWARD(Indicator.A43, false),
  /** Aim ads at those who click and drop those that nobody does. */
  AD_TARGETING(Indicator.A51, true);

  private static final AdviceAction[] BY_INDICATOR = new AdviceAction[Indicator.values().length];

  static {
    for (AdviceAction action : values()) {
      BY_INDICATOR[action.indicator.ordinal()] = action;
    }
  }

  private final Indicator indicator;
  private final boolean inStudy;

  AdviceAction(Indicator indicator, boolean inStudy) {
    this.indicator = indicator;
    this.inStudy = inStudy;
  }

  /** The indicator that it raises. */
  public Indicator indicator() {
    return indicator;
  }

  /** Whether the reference study asks for it; otherwise it is this project's own. */
  public boolean isInStudy() {
    return inStudy;
  }

  /** The measure for an indicator. */
  public static AdviceAction of(Indicator indicator) {
    return BY_INDICATOR[indicator.ordinal()];
  }
}
