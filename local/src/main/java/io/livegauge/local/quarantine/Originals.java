package io.livegauge.local.quarantine;

import io.livegauge.event.EventDecoder;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.Reason;
import io.livegauge.event.UserHasher;
import io.livegauge.local.kafka.KafkaAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Finds what was rejected: in the quarantine record where its bytes are whole there, else where its
 * coordinates point to. What lies there is looked at before it is believed: a topic that was made
 * anew has other records under the same coordinates. Not thread-safe.
 */
public final class Originals implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  /** Nearer ones are read through to, further ones are gone to. */
  private static final long NEAR_OFFSETS = 2_000;

  private static final Comparator<RejectedRecord> BY_PLACE =
      Comparator.comparing(RejectedRecord::topic)
          .thenComparing(RejectedRecord::partition)
          .thenComparing(RejectedRecord::offset);

  private final KafkaAccess access;
  private final Admin admin;
  private final Map<TopicPartition, Ends> ends = new HashMap<>();

  /** Only what an event says counts here, not who did it. */
  private final EventDecoder decoder =
      new EventDecoder(new UserHasher(new byte[UserHasher.KEY_LENGTH]), 0);

  private KafkaConsumer<byte[], byte[]> consumer;

  /**
   * Where a partition begins and ends.
   *
   * @param end negative where there is no such partition
   */
  private record Ends(long begin, long end) {}

  /**
   * @param admin a client of that cluster
   */
  public Originals(KafkaAccess access, Admin admin) {
    this.access = access;
    this.admin = admin;
  }

  /** The whole of a rejected record where the quarantine holds it; else null. */
  public static Original inQuarantine(RejectedRecord record) {
    if (record.file() != null) {
      return new Original.Lost("it came from a file");
    }
    if (record.original() != null) {
      return record.truncated() ? null : new Original.Found(record.original());
    }
    // Of an invalid record the bytes are kept, if there are any.
    return record.reason().equals(Reason.INVALID.name()) ? new Original.Found(null) : null;
  }

  /**
   * Fetches rejected records from their topics, ordered by their places.
   *
   * @param sink told of each, found or not; the bytes are not kept
   * @throws io.livegauge.local.kafka.KafkaFailure where Kafka does not let them be read
   */
  public void fetch(List<RejectedRecord> records, BiConsumer<RejectedRecord, Original> sink) {
    List<RejectedRecord> ordered = new ArrayList<>(records);
    ordered.sort(BY_PLACE);
    int from = 0;
    while (from < ordered.size()) {
      TopicPartition partition = partitionOf(ordered.get(from));
      int to = from;
      while (to < ordered.size() && partitionOf(ordered.get(to)).equals(partition)) {
        to++;
      }
      String doing = "read " + partition.topic() + " (Read on it)";
      try {
        fetch(partition, ordered.subList(from, to), sink, doing);
      } catch (KafkaException e) {
        throw access.failure(doing, e);
      }
      from = to;
    }
  }

  private void fetch(
      TopicPartition partition,
      List<RejectedRecord> wanted,
      BiConsumer<RejectedRecord, Original> sink,
      String doing) {
    long position = -1;
    int next = 0;
    long deadline = System.nanoTime() + KafkaAccess.PATIENCE.toNanos();
    while (next < wanted.size()) {
      long offset = wanted.get(next).offset();
      String gone = whyGone(partition, offset);
      if (gone != null) {
        sink.accept(wanted.get(next++), new Original.Lost(gone));
        continue;
      }
      ConsumerRecords<byte[], byte[]> records;
      try {
        if (position < 0) {
          consumer().assign(List.of(partition));
        }
        if (position < 0 || offset - position > NEAR_OFFSETS) {
          consumer().seek(partition, offset);
        }
        records = consumer().poll(POLL);
      } catch (OffsetOutOfRangeException e) {
        ends.remove(partition); // it went meanwhile
        position = -1;
        continue;
      }
      for (ConsumerRecord<byte[], byte[]> record : records) {
        while (next < wanted.size() && wanted.get(next).offset() <= record.offset()) {
          RejectedRecord rejected = wanted.get(next++);
          sink.accept(rejected, judge(rejected, record));
        }
      }
      long reached = consumer().position(partition, KafkaAccess.PATIENCE);
      while (next < wanted.size() && wanted.get(next).offset() < reached) {
        sink.accept(wanted.get(next++), new Original.Lost("there is no record at its offset"));
      }
      if (reached > position) {
        deadline = System.nanoTime() + KafkaAccess.PATIENCE.toNanos();
      } else if (System.nanoTime() - deadline > 0) {
        throw access.failure(doing, new org.apache.kafka.common.errors.TimeoutException());
      }
      position = reached;
    }
  }

  private Original judge(RejectedRecord rejected, ConsumerRecord<byte[], byte[]> record) {
    if (record.offset() != rejected.offset()) {
      return new Original.Lost("there is no record at its offset");
    }
    boolean isTheOne =
        rejected.sha256() != null
            ? record.value() != null && rejected.sha256().equals(Fingerprint.sha256(record.value()))
            : record.value() != null && isSameEvent(rejected, record.value());
    return isTheOne
        ? new Original.Found(record.value())
        : new Original.Lost("another record is there now: the topic was made anew");
  }

  private boolean isSameEvent(RejectedRecord rejected, byte[] value) {
    return decoder.fromFile(value, rejected.topic(), rejected.offset()) instanceof PackedEvent event
        && Objects.equals(event.streamId(), rejected.streamId())
        && Objects.equals(event.eventId(), rejected.eventId())
        && Objects.equals(event.eventTime(), rejected.eventTime());
  }

  private String whyGone(TopicPartition partition, long offset) {
    Ends known = ends.computeIfAbsent(partition, this::look);
    if (known.end() < 0) {
      return "there is no partition " + partition + " any more";
    }
    if (offset < known.begin()) {
      return "expired: " + partition + " begins at offset " + known.begin() + " now";
    }
    return offset < known.end()
        ? null
        : partition + " ends at offset " + known.end() + ": the topic was made anew";
  }

  private Ends look(TopicPartition partition) {
    String doing = "look at " + partition.topic() + " (Describe on it)";
    try {
      // First by name: asked for offsets of what it does not know the client asks for long.
      int partitions =
          access
              .tryAnswer(
                  doing,
                  admin
                      .describeTopics(List.of(partition.topic()))
                      .topicNameValues()
                      .get(partition.topic()))
              .partitions()
              .size();
      if (partition.partition() >= partitions) {
        return new Ends(-1, -1);
      }
      return new Ends(
          offset(partition, OffsetSpec.earliest(), doing),
          offset(partition, OffsetSpec.latest(), doing));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return new Ends(-1, -1);
      }
      throw access.failure(doing, e);
    }
  }

  private long offset(TopicPartition partition, OffsetSpec spec, String doing) {
    return access
        .answer(doing, admin.listOffsets(Map.of(partition, spec)).partitionResult(partition))
        .offset();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    if (consumer == null) {
      consumer =
          access.consumer(
              Map.of(
                  // What the job has read was there, however it came there.
                  ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                  "read_uncommitted",
                  ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                  "none",
                  ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                  Integer.toString(256 << 10)));
    }
    return consumer;
  }

  private static TopicPartition partitionOf(RejectedRecord record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
    }
  }
}
