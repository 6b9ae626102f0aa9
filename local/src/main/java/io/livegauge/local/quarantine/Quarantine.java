package io.livegauge.local.quarantine;

import io.livegauge.event.SeenRecords;
import io.livegauge.local.kafka.Stretch;
import io.livegauge.local.kafka.TopicReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The quarantine topic as it is at one moment. The job writes it at least once, so records that are
 * there twice are told once. Not thread-safe.
 */
public final class Quarantine {
  private static final Comparator<RejectedRecord> BY_TIME =
      Comparator.comparingLong(RejectedRecord::rejectedAt);

  private final TopicReader reader;
  private final String topic;
  private final SeenRecords seen = new SeenRecords();
  private long repeated;
  private long unreadable;

  /**
   * @param topic its full name
   */
  public Quarantine(TopicReader reader, String topic) {
    this.reader = reader;
    this.topic = topic;
  }

  /**
   * Tells the records one by one; those of one stream in their order.
   *
   * @param since null for all that is kept
   */
  public void read(RejectionFilter filter, Instant since, Consumer<RejectedRecord> sink) {
    read(stretches(since), filter, sink);
  }

  /**
   * The latest records, oldest first.
   *
   * @param since null for all that is kept
   * @param most of them
   */
  public List<RejectedRecord> latest(RejectionFilter filter, Instant since, int most) {
    Map<TopicPartition, Stretch> stretches = stretches(since);
    if (filter.isOpen()) {
      // Twice as many, since some may be there twice.
      stretches.replaceAll((partition, stretch) -> stretch.last(2L * most));
    }
    PriorityQueue<RejectedRecord> newest = new PriorityQueue<>(BY_TIME);
    read(
        stretches,
        filter,
        record -> {
          newest.add(record);
          if (newest.size() > most) {
            newest.remove();
          }
        });
    List<RejectedRecord> latest = new ArrayList<>(newest);
    latest.sort(BY_TIME);
    return latest;
  }

  /** Records that were there already when they were read. */
  public long repeated() {
    return repeated;
  }

  /** Records that are no quarantine records. */
  public long unreadable() {
    return unreadable;
  }

  private Map<TopicPartition, Stretch> stretches(Instant since) {
    return new HashMap<>(since == null ? reader.whole(topic) : reader.since(topic, since));
  }

  private void read(
      Map<TopicPartition, Stretch> stretches,
      RejectionFilter filter,
      Consumer<RejectedRecord> sink) {
    reader.read(stretches, record -> take(record, filter, sink));
  }

  private void take(
      ConsumerRecord<byte[], byte[]> record,
      RejectionFilter filter,
      Consumer<RejectedRecord> sink) {
    RejectedRecord rejected;
    try {
      rejected = RejectedRecord.read(record.value(), record.timestamp());
    } catch (IOException e) {
      unreadable++;
      return;
    }
    String place = rejected.file() == null ? rejected.topic() : rejected.file();
    if (!filter.wants(rejected)) {
      return;
    }
    if (seen.add(place, rejected.partition(), rejected.offset())) {
      sink.accept(rejected);
    } else {
      repeated++;
    }
  }
}
