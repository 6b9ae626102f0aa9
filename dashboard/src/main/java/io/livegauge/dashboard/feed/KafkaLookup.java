package io.livegauge.dashboard.feed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Looks single records up with one consumer, one after the other. */
final class KafkaLookup implements RecordLookup, AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(1);

  /** Longer nobody waits for the lookups of others. */
  private static final long TURN_MILLIS = 1_000;

  private static final int FETCH_BYTES = 64 << 10;

  private final Map<String, Object> settings;
  private final Duration longest;
  private final BooleanSupplier isAway;
  private final ReentrantLock lock = new ReentrantLock(true);
  private KafkaConsumer<byte[], byte[]> consumer;
  private boolean isClosed;

  KafkaLookup(ClientSettings settings, Duration longest, BooleanSupplier isAway) {
    this.settings = settings.consumer("lookup", 1, FETCH_BYTES, FETCH_BYTES);
    this.settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    this.longest = longest;
    this.isAway = isAway;
  }

  @Override
  public Optional<byte[]> read(String topic, int partition, long offset) {
    long deadline = System.nanoTime() + longest.toNanos();
    TopicPartition place = new TopicPartition(topic, partition);
    if (isAway.getAsBoolean()) {
      throw unavailable(place, offset, null);
    }
    try {
      if (!lock.tryLock(TURN_MILLIS, TimeUnit.MILLISECONDS)) {
        throw unavailable(place, offset, null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(place, offset, e);
    }
    try {
      if (isClosed || isAway.getAsBoolean()) {
        throw unavailable(place, offset, null);
      }
      if (consumer == null) {
        consumer = new KafkaConsumer<>(settings);
      }
      return read(place, offset, deadline);
    } catch (KafkaException e) {
      discard();
      throw unavailable(place, offset, e);
    } finally {
      lock.unlock();
    }
  }

  private Optional<byte[]> read(TopicPartition place, long offset, long deadline) {
    if (isPastTheEnd(place, offset, left(deadline))) {
      return Optional.empty();
    }
    consumer.assign(List.of(place));
    consumer.seek(place, offset);
    try {
      do {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(left(deadline));
        for (ConsumerRecord<byte[], byte[]> record : records) {
          // A compacted topic answers with the next record that it still has.
          return record.offset() == offset ? Optional.ofNullable(record.value()) : Optional.empty();
        }
        if (consumer.position(place, left(deadline)) > offset) {
          return Optional.empty();
        }
      } while (System.nanoTime() < deadline);
      throw new TimeoutException("the record was not sent");
    } catch (OffsetOutOfRangeException e) {
      return Optional.empty();
    } finally {
      consumer.unsubscribe();
    }
  }

  /** Whether Kafka answers that there is no such partition, or nothing that far. */
  private boolean isPastTheEnd(TopicPartition place, long offset, Duration wait) {
    if (consumer.partitionsFor(place.topic(), wait).stream()
        .noneMatch(info -> info.partition() == place.partition())) {
      return true;
    }
    Long end = consumer.endOffsets(List.of(place), wait).get(place);
    return end != null && offset >= end;
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  private void discard() {
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      consumer = null;
    }
  }

  private static KafkaUnavailableException unavailable(
      TopicPartition place, long offset, Exception cause) {
    return new KafkaUnavailableException(
        "Kafka does not answer for offset " + offset + " of " + place, cause);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      if (consumer != null) {
        consumer.close(CloseOptions.timeout(CLOSE));
        consumer = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
