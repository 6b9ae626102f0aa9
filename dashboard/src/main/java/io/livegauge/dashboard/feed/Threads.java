package io.livegauge.dashboard.feed;

import java.time.Duration;

/** Ends threads, and says why one failed. */
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

  /** What went wrong at the bottom of it. */
  static String reason(Throwable error) {
    Throwable bottom = error;
    while (bottom.getCause() != null) {
      bottom = bottom.getCause();
    }
    return bottom.getMessage() == null ? bottom.getClass().getSimpleName() : bottom.getMessage();
  }
}
