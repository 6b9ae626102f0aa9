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
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedWindowStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The core in Kafka Streams: duplicates by a windowed store, then tumbling windows of 5 s per
 * stream that give their result once, when they close, and a processor that slides over them. The
 * records come with their stream as key, so nothing is partitioned again.
 *
 * <p>All state is in RocksDB, and in changelog topics, which take the place of checkpoints. Its
 * RocksDB has the same classes as Flink's: it needs a JVM that sees only its own.
 */
public final class KafkaStreamsCore implements Variant {
  private static final Duration PANE = Duration.ofMillis(CoreRow.SLIDE_MILLIS);
  private static final Duration GRACE = Duration.ofMillis(CoreRow.OUT_OF_ORDERNESS_MILLIS);
  private static final Duration DUPLICATES = Duration.ofMinutes(10);

  /**
   * Two windows would do; but the first search for closed windows looks into all spans of half that
   * length since 1970.
   */
  private static final Duration RETENTION = Duration.ofDays(1);

  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(10);
  private static final long CACHE_BYTES = 256L << 20;
  private static final String SEEN = "seen";
  private static final String PANES = "panes";
  private static final String WINDOWS = "windows";

  /** Between stream, user and id. */
  private static final char SEPARATOR = '\n';

  @Override
  public String name() {
    return "kafka-streams";
  }

  @Override
  public String describe() {
    return "The core in Kafka Streams: duplicates by a windowed store of 10 min, tumbling windows of"
        + " 5 s per stream that give final results, and a processor that slides over them; state in"
        + " RocksDB and changelog topics, committed every 10 s.";
  }

  @Override
  public Outcome run(Run run) throws Exception {
    Map<TopicPartition, Long> inputs =
        WorkloadTopics.ends(run.bootstrap(), WorkloadTopics.inputs(run.inputPrefix()));
    int partitions =
        1 + inputs.keySet().stream().mapToInt(TopicPartition::partition).max().orElse(0);
    String output = CoreRow.createTopic(run);
    Closing closing = Closing.create(run, partitions, lastTimestamp(run, inputs.keySet()));
    try (KafkaStreams streams = new KafkaStreams(topology(run, output, closing), settings(run))) {
      streams.start();
      closing.await(() -> streams.state().isRunningOrRebalancing());
    }
    return new Outcome(run.events(), CoreRow.written(run), 0, 0, 0);
  }

  private static Topology topology(Run run, String output, Closing closing) {
    StreamsBuilder builder = new StreamsBuilder();
    // A span of ids and the one before it are looked at, so each must be kept for two.
    builder.addStateStore(
        Stores.windowStoreBuilder(
            Stores.persistentWindowStore(SEEN, DUPLICATES.multipliedBy(2), DUPLICATES, false),
            Serdes.String(),
            Serdes.Long()));
    List<String> topics = new ArrayList<>(WorkloadTopics.inputs(run.inputPrefix()));
    topics.add(closing.topic());
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(WINDOWS), Serdes.String(), CoreSerdes.WINDOW)
            .withCachingEnabled());
    builder.stream(
            topics,
            Consumed.with(Serdes.String(), CoreSerdes.EVENT)
                .withTimestampExtractor((event, before) -> ((CoreEvent) event.value()).instant()))
        .processValues(DistinctProcessor::new, SEEN)
        .groupByKey()
        .windowedBy(TimeWindows.ofSizeAndGrace(PANE, GRACE))
        .emitStrategy(EmitStrategy.onWindowClose())
        .aggregate(
            StreamSums::new,
            (streamId, event, sums) -> sums.with(event),
            Materialized.<String, StreamSums, WindowStore<Bytes, byte[]>>as(PANES)
                .withKeySerde(Serdes.String())
                .withValueSerde(CoreSerdes.SUMS)
                .withRetention(RETENTION))
        .toStream()
        .process(SlideProcessor::new, PANES, WINDOWS)
        .filter((streamId, row) -> !closing.takes(streamId, row.windowEnd()))
        .mapValues(CoreRow::toJson)
        .to(output, Produced.with(Serdes.String(), Serdes.ByteArray()));
    return builder.build();
  }

  private static Properties settings(Run run) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, run.outputPrefix() + "kafka-streams");
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

  private static String viewer(CoreEvent event) {
    return event.streamId + SEPARATOR + event.userId;
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

  /**
   * Slides each stream's window over its panes. Panes come in the order of their ends; so with the
   * first one of an end all windows before it are complete, also those of other streams.
   */
  private static final class SlideProcessor
      extends ContextualProcessor<Windowed<String>, StreamSums, String, CoreRow> {
    private TimestampedWindowStore<String, StreamSums> panes;
    private KeyValueStore<String, StreamWindow> windows;
    private long end;

    @Override
    public void init(ProcessorContext<String, CoreRow> context) {
      super.init(context);
      panes = context.getStateStore(PANES);
      windows = context.getStateStore(WINDOWS);
    }

    @Override
    public void process(Record<Windowed<String>, StreamSums> pane) {
      long paneEnd = pane.key().window().end();
      if (paneEnd > end) {
        slideTo(paneEnd);
        end = paneEnd;
      }
      String streamId = pane.key().key();
      StreamWindow window = windows.get(streamId);
      if (window == null) {
        window = new StreamWindow(paneEnd);
      }
      window.add(pane.value());
      windows.put(streamId, window);
    }

    /** Gives the rows of all windows that end before, and lets these windows end there. */
    private void slideTo(long newEnd) {
      List<KeyValue<String, StreamWindow>> open = new ArrayList<>();
      try (KeyValueIterator<String, StreamWindow> all = windows.all()) {
        all.forEachRemaining(open::add);
      }
      for (KeyValue<String, StreamWindow> entry : open) {
        StreamWindow window = entry.value;
        while (window.panes > 0 && window.end < newEnd) {
          context().forward(new Record<>(entry.key, window.row(entry.key), window.end - 1));
          window.end += CoreRow.SLIDE_MILLIS;
          ValueAndTimestamp<StreamSums> passed =
              panes.fetch(entry.key, window.end - CoreRow.WINDOW_MILLIS - CoreRow.SLIDE_MILLIS);
          if (passed != null) {
            window.remove(passed.value());
          }
        }
        windows.put(entry.key, window.panes > 0 ? window : null);
      }
    }
  }
}
