package io.livegauge.dashboard.feed;

import io.livegauge.dashboard.room.Coordinates;
import io.livegauge.dashboard.room.Published;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one topic from its beginning, in a thread and with a consumer of its own: no topic waits
 * for another. Waits for a topic that does not exist, takes new partitions in, starts over where
 * the topic was created anew, and goes on after an outage where it was.
 */
final class TopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);

  /** A poll returns at once with the first record; without any the sink is called this often. */
  private static final Duration POLL = Duration.ofMillis(200);

  private static final long RETRY_MILLIS = 1_000;
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final String topic;
  private final Map<String, Object> settings;
  private final KafkaWatch watch;
  private final Runnable onAnew;
  private final Sink sink;
  private final Thread thread;

  /** Next offsets, of the reader's thread alone. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  private Uuid topicId;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile KafkaConsumer<byte[], byte[]> current;

  /** Takes what was read. */
  interface Sink {
    /**
     * Some records, also none.
     *
     * @param isMoreWaiting whether more is known to be readable
     */
    void accept(List<Published> records, boolean isMoreWaiting);
  }

  /**
   * A reader that does not read yet.
   *
   * @param onAnew what is done when another topic of the same name is found, before it is read
   */
  TopicReader(
      String topic, Map<String, Object> settings, KafkaWatch watch, Runnable onAnew, Sink sink) {
    this.topic = topic;
    this.settings = settings;
    this.watch = watch;
    this.onAnew = onAnew;
    this.sink = sink;
    this.thread = new Thread(this::run, "dashboard-read-" + topic);
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    closed.countDown();
    KafkaConsumer<byte[], byte[]> open = current;
    if (open != null) {
      open.wakeup();
    }
    Threads.join(thread);
  }

  private void run() {
    boolean isWarned = false;
    while (!isClosed()) {
      try {
        if (watch.awaitShape(topic, POLL) == null) {
          continue; // no client, and no lines in the log, while there is nothing to read
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      try (Consumer consumer = new Consumer(new KafkaConsumer<>(settings))) {
        while (!isClosed()) {
          step(consumer);
          isWarned = false;
        }
      } catch (WakeupException e) {
        LOG.debug("{}: asked to stop", topic);
      } catch (KafkaException e) {
        if (!isWarned) {
          LOG.warn("{}: reading again in a second: {}", topic, Threads.reason(e));
        }
        isWarned = true;
        pause();
      } catch (RuntimeException | Error e) {
        // This thread never ends silently. What was not taken in is read again, and until it is,
        // the state says that it has not caught up.
        if (!isWarned) {
          LOG.error("{}: reading failed, and begins again in a second", topic, e);
        }
        isWarned = true;
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        closed.countDown();
      }
    }
  }

  private void step(Consumer consumer) throws InterruptedException {
    KafkaWatch.Shape shape = watch.awaitShape(topic, POLL);
    consumer.assign(shape);
    if (shape == null) {
      return;
    }
    ConsumerRecords<byte[], byte[]> records = consumer.kafka.poll(POLL);
    List<Published> read = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      read.add(
          new Published(
              new Coordinates(topic, record.partition(), record.offset()),
              record.timestamp(),
              record.key(),
              record.value()));
    }
    try {
      sink.accept(read, !watch.isCaughtUp(topic));
    } catch (RuntimeException e) {
      // Nothing that a record holds may end this thread.
      LOG.error("{}: {} records could not be taken in", topic, read.size(), e);
    }
    consumer.rememberPositions();
  }

  private void pause() {
    try {
      if (closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("{}: asked to stop", topic);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** One Kafka consumer with what is assigned to it. */
  private final class Consumer implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> kafka;
    private Set<TopicPartition> assigned = Set.of();

    Consumer(KafkaConsumer<byte[], byte[]> kafka) {
      this.kafka = kafka;
      current = kafka;
    }

    void assign(KafkaWatch.Shape shape) {
      Set<TopicPartition> wanted = new HashSet<>();
      for (int i = 0; shape != null && i < shape.partitions(); i++) {
        wanted.add(new TopicPartition(topic, i));
      }
      if (shape != null && !shape.id().equals(topicId)) {
        // Another topic of the same name: it is read from its beginning, like the first.
        if (topicId != null) {
          LOG.info("{} was created anew: what came from the former one is forgotten", topic);
          onAnew.run();
        }
        topicId = shape.id();
        positions.clear();
        kafka.assign(Set.of());
        assigned = Set.of();
      }
      if (!wanted.equals(assigned)) {
        kafka.assign(wanted);
        for (TopicPartition partition : wanted) {
          Long position = positions.get(partition);
          if (position != null && !assigned.contains(partition)) {
            kafka.seek(partition, position);
          }
        }
        assigned = wanted;
      }
    }

    void rememberPositions() {
      for (TopicPartition partition : assigned) {
        try {
          long position = kafka.position(partition, Duration.ZERO);
          positions.put(partition, position);
          watch.position(partition, position);
        } catch (TimeoutException e) {
          LOG.trace("{} has no position yet", partition);
        }
      }
    }

    @Override
    public void close() {
      current = null;
      kafka.close(CloseOptions.timeout(CLOSE));
    }
  }
}
