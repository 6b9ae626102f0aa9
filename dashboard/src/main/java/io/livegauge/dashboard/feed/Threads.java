package io.livegauge.dashboard.feed;

import java.time.Duration;

/** Ends threads. */
final class Threads {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private Threads() {}

  /** Waits for a thread that has been told to end; a few seconds at most. */
  static void join(Thread thread) {
    try {
      thread.join(LONGEST.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
