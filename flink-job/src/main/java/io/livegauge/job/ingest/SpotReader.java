package io.livegauge.job.ingest;

import io.livegauge.event.PackedEvent;
import io.livegauge.job.ingest.DecodingSchema.RecordDecoding;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Looks at single spots of partitions with a consumer of its own, under the reader's isolation
 * level. One thread uses it, but {@link #stop}, which any may call.
 *
 * <p>Methods throw {@link org.apache.kafka.common.KafkaException} where the broker does not answer.
 */
final class SpotReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  /** How long one look may take; it holds up nothing but the partition's quiet time. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final int MAX_LOOK_BACK = 4096;

  private final LiveSettings settings;
  private final DecoderFactory decoders;
  private final String clientId;

  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private volatile boolean stopped;
  private RecordDecoding decoding;

  SpotReader(LiveSettings settings, DecoderFactory decoders, String clientId) {
    this.settings = settings;
    this.decoders = decoders;
    this.clientId = clientId;
  }

  /**
   * How far a partition holds no record from an offset on: past transaction markers and records
   * that were taken back. Less than {@code end} where a record comes first.
   */
  long emptyUpTo(TopicPartition partition, long from, long end) {
    KafkaConsumer<byte[], byte[]> reader = at(partition, from);
    long deadline = deadline();
    while (reader.position(partition, LOOK) < end) {
      if (!reader.poll(POLL).isEmpty()) {
        return from;
      }
      if (System.nanoTime() - deadline > 0) {
        return from;
      }
    }
    return reader.position(partition, LOOK);
  }

  /**
   * The event that set the time before an offset: of the last records before it, the one with the
   * largest {@code min(eventTime, kafkaTimestamp)}. Rejected records are passed over.
   */
  SplitWatch.Recalled lastBefore(TopicPartition partition, long offset) {
    at(partition, offset);
    long begin = reader().beginningOffsets(List.of(partition), LOOK).getOrDefault(partition, 0L);
    for (int back = 1; back <= MAX_LOOK_BACK; back *= 8) {
      long from = Math.max(begin, offset - back);
      SplitWatch.Recalled found = largestBetween(partition, from, offset);
      if (found.exists() || from == begin) {
        return found;
      }
    }
    return SplitWatch.Recalled.NOTHING;
  }

  private SplitWatch.Recalled largestBetween(TopicPartition partition, long from, long to) {
    KafkaConsumer<byte[], byte[]> reader = at(partition, from);
    SplitWatch.Recalled found = SplitWatch.Recalled.NOTHING;
    long deadline = deadline();
    while (reader.position(partition, LOOK) < to) {
      for (ConsumerRecord<byte[], byte[]> message : reader.poll(POLL).records(partition)) {
        if (message.offset() < to && decoding.decode(message) instanceof PackedEvent event) {
          long eventTime = event.eventTime();
          long kafkaTime = message.timestamp() < 0 ? eventTime : message.timestamp();
          if (Math.min(eventTime, kafkaTime)
              > Math.min(found.eventTime(), found.kafkaTimestamp())) {
            found = new SplitWatch.Recalled(eventTime, kafkaTime);
          }
        }
      }
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException("Reading " + partition + " at " + from + " takes too long");
      }
    }
    return found;
  }

  private long deadline() {
    return System.nanoTime() + LOOK.toNanos();
  }

  private KafkaConsumer<byte[], byte[]> at(TopicPartition partition, long offset) {
    KafkaConsumer<byte[], byte[]> reader = reader();
    reader.assign(List.of(partition));
    reader.seek(partition, offset);
    return reader;
  }

  private KafkaConsumer<byte[], byte[]> reader() {
    if (stopped) {
      throw new WakeupException();
    }
    if (consumer == null) {
      Properties properties = settings.properties();
      properties.setProperty("client.id", clientId);
      properties.setProperty("enable.auto.commit", "false");
      properties.setProperty("auto.offset.reset", "earliest");
      properties.remove("group.id");
      // A fetch that waits at the end would hold up the next look for as long.
      properties.setProperty("fetch.max.wait.ms", "20");
      // A look takes in a batch, not the megabyte after it; it comes too seldom to be measured.
      properties.setProperty("max.partition.fetch.bytes", "1");
      properties.setProperty("metric.reporters", "");
      decoding = new RecordDecoding(settings.topicPrefix(), decoders.create());
      consumer =
          new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
    return consumer;
  }

  /** Makes a look that is under way end soon. */
  void stop() {
    stopped = true;
    KafkaConsumer<byte[], byte[]> reader = consumer;
    if (reader != null) {
      reader.wakeup();
    }
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }
}
