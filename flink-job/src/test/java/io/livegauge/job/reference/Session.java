package io.livegauge.job.reference;

import io.livegauge.measure.Interaction;
import java.util.ArrayList;
import java.util.List;

/** What is known of one session: its events so far, and what was fixed when slices closed. */
final class Session {
  /** First valid eventTime. */
  final long start;

  /** Valid events in canonical order. */
  final List<Judged> events = new ArrayList<>();

  final List<Counted> counts = new ArrayList<>();
  final List<Streak> streaks = new ArrayList<>();
  final List<Booking> bookings = new ArrayList<>();

  /** Largest concurrent so far. */
  long peak;

  Session(long start) {
    this.start = start;
  }

  long lastValid() {
    return events.get(events.size() - 1).event().eventTime;
  }

  /** A user's interactions of one kind in the slice that ends at {@code sliceEnd}, never zero. */
  record Counted(long sliceEnd, Interaction kind, Viewer viewer, long count, long cap) {
    long kept() {
      return Math.min(count, cap);
    }

    long excess() {
      return count - kept();
    }
  }

  /** Gifts booked in the slice that ends at {@code sliceEnd}. */
  record Booking(long sliceEnd, long gifts, long value) {}

  /** A gift streak: M is {@code most} gifts of {@code unitValue}, B is {@code booked}. */
  static final class Streak {
    final Viewer viewer;
    final String streakId;
    long lastFrame;
    long most;
    long unitValue;
    long booked;

    Streak(Viewer viewer, String streakId) {
      this.viewer = viewer;
      this.streakId = streakId;
    }
  }
}
