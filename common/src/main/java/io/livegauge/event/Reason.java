package io.livegauge.event;

/**
 * Why a record was rejected. The order is the order of the rules, and the order in which published
 * records name them.
 */
public enum Reason {
  /** Not JSON, missing or bad fields, unknown type, or a type on the wrong topic. */
  INVALID,
  /** More than 5 minutes ahead of the Kafka record's timestamp. */
  FUTURE,
  /** Within 24 hours after the session's end by {@code stream_end}. */
  STREAM_ENDED,
  /** For a slice that is closed. */
  LATE,
  DUPLICATE_ID,
  DUPLICATE_LOGIN,
  DUPLICATE_INTERACTION,
  DUPLICATE_CART,
  DUPLICATE_ORDER,
  DUPLICATE_AD,
  ORPHAN_CLICK,
  ABNORMAL_ACCESS,
  ABNORMAL_CART,
  ABNORMAL_ORDER,
  SUSPECT_RATING,
  /** A document on the models topic that does not validate; no event, so outside the book. */
  INVALID_MODEL;

  /** Whether the record was a valid event, rejected by cleaning: counted in its session. */
  public boolean isCleaning() {
    return compareTo(DUPLICATE_ID) >= 0 && this != INVALID_MODEL;
  }
}
