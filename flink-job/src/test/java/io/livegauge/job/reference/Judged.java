package io.livegauge.job.reference;

import io.livegauge.event.Event;
import io.livegauge.event.Reason;

/**
 * A valid event and what cleaning made of it.
 *
 * @param reason why it was rejected, or null for an accepted event
 */
record Judged(Event event, Viewer viewer, Reason reason) {

  /** Passed steps 1 to 3: accepted, or rejected as an outlier. */
  boolean isDistinct() {
    if (reason == null) {
      return true;
    }
    return switch (reason) {
      case ABNORMAL_ACCESS, ABNORMAL_CART, ABNORMAL_ORDER, SUSPECT_RATING -> true;
      default -> false;
    };
  }

  boolean isAccepted() {
    return reason == null;
  }
}
