package io.livegauge.simulator;

/** What goes wrong in reality, and can be switched on in a simulation. */
public enum Impairment {
  /** The same bytes once more, about a second later. */
  REDELIVERY,
  /** The same event id once more, with another event time. */
  RETIMED_REDELIVERY,
  /** The same doing once more under a new event id. */
  NEW_ID_DUPLICATE,
  /** Gift streaks whose last frame, the one with {@code streakEnd}, never comes. */
  STREAK_END_LOST,
  /** Likes, barrages, clicks and shares beyond what a human does. */
  FLOOD,
  /** Logins and logouts in quick succession. */
  ACCESS_STORM,
  /** Carts of no or far too many pieces. */
  ABNORMAL_CART,
  /** Orders of impossible amounts, and of unusual ones. */
  ABNORMAL_ORDER,
  /** Ad clicks without an impression. */
  ORPHAN_CLICK,
  /** Ratings by users who neither bought nor watched. */
  SUSPECT_RATING,
  /** Ratings, answers and refunds of users who were never seen. */
  UNKNOWN_USER,
  /** Events after {@code stream_end}. */
  AFTER_END,
  /** Records up to 1.5 s out of order, well within the bound of 5 s. */
  OUT_OF_ORDER,
  /** Records that come a minute and more too late. */
  LATE,
  /** Records with times far ahead; live only. */
  FUTURE,
  /** Records that are no events. */
  MALFORMED,
  /** Unusual records that are valid all the same. */
  ODD_VALID,
  /** Pairs on both sides of a rule's limit. */
  BOUNDARY,
  /** A topic that gets nothing for most of the run. */
  QUIET_TOPIC
}
