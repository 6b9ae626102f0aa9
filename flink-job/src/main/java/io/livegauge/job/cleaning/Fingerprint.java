package io.livegauge.job.cleaning;

import io.livegauge.event.UserHasher;

/**
 * 64-bit fingerprints of what makes two events of one user the same. A user has some hundred of
 * them at a time, so that a chance collision is out of reach.
 */
final class Fingerprint {
  /** What the fingerprint is of: the same text is another thing as an item than as an id. */
  enum Kind {
    EVENT_ID,
    BARRAGE_TEXT,
    CLICKED_ITEM,
    SURVEY_ITEM,
    CART_ITEM,
    AD_IMPRESSION,
    AD_CLICK,
    SAME_INSTANT,
    STREAK
  }

  /** No secret is hidden here, so a key of zeros serves, and restarts agree on it. */
  private static final UserHasher HASHER = new UserHasher(new byte[UserHasher.KEY_LENGTH]);

  private Fingerprint() {}

  static long of(Kind kind, String text) {
    return HASHER.hash((char) ('A' + kind.ordinal()) + text);
  }

  static long of(Kind kind, String first, String second) {
    return of(kind, first.length() + ":" + first + second);
  }
}
