package io.livegauge.job.reference;

import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import java.util.ArrayList;
import java.util.List;

/** When one user was present, from their distinct events. */
final class Presence {
  private final List<Long> instants = new ArrayList<>();
  private final List<Interval> intervals = new ArrayList<>();

  /** From inclusive, to exclusive; empty where a leave has the time of the event. */
  record Interval(long from, long to) {}

  /**
   * @param events distinct events of one user in canonical order
   */
  Presence(List<Event> events, long presenceMillis) {
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      if (!begins(event.type)) {
        continue;
      }
      long to = event.eventTime + presenceMillis;
      for (int j = i + 1; j < events.size(); j++) {
        if (ends(events.get(j).type)) {
          to = Math.min(to, events.get(j).eventTime);
          break;
        }
      }
      instants.add(event.eventTime);
      unite(new Interval(event.eventTime, to));
    }
  }

  /** Intervals come in order of their start, so only the last one can overlap the next. */
  private void unite(Interval next) {
    if (!intervals.isEmpty()) {
      Interval last = intervals.get(intervals.size() - 1);
      if (next.from() <= last.to()) {
        intervals.set(
            intervals.size() - 1, new Interval(last.from(), Math.max(last.to(), next.to())));
        return;
      }
    }
    intervals.add(next);
  }

  static boolean begins(EventType type) {
    return switch (type) {
      case LOGIN,
          LOGOUT,
          LEAVE,
          RATING,
          SURVEY_ANSWER,
          ORDER_REFUNDED,
          PRODUCT_PIN,
          PRODUCT_UNPIN,
          STREAM_START,
          STREAM_END ->
          false;
      default -> true;
    };
  }

  static boolean ends(EventType type) {
    return type == EventType.LEAVE || type == EventType.LOGOUT;
  }

  /** Time present in [from, to). */
  long millis(long from, long to) {
    long sum = 0;
    for (Interval interval : intervals) {
      sum += Math.max(0, Math.min(interval.to(), to) - Math.max(interval.from(), from));
    }
    return sum;
  }

  /** Whether present at some instant of [from, to), at least at that of an event. */
  boolean isIn(long from, long to) {
    return millis(from, to) > 0 || instants.stream().anyMatch(t -> t >= from && t < to);
  }

  /** Whether presence reaches past this instant. */
  boolean reachesPast(long instant) {
    return intervals.stream().anyMatch(interval -> interval.to() > instant);
  }
}
