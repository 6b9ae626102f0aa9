package io.livegauge.dashboard.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The connections that stay open. Each has a thread of its own, so that a client that does not read
 * holds up itself alone: its writes block until the connection's idle time is over, which ends it.
 * There is a most, since threads and sockets are finite.
 */
final class LiveConnections implements AutoCloseable {
  private static final long STACK_BYTES = 256 * 1024;
  private static final String CONTENT_TYPE = "text/event-stream;charset=utf-8";
  private static final Duration IDLE = Duration.ofSeconds(10);

  /** What a connection is told, until it ends by itself or an exception. */
  @FunctionalInterface
  interface Feed {
    /**
     * Writes events until the client or the server leaves.
     *
     * @throws IOException where the client has gone
     * @throws InterruptedException where the server ends
     */
    void write(EventWriter events) throws IOException, InterruptedException;
  }

  private final int most;
  private final Semaphore places;
  private final ExecutorService threads;
  private final CountDownLatch isClosed = new CountDownLatch(1);

  LiveConnections(int most) {
    this.most = most;
    this.places = new Semaphore(most);
    AtomicLong number = new AtomicLong();
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread =
                  new Thread(null, task, "dashboard-live-" + number.incrementAndGet(), STACK_BYTES);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** How many are open. */
  int open() {
    return most - places.availablePermits();
  }

  /**
   * Turns a request into a connection that stays.
   *
   * @throws ApiException where there are too many
   */
  void open(Context context, Feed feed) {
    context.contentType(CONTENT_TYPE);
    if (context.method().equals(HandlerType.HEAD)) {
      return;
    }
    if (!places.tryAcquire()) {
      throw new ApiException(
          503,
          "TOO_MANY_CONNECTIONS",
          "There are "
              + most
              + " live connections, and no more are allowed. Close a page, or ask GET /api/streams"
              + " now and then.");
    }
    try {
      // Reverse proxies collect answers unless they are told not to.
      context.header("X-Accel-Buffering", "no");
      context.async(config -> config.executor = threads, () -> run(context, feed));
    } catch (RuntimeException e) {
      places.release();
      throw e;
    }
  }

  private void run(Context context, Feed feed) {
    try {
      EventWriter events = new EventWriter(context.res().getOutputStream());
      events.retry();
      feed.write(events);
    } catch (IOException e) {
      // The client has gone, which is how these connections end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  /**
   * Waits.
   *
   * @return whether the server ends
   */
  boolean awaitClose(long millis) throws InterruptedException {
    return isClosed.await(millis, TimeUnit.MILLISECONDS);
  }

  boolean isClosed() {
    return isClosed.getCount() == 0;
  }

  /** Lets all of them go. */
  @Override
  public void close() {
    isClosed.countDown();
    threads.shutdownNow();
  }
}
