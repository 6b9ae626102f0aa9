package io.livegauge.trainer.data;

import java.util.Comparator;

/**
 * One stored window, as far as training needs it.
 *
 * @param session whose window it is
 * @param windowEnd epoch ms
 * @param currency of the stream, or null where unknown
 * @param category of the stream, or null where unknown
 * @param scored each indicator in the scope that the score uses
 * @param settled the session scope of a session's final window; null in all other windows
 */
public record WindowObservation(
    SessionKey session,
    long windowEnd,
    String currency,
    String category,
    Fractions scored,
    Fractions settled) {
  /** By stream, session and time. */
  static final Comparator<WindowObservation> ORDER =
      Comparator.comparing(WindowObservation::session)
          .thenComparingLong(WindowObservation::windowEnd);

  public boolean isFinal() {
    return settled != null;
  }
}
