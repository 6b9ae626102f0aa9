package io.livegauge.simulator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Waits for points in time, until somebody says to stop. */
public final class Pacer {
  private final LongSupplier clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile long largestLagMillis;

  /** Paces by a clock of epoch milliseconds. */
  public Pacer(LongSupplier clock) {
    this.clock = clock;
  }

  /** What the clock says now. */
  public long now() {
    return clock.getAsLong();
  }

  /**
   * Waits until the clock shows that time; not at all where it is past.
   *
   * @return false where {@link #stop()} was called
   */
  public boolean await(long time) {
    long wait = time - clock.getAsLong();
    while (wait > 0) {
      try {
        if (stopped.await(wait, TimeUnit.MILLISECONDS)) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      wait = time - clock.getAsLong();
    }
    // One thread waits, so no other writes in between.
    if (-wait > largestLagMillis) {
      largestLagMillis = -wait;
    }
    return !isStopped();
  }

  /** Ends the waiting at once, for good; from any thread. */
  public void stop() {
    stopped.countDown();
  }

  /** Whether {@link #stop()} was called. */
  public boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** How far the clock was past a time that was to be waited for, at most. */
  public long largestLagMillis() {
    return largestLagMillis;
  }
}
