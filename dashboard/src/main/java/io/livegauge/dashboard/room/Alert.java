package io.livegauge.dashboard.room;

import java.util.ArrayList;
import java.util.List;

/** What somebody should look at now. A room that has ended has none. */
public enum Alert {
  /** The score is 10 points or more below that of 300 s before. */
  SCORE_DROP,
  /** The score is 10 points or more below that of the model's reference values. */
  BELOW_REFERENCE,
  /** Half or less of the viewers of 300 s before, when there were 20 or more. */
  VIEWERS_DROP,
  /** More than a fifth of what was paid was refunded, with 10 orders or more. */
  HIGH_REFUNDS,
  /** Cleaning rejected more than a fifth of the valid events, of which there were 100 or more. */
  MANY_REJECTED,
  /** No record for more than a minute of event time, though the session has not ended. */
  QUIET;

  /** How far back a drop is looked for. */
  public static final long LOOK_BACK_MILLIS = 300_000;

  /** 10 points of score. */
  public static final int SCORE_STEP_10000 = 100_000;

  /** With fewer viewers than this before, half of them gone is no news. */
  public static final long LEAST_VIEWERS = 20;

  /** With fewer orders than this, refunds are no news. */
  public static final long LEAST_ORDERS = 10;

  /** With fewer valid events than this, rejections are no news. */
  public static final long LEAST_VALID = 100;

  /** One in so many refunded or rejected is the most that is usual. */
  public static final long USUAL_PART = 5;

  /**
   * The alerts of a room.
   *
   * @param facts of its newest record
   * @param change10000 of the score against 300 s before, or null
   * @param viewersBefore viewers 300 s before, or null
   */
  static List<Alert> of(ScoreFacts facts, Status status, Integer change10000, Long viewersBefore) {
    List<Alert> alerts = new ArrayList<>();
    if (status == Status.ENDED) {
      return alerts;
    }
    if (change10000 != null && change10000 <= -SCORE_STEP_10000) {
      alerts.add(SCORE_DROP);
    }
    if (facts.score10000() <= facts.baselineScore10000() - SCORE_STEP_10000) {
      alerts.add(BELOW_REFERENCE);
    }
    if (viewersBefore != null
        && viewersBefore >= LEAST_VIEWERS
        && facts.viewers() <= viewersBefore / 2) {
      alerts.add(VIEWERS_DROP);
    }
    // For whole numbers a > b / 5, rounded down, is a * 5 > b without the overflow.
    if (facts.orders() >= LEAST_ORDERS && facts.refunded() > facts.paid() / USUAL_PART) {
      alerts.add(HIGH_REFUNDS);
    }
    if (facts.valid() >= LEAST_VALID
        && facts.valid() - facts.accepted() > facts.valid() / USUAL_PART) {
      alerts.add(MANY_REJECTED);
    }
    if (status == Status.QUIET) {
      alerts.add(QUIET);
    }
    return alerts;
  }
}
