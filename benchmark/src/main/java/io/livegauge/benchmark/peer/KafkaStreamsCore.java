package io.livegauge.benchmark.peer;

import io.livegauge.benchmark.variant.Outcome;
import io.livegauge.benchmark.variant.Run;
import io.livegauge.benchmark.variant.Variant;
import io.livegauge.benchmark.workload.WorkloadTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * What the variants in Kafka Streams have in common: duplicates by a windowed store, and windows
 * that give their result once, when they close.
 *
 * <p>All state is in RocksDB, and in changelog topics, which take the place of checkpoints. Its
 * RocksDB has the same classes as Flink's: it needs a JVM that sees only its own.
 */
abstract class KafkaStreamsCore implements Variant {
  static final Duration WINDOW = Duration.ofMillis(CoreRow.WINDOW_MILLIS);
  static final Duration SLIDE = Duration.ofMillis(CoreRow.SLIDE_MILLIS);
  static final Duration GRACE = Duration.ofMillis(CoreRow.OUT_OF_ORDERNESS_MILLIS);
  private static final Duration DUPLICATES = Duration.ofMinutes(10);

  /**
   * Two windows would do. But when Kafka Streams first looks for closed windows it begins at the
   * instant 0, and its cache is looked through span by span of half the retention: a day makes them
   * 40,000, the default of hopping windows 12 million and that of panes 30 million.
   */
  private static final Duration RETENTION = Duration.ofDays(1);

  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(10);
  private static final long CACHE_BYTES = 256L << 20;
  private static final String SEEN = "seen";

  /** Between stream, user and id. */
  private static final char SEPARATOR = '\n';

  /**
   * Lays out the way from events to rows.
   *
   * @param distinct events without duplicates, by their stream
   * @param partitions of the input
   * @return final rows by their stream
   */
  abstract KStream<String, CoreRow> rows(
      StreamsBuilder builder, KStream<String, CoreEvent> distinct, int partitions);

  /**
   * A store of windows.
   *
   * @param name of the store
   */
  static <T> Materialized<String, T, WindowStore<Bytes, byte[]>> store(
      String name, Serde<T> serde) {
    return Materialized.<String, T, WindowStore<Bytes, byte[]>>as(name)
        .withKeySerde(Serdes.String())
        .withValueSerde(serde)
        .withRetention(RETENTION);
  }

  /** Stream and user in one. */
  static String viewer(CoreEvent event) {
    return event.streamId + SEPARATOR + event.userId;
  }

  /** The stream of a {@link #viewer}. */
  static String streamOf(String viewer) {
    return viewer.substring(0, viewer.indexOf(SEPARATOR));
  }

  @Override
  public Outcome run(Run run) throws Exception {
    Map<TopicPartition, Long> inputs =
        WorkloadTopics.ends(run.bootstrap(), WorkloadTopics.inputs(run.inputPrefix()));
    int partitions =
        1 + inputs.keySet().stream().mapToInt(TopicPartition::partition).max().orElse(0);
    String output = CoreRow.createTopic(run);
    Closing closing = Closing.create(run, partitions, lastTimestamp(run, inputs.keySet()));
    try (KafkaStreams streams =
        new KafkaStreams(topology(run, output, partitions, closing), settings(run))) {
      streams.start();
      closing.await(() -> streams.state().isRunningOrRebalancing());
    }
    return new Outcome(run.events(), CoreRow.written(run), 0, 0, 0);
  }

  private Topology topology(Run run, String output, int partitions, Closing closing) {
    StreamsBuilder builder = new StreamsBuilder();
    // A span of ids and the one before it are looked at, so each must be kept for two.
    builder.addStateStore(
        Stores.windowStoreBuilder(
            Stores.persistentWindowStore(SEEN, DUPLICATES.multipliedBy(2), DUPLICATES, false),
            Serdes.String(),
            Serdes.Long()));
    List<String> topics = new ArrayList<>(WorkloadTopics.inputs(run.inputPrefix()));
    topics.add(closing.topic());
    KStream<String, CoreEvent> distinct =
        builder.stream(
                topics,
                Consumed.with(Serdes.String(), CoreSerdes.EVENT)
                    .withTimestampExtractor(
                        (event, before) -> ((CoreEvent) event.value()).instant()))
            .processValues(DistinctProcessor::new, SEEN);
    rows(builder, distinct, partitions)
        .filter((streamId, row) -> !closing.takes(streamId, row.windowEnd()))
        .mapValues(CoreRow::toJson)
        .to(output, Produced.with(Serdes.String(), Serdes.ByteArray()));
    return builder.build();
  }

  private Properties settings(Run run) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, run.outputPrefix() + name());
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, run.bootstrap());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, run.scratch().resolve("state").toString());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, run.parallelism());
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL.toMillis());
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    // Else closed windows are looked for once a second of the wall clock, and while a backlog is
    // read their store may have dropped them by then.
    settings.put(StreamsConfig.InternalConfig.EMIT_INTERVAL_MS_KSTREAMS_WINDOWED_AGGREGATION, 0L);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 << 10);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 100);
    return settings;
  }

  /** The largest timestamp of the input, epoch ms: the last event time. */
  private static long lastTimestamp(Run run, Set<TopicPartition> inputs)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    inputs.forEach(partition -> asked.put(partition, OffsetSpec.maxTimestamp()));
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, run.bootstrap()))) {
      return admin.listOffsets(asked).all().get().values().stream()
          .mapToLong(ListOffsetsResultInfo::timestamp)
          .max()
          .orElseThrow();
    }
  }

  /**
   * Lets the first event of an id pass. The store has the times of ids by spans of 10 min: two
   * lookups of one key each are cheaper than the range from 10 min before.
   */
  private static final class DistinctProcessor
      extends ContextualFixedKeyProcessor<String, CoreEvent, CoreEvent> {
    private WindowStore<String, Long> seen;

    @Override
    public void init(FixedKeyProcessorContext<String, CoreEvent> context) {
      super.init(context);
      seen = context.getStateStore(SEEN);
    }

    @Override
    public void process(FixedKeyRecord<String, CoreEvent> record) {
      CoreEvent event = record.value();
      String id = viewer(event) + SEPARATOR + event.eventId;
      long length = DUPLICATES.toMillis();
      long span = Math.floorDiv(event.eventTime, length) * length;
      if (isNear(seen.fetch(id, span), event) || isNear(seen.fetch(id, span - length), event)) {
        return;
      }
      seen.put(id, event.eventTime, span);
      context().forward(record);
    }

    private static boolean isNear(Long before, CoreEvent event) {
      return before != null && event.eventTime - before <= DUPLICATES.toMillis();
    }
  }
}
