package io.livegauge.job.reference;

import io.livegauge.event.Event;
import io.livegauge.event.Reason;
import io.livegauge.measure.Measurement;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a set of events comes to once every session is closed. Every event is in exactly one of
 * {@code rejections}, {@code settlements} and {@code accepted}.
 *
 * @param measurements one per score record, by streamId, then windowEnd
 * @param rejections by identity; STREAM_ENDED and the reasons of cleaning
 * @param settlements by streamId, then canonical order
 * @param accepted by identity
 */
public record ReferenceResult(
    List<Measurement> measurements,
    Map<Event, Reason> rejections,
    List<Settled> settlements,
    Set<Event> accepted) {

  /**
   * A settlement.
   *
   * @param sessionStart of the session it settles, or null where there is none
   */
  public record Settled(Event event, Long sessionStart) {}

  /** Valid events: accepted ones, and those that cleaning rejected. */
  public long valid() {
    return accepted.size() + rejections.values().stream().filter(Reason::isCleaning).count();
  }
}
