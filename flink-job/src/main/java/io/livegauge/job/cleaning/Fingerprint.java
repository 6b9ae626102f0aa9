package io.livegauge.job.cleaning;

import io.livegauge.event.PackedEvent;

/**
 * 64-bit fingerprints of what makes two events of one user the same. A bucket has up to some
 * millions of them at a time, so that a chance collision is out of reach. Nothing is hidden here:
 * who chose texts to collide would make duplicates of their own events alone, since the user's
 * keyed hash goes in.
 *
 * <p>They are kept in state, so the function is never changed.
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

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long FIRST = 0xBF58476D1CE4E5B9L;
  private static final long SECOND = 0x94D049BB133111EBL;

  private Fingerprint() {}

  /** Of an event's id, for its user. */
  static long ofId(PackedEvent event) {
    return event.eventIdHash(seed(Kind.EVENT_ID, event.userHash()));
  }

  /** Of an event's type and content, for its user. */
  static long ofContent(PackedEvent event) {
    return event.contentHash(seed(Kind.SAME_INSTANT, event.userHash()));
  }

  private static long seed(Kind kind, long userHash) {
    return mixed(userHash) + GOLDEN * (kind.ordinal() + 1);
  }

  /** Takes the text four characters at a time; the last step is that of SplitMix64. */
  static long of(Kind kind, long userHash, String text) {
    int length = text.length();
    long hash = mixed(seed(kind, userHash) + length);
    int at = 0;
    for (; at + 4 <= length; at += 4) {
      long word =
          text.charAt(at)
              | (long) text.charAt(at + 1) << 16
              | (long) text.charAt(at + 2) << 32
              | (long) text.charAt(at + 3) << 48;
      hash = (hash ^ word) * FIRST;
      hash ^= hash >>> 32;
    }
    long rest = 0;
    for (; at < length; at++) {
      rest = rest << 16 | text.charAt(at);
    }
    return mixed(hash ^ rest);
  }

  private static long mixed(long value) {
    long mixed = (value ^ value >>> 30) * FIRST;
    mixed = (mixed ^ mixed >>> 27) * SECOND;
    return mixed ^ mixed >>> 31;
  }
}
