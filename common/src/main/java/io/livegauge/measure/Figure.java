package io.livegauge.measure;

/**
 * The exact integers that the indicators of one scope (window or session) are made of. Only
 * accepted events count, but for presence.
 */
public enum Figure {
  /** Presence, ms. */
  VIEWER_MILLIS,
  /** V: distinct users present at some instant. */
  VIEWERS,
  /** After the cap. */
  BARRAGES,
  /** Booked gifts. */
  GIFTS,
  /** Σ like counts, after the cap. */
  LIKES,
  /** After the cap. */
  SHARES,
  A21_SUM,
  A21_ANSWERS,
  A22_SUM,
  A22_ANSWERS,
  A23_SUM,
  A23_ANSWERS,
  /** Distinct users with a pinned click. */
  PINNED_CLICKERS,
  /** Distinct users with a game_join. */
  PLAYERS,
  /** Distinct users with an accepted order_paid. */
  BUYERS,
  /** Minor units. */
  PAID,
  /** Minor units. */
  REFUNDED,
  /** Product clicks after the cap. */
  CLICKS,
  IMPRESSIONS,
  /** Distinct users with a product click. */
  CLICKERS,
  /** Σ stars. */
  STARS,
  RATINGS,
  FOLLOWS,
  UNFOLLOWS,
  AD_CLICKS,
  AD_IMPRESSIONS;

  /** How many figures a scope has. */
  public static final int COUNT = values().length;
}
