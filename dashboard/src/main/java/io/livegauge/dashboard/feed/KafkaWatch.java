package io.livegauge.dashboard.feed;

import io.livegauge.dashboard.room.KafkaState;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the cluster every second whether it answers, which of the topics there are, and how far they
 * reach. Readers learn here what to read, the state learns how it stands with Kafka.
 */
final class KafkaWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaWatch.class);
  private static final long PAUSE_MILLIS = 1_000;

  /** While there is something to wait for. */
  private static final long SHORT_PAUSE_MILLIS = 200;

  private final ClientSettings settings;
  private final String bootstrap;
  private final List<String> topics;
  private final Clock clock;
  private final Consumer<KafkaState> listener;
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::run, "dashboard-kafka-watch");

  private final CountDownLatch closed = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition described = lock.newCondition();
  private final Map<String, Shape> shapes = new HashMap<>();

  // Of the watch's thread alone.
  private Map<TopicPartition, Long> lastEnds = Map.of();
  private List<String> missing = List.of();
  private boolean isToldAway;
  private long since;
  private long lastAnswer;
  private double readBack;

  /** Whether the cluster answered when it was asked last. */
  private volatile boolean isConnected;

  /** Topics of which more is known to be readable; all of them before the first answer. */
  private volatile Set<String> behind;

  /** A topic as it is now; another id means that it was deleted and created anew. */
  record Shape(Uuid id, int partitions) {}

  KafkaWatch(
      ClientSettings settings,
      String bootstrap,
      List<String> topics,
      Clock clock,
      Consumer<KafkaState> listener) {
    this.settings = settings;
    this.bootstrap = bootstrap;
    this.topics = List.copyOf(topics);
    this.clock = clock;
    this.listener = listener;
    this.behind = Set.copyOf(topics);
    this.since = clock.millis();
    this.lastAnswer = since;
  }

  void start() {
    tell();
    thread.setDaemon(true);
    thread.start();
  }

  /** A topic's shape; waits that long for one, null where it is not known to exist. */
  Shape awaitShape(String topic, Duration longest) throws InterruptedException {
    long nanos = longest.toNanos();
    lock.lock();
    try {
      while (!shapes.containsKey(topic) && nanos > 0) {
        nanos = described.awaitNanos(nanos);
      }
      return shapes.get(topic);
    } finally {
      lock.unlock();
    }
  }

  /** Told by the readers: the next offset to be read. */
  void position(TopicPartition partition, long offset) {
    positions.put(partition, offset);
  }

  /** Whether everything of a topic was read that was readable a moment ago. */
  boolean isCaughtUp(String topic) {
    return !behind.contains(topic);
  }

  /** Whether the cluster did not answer when it was asked last, or was not asked yet. */
  boolean isAway() {
    return !isConnected;
  }

  @Override
  public void close() {
    closed.countDown();
    Threads.join(thread);
  }

  private void run() {
    while (!isClosed()) {
      try (Admin admin = Admin.create(settings.admin())) {
        while (!isClosed()) {
          probe(admin);
          pause();
        }
      } catch (KafkaException e) {
        // No address can be resolved, or a file of keys cannot be read: both may come right.
        away(e);
        pause();
      }
    }
  }

  private void probe(Admin admin) {
    try {
      describe(admin);
      lastAnswer = clock.millis();
      if (!isConnected) {
        isConnected = true;
        since = lastAnswer;
        LOG.info("Kafka at {} answers", bootstrap);
      }
      tryMeasure(admin);
      tell();
    } catch (ExecutionException e) {
      away(e.getCause());
    } catch (TimeoutException e) {
      away(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  private void describe(Admin admin)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<String, Shape> found = new HashMap<>();
    List<String> absent = new ArrayList<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        admin.describeTopics(topics).topicNameValues().entrySet()) {
      try {
        TopicDescription description = answer(topic.getValue());
        found.put(
            topic.getKey(), new Shape(description.topicId(), description.partitions().size()));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            && !(e.getCause() instanceof TopicAuthorizationException)) {
          throw e;
        }
        absent.add(topic.getKey());
      }
    }
    absent.sort(null);
    if (!absent.equals(missing)) {
      LOG.info("Topics of {} that are not there: {}", bootstrap, absent);
    }
    missing = absent;
    lock.lock();
    try {
      for (String topic : topics) {
        Shape before = shapes.get(topic);
        if (before != null && !before.equals(found.get(topic))) {
          positions.keySet().removeIf(partition -> partition.topic().equals(topic));
        }
      }
      shapes.keySet().retainAll(found.keySet());
      shapes.putAll(found);
      described.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A partition without a leader does not make the cluster one that is away. */
  private void tryMeasure(Admin admin) throws InterruptedException {
    try {
      measure(admin);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("Offsets of {} are not known now: {}", bootstrap, Threads.reason(e));
      behind = Set.copyOf(topics);
    }
  }

  private void measure(Admin admin)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, Long> begins = offsets(admin, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(admin, OffsetSpec.latest());
    Set<String> unread = new HashSet<>();
    double read = 0;
    double all = 0;
    for (Map.Entry<TopicPartition, Long> entry : ends.entrySet()) {
      TopicPartition partition = entry.getKey();
      long begin = begins.getOrDefault(partition, 0L);
      long end = entry.getValue();
      long position = Math.max(begin, positions.getOrDefault(partition, begin));
      // Against the ends of the time before: what came since is on its way.
      if (position < Math.min(end, lastEnds.getOrDefault(partition, end))) {
        unread.add(partition.topic());
      }
      read += Math.min(position, end) - begin;
      all += end - begin;
    }
    lastEnds = ends;
    behind = unread;
    readBack = unread.isEmpty() || all <= 0 ? 1 : read / all;
  }

  private Map<TopicPartition, Long> offsets(Admin admin, OffsetSpec spec)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    // Only this thread changes the shapes, so it reads them without the lock.
    shapes.forEach(
        (topic, shape) -> {
          for (int i = 0; i < shape.partitions(); i++) {
            asked.put(new TopicPartition(topic, i), spec);
          }
        });
    Map<TopicPartition, Long> offsets = new HashMap<>();
    if (!asked.isEmpty()) {
      ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
      for (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry :
          answer(admin.listOffsets(asked, committed).all()).entrySet()) {
        offsets.put(entry.getKey(), entry.getValue().offset());
      }
    }
    return offsets;
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(2L * ClientSettings.ANSWER_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void away(Throwable cause) {
    if (isConnected || !isToldAway) {
      LOG.warn("Kafka at {} does not answer: {}", bootstrap, Threads.reason(cause));
    }
    isToldAway = true;
    if (isConnected) {
      isConnected = false;
      since = lastAnswer;
    }
    tell();
  }

  private void tell() {
    listener.accept(
        new KafkaState(bootstrap, isConnected, since, missing, behind.isEmpty(), readBack));
  }

  private void pause() {
    boolean isSettled = isConnected && behind.isEmpty() && missing.isEmpty();
    try {
      if (closed.await(isSettled ? PAUSE_MILLIS : SHORT_PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("The watch over {} ends", bootstrap);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }
}
