package io.livegauge.job.reference;

import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import io.livegauge.event.Reason;
import io.livegauge.measure.Interaction;
import io.livegauge.measure.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One stream, slice by slice, until its last session is closed. */
final class StreamReplay {
  static final String BY_STREAM_END = "stream_end";
  static final String BY_SILENCE = "silence";

  private final List<Event> events;
  private final ReferenceOptions options;
  private final Cleaning cleaning;

  private final List<Judged> valid = new ArrayList<>();
  private final List<Event> streamEnded = new ArrayList<>();
  private final List<ReferenceResult.Settled> settlements = new ArrayList<>();
  private final List<Measurement> measurements = new ArrayList<>();

  /** The open session, or null. */
  private Session session;

  /** The last session that a stream_end ended, or null, and the slice end where it did. */
  private Session ended;

  private long endedAt;

  /**
   * @param events of one stream, in canonical order
   */
  StreamReplay(List<Event> events, ReferenceOptions options) {
    this.events = events;
    this.options = options;
    this.cleaning = new Cleaning(options);
  }

  List<Judged> valid() {
    return valid;
  }

  List<Event> streamEnded() {
    return streamEnded;
  }

  List<ReferenceResult.Settled> settlements() {
    return settlements;
  }

  List<Measurement> measurements() {
    return measurements;
  }

  void run() {
    int next = 0;
    long sliceEnd = Long.MIN_VALUE;
    while (session != null || next < events.size()) {
      // With a session open every slice is closed in turn, empty or not; else time skips ahead.
      long sliceStart =
          session != null
              ? sliceEnd
              : Math.floorDiv(events.get(next).eventTime, options.sliceMillis())
                  * options.sliceMillis();
      sliceEnd = sliceStart + options.sliceMillis();
      List<Event> slice = new ArrayList<>();
      while (next < events.size() && events.get(next).eventTime < sliceEnd) {
        slice.add(events.get(next));
        next++;
      }
      closeSlice(slice, sliceStart, sliceEnd);
    }
  }

  private void closeSlice(List<Event> slice, long sliceStart, long sliceEnd) {
    List<Event> unremembered = new ArrayList<>();
    boolean hasStreamEnd = false;
    for (Event event : slice) {
      if (isAfterEnd(event)) {
        if (isSettlementType(event.type)) {
          settlements.add(new ReferenceResult.Settled(event, ended.start));
        } else {
          streamEnded.add(event);
        }
        continue;
      }
      Viewer viewer = remembered(event);
      if (viewer == null && isSettlementType(event.type)) {
        unremembered.add(event);
        continue;
      }
      take(event, viewer == null ? new Viewer(event.userHash) : viewer, sliceStart, sliceEnd);
      hasStreamEnd |= event.type == EventType.STREAM_END;
    }
    for (Event event : unremembered) {
      boolean open = session != null && event.eventTime >= session.start;
      settlements.add(new ReferenceResult.Settled(event, open ? session.start : null));
    }
    if (session != null) {
      closeSessionSlice(hasStreamEnd, sliceStart, sliceEnd);
    }
  }

  private boolean isAfterEnd(Event event) {
    return ended != null
        && event.eventTime >= endedAt
        && event.eventTime < endedAt + options.endedForMillis();
  }

  private static boolean isSettlementType(EventType type) {
    return type == EventType.ORDER_REFUNDED
        || type == EventType.RATING
        || type == EventType.SURVEY_ANSWER;
  }

  /** The event's user, if their last valid event is less than the memory ago; else null. */
  private Viewer remembered(Event event) {
    for (int i = valid.size() - 1; i >= 0; i--) {
      Judged earlier = valid.get(i);
      if (earlier.viewer().userHash == event.userHash) {
        return event.eventTime - earlier.event().eventTime < options.silenceMillis()
            ? earlier.viewer()
            : null;
      }
    }
    return null;
  }

  private void take(Event event, Viewer viewer, long sliceStart, long sliceEnd) {
    if (session == null) {
      session = new Session(event.eventTime);
    }
    Reason reason = cleaning.judge(event, viewer, session, sliceStart);
    Judged judged = new Judged(event, viewer, reason);
    valid.add(judged);
    session.events.add(judged);
    if (judged.isAccepted() && event.type == EventType.GIFT) {
      takeGift(event, viewer, sliceEnd);
    }
  }

