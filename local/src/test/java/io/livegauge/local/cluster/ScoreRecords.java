package io.livegauge.local.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All records of the scores' topic, as a plain consumer gets them. */
final class ScoreRecords implements AutoCloseable {
  /** Every record whose window ends in time, in the order of each partition. */
  final Map<String, List<String>> lines = new TreeMap<>();

  /** When the records came, epoch ms, and how far their windows were. */
  final List<long[]> arrivals = new ArrayList<>();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final long end;

  /**
   * @param end windows that end after it are passed over
   */
  ScoreRecords(String bootstrap, long end) {
    this.end = end;
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    String topic = Topic.SCORES.named(Topic.DEFAULT_PREFIX);
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads until something is so. */
  void await(String what, Duration patience, BooleanSupplier condition) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as("%s: %d windows came within %s", what, lines.size(), patience)
          .isLessThan(deadline);
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        String line = new String(record.value(), UTF_8);
        String key = LiveLoad.keyOf(line, end);
        if (key != null) {
          lines.computeIfAbsent(key, k -> new ArrayList<>()).add(line);
          arrivals.add(new long[] {record.timestamp(), windowEnd(key)});
        }
      }
    }
  }

  /** The end of a window, by the name of its record. */
  static long windowEnd(String key) {
    return Long.parseLong(key.substring(key.lastIndexOf(' ') + 1));
  }

  /** Records that came more than once. */
  long repeated() {
    return lines.values().stream().mapToLong(all -> all.size() - 1).sum();
  }

  /** How long after a moment a later window came than all before it, in ms. */
  long gapAfter(long moment) {
    long before =
        arrivals.stream().filter(a -> a[0] <= moment).mapToLong(a -> a[1]).max().orElse(0);
    return arrivals.stream()
            .filter(a -> a[0] > moment && a[1] > before)
            .mapToLong(a -> a[0])
            .min()
            .orElse(moment)
        - moment;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
