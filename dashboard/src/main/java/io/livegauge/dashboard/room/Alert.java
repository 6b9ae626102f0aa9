package io.livegauge.dashboard.room;

/** What somebody should look at now. */
public enum Alert {
  SCORE_DROP,
  BELOW_REFERENCE,
  VIEWERS_DROP,
  HIGH_REFUNDS,
  MANY_REJECTED,
  QUIET
}