  private void takeGift(Event gift, Viewer viewer, long sliceEnd) {
    if (gift.streakId == null) {
      session.bookings.add(
          new Session.Booking(sliceEnd, gift.repeatCount, gift.repeatCount * gift.unitValue));
      return;
    }
    Session.Streak streak = null;
    for (Session.Streak s : session.streaks) {
      if (s.viewer == viewer
          && s.streakId.equals(gift.streakId)
          && gift.eventTime - s.lastFrame <= options.streakMemoryMillis()) {
        streak = s;
      }
    }
    if (streak == null) {
      streak = new Session.Streak(viewer, gift.streakId);
      session.streaks.add(streak);
    }
    streak.lastFrame = gift.eventTime;
    if (gift.repeatCount > streak.most) {
      streak.most = gift.repeatCount;
      streak.unitValue = gift.unitValue;
    } else if (gift.repeatCount == streak.most) {
      streak.unitValue = Math.max(streak.unitValue, gift.unitValue);
    }
    if (gift.streakEnd) {
      book(streak, sliceEnd);
    }
  }

  private void book(Session.Streak streak, long sliceEnd) {
    long gifts = streak.most - streak.booked;
    if (gifts > 0) {
      session.bookings.add(new Session.Booking(sliceEnd, gifts, gifts * streak.unitValue));
      streak.booked = streak.most;
    }
  }

  private void closeSessionSlice(boolean hasStreamEnd, long sliceStart, long sliceEnd) {
    boolean isSilent = sliceEnd - session.lastValid() >= options.silenceMillis();
    boolean isFinal = hasStreamEnd || isSilent;
    for (Session.Streak streak : session.streaks) {
      if (isFinal || sliceEnd - streak.lastFrame >= options.streakCloseMillis()) {
        book(streak, sliceEnd);
      }
    }
    // The first slice end of dormancy still gets a record: it has none if the one before it was
    // that first one, or later.
    boolean isDormant = sliceStart - session.lastValid() >= options.dormancyMillis();
    if (isFinal || !isDormant) {
      count(sliceStart, sliceEnd);
      Measuring measuring = new Measuring(session, sliceStart, sliceEnd, options);
      // Dormancy is longer than presence, so no slice end without a record can be the peak.
      session.peak = Math.max(session.peak, measuring.concurrent());
      String endedBy = hasStreamEnd ? BY_STREAM_END : BY_SILENCE;
      measurements.add(measuring.measure(isFinal ? endedBy : null));
    }
    if (isFinal) {
      if (hasStreamEnd) {
        ended = session;
        endedAt = sliceEnd;
      }
      session = null;
    }
  }

  /** Counts the slice's interactions per user and kind, each beside the cap of its kind. */
  private void count(long sliceStart, long sliceEnd) {
    for (Interaction kind : Interaction.values()) {
      Map<Viewer, Long> counts = new LinkedHashMap<>();
      for (Judged judged : session.events) {
        Event event = judged.event();
        if (judged.isAccepted() && event.eventTime >= sliceStart && kindOf(event.type) == kind) {
          long count = kind == Interaction.LIKE ? event.count : 1;
          counts.merge(judged.viewer(), count, Long::sum);
        }
      }
      long cap = cap(kind, sliceStart);
      counts.forEach(
          (viewer, count) ->
              session.counts.add(new Session.Counted(sliceEnd, kind, viewer, count, cap)));
    }
  }

  private static Interaction kindOf(EventType type) {
    return switch (type) {
      case LIKE -> Interaction.LIKE;
      case BARRAGE -> Interaction.BARRAGE;
      case PRODUCT_CLICK -> Interaction.CLICK;
      case SHARE -> Interaction.SHARE;
      default -> null;
    };
  }

  /** The cap by the window that ended with the previous slice, at {@code previousEnd}. */
  private long cap(Interaction kind, long previousEnd) {
    List<Long> counts = new ArrayList<>();
    for (Session.Counted counted : session.counts) {
      if (counted.kind() == kind
          && counted.sliceEnd() <= previousEnd
          && counted.sliceEnd() > previousEnd - options.windowMillis()) {
        counts.add(counted.count());
      }
    }
    long floor = options.floor(kind);
    return counts.isEmpty()
        ? floor
        : Math.max(floor, Medians.upperBound(counts, options.capDeviations()));
  }
}
