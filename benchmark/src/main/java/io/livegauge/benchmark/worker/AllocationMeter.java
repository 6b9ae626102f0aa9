package io.livegauge.benchmark.worker;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Counts what all threads allocate, those included that end meanwhile: heap in use before every
 * collection, less what the one before left. A full collection at the start and at the end gives
 * both ends.
 */
final class AllocationMeter implements NotificationListener, AutoCloseable {
  private static final long ANSWER_SECONDS = 30;

  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans();
  private final Set<String> heapPools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toUnmodifiableSet());

  // Guarded by this
  private long heard;
  private long allocated;
  private long left;

  AllocationMeter() {
    for (GarbageCollectorMXBean collector : collectors) {
      ((NotificationEmitter) collector).addNotificationListener(this, null, null);
    }
    heard = collections();
  }

  /** Counts from now on. */
  void start() throws InterruptedException {
    collect();
    synchronized (this) {
      allocated = 0;
    }
  }

  /** Bytes allocated since the start. */
  long stop() throws InterruptedException {
    collect();
    synchronized (this) {
      return allocated;
    }
  }

  /** Collects, and waits until every collection was heard of: notices come a moment later. */
  private void collect() throws InterruptedException {
    System.gc();
    long wanted = collections();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
    synchronized (this) {
      while (heard < wanted) {
        long rest = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (rest <= 0) {
          throw new IllegalStateException("the JVM does not tell of its collections");
        }
        wait(rest);
      }
    }
  }

  private long collections() {
    return collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
  }

  @Override
  public void handleNotification(Notification notification, Object handback) {
    if (!notification
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      return;
    }
    GcInfo info =
        GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
            .getGcInfo();
    synchronized (this) {
      allocated += Math.max(0, heap(info.getMemoryUsageBeforeGc()) - left);
      left = heap(info.getMemoryUsageAfterGc());
      heard++;
      notifyAll();
    }
  }

  private long heap(Map<String, MemoryUsage> pools) {
    long used = 0;
    for (Map.Entry<String, MemoryUsage> pool : pools.entrySet()) {
      if (heapPools.contains(pool.getKey())) {
        used += pool.getValue().getUsed();
      }
    }
    return used;
  }

  @Override
  public void close() {
    for (GarbageCollectorMXBean collector : collectors) {
      try {
        ((NotificationEmitter) collector).removeNotificationListener(this);
      } catch (ListenerNotFoundException e) {
        throw new IllegalStateException(e); // the constructor added it
      }
    }
  }
}
