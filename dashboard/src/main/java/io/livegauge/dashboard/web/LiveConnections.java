package io.livegauge.dashboard.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.livegauge.dashboard.access.Viewer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  /** So many of them can be one host's: places stay for the others, and for operations. */
  static final int MOST_OF_A_HOST = 16;

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
  private final Map<String, Integer> byHost = new ConcurrentHashMap<>();
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
  void open(Context context, Viewer viewer, Feed feed) {
    context.contentType(CONTENT_TYPE);
    if (context.method().equals(HandlerType.HEAD)) {
      return;
    }
    if (!tryCount(viewer)) {
      throw new ApiException(
          503,
          "TOO_MANY_CONNECTIONS",
          "This host has "
              + MOST_OF_A_HOST
              + " live connections, and no more are allowed. Close a page, or ask GET /api/streams"
              + " now and then.");
    }
    if (!places.tryAcquire()) {
      uncount(viewer);
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
      Deadline.lift(context.req()::getAttribute);
      context.async(config -> config.executor = threads, () -> run(context, viewer, feed));
    } catch (RuntimeException e) {
      leave(viewer);
      throw e;
    }
  }

  private void run(Context context, Viewer viewer, Feed feed) {
    try {
      EventWriter events = new EventWriter(context.res().getOutputStream());
      events.retry();
      feed.write(events);
    } catch (IOException e) {
      // The client has gone, which is how these connections end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      leave(viewer);
    }
  }

  private void leave(Viewer viewer) {
    places.release();
    uncount(viewer);
  }

  /** One host cannot take all places. */
  private boolean tryCount(Viewer viewer) {
    if (viewer.isOperations()) {
      return true;
    }
    boolean[] isAllowed = {false};
    byHost.compute(
        viewer.hostId(),
        (host, count) -> {
          int before = count == null ? 0 : count;
          isAllowed[0] = before < MOST_OF_A_HOST;
          return isAllowed[0] ? Integer.valueOf(before + 1) : count;
        });
    return isAllowed[0];
  }

  private void uncount(Viewer viewer) {
    if (!viewer.isOperations()) {
      byHost.computeIfPresent(
          viewer.hostId(), (host, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
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
