package io.livegauge.benchmark.peer;

import io.livegauge.benchmark.variant.FlinkCluster;
import io.livegauge.benchmark.variant.Outcome;
import io.livegauge.benchmark.variant.Run;
import io.livegauge.benchmark.variant.Variant;
import io.livegauge.benchmark.workload.WorkloadTopics;
import io.livegauge.job.ingest.BinaryTypeInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The core with what Flink's DataStream API has: a keyed function that drops duplicates, and its
 * sliding windows.
 *
 * <p>Each event goes into all 60 windows that it lies in. What differs is how users are told apart:
 *
 * <ul>
 *   <li>On the heap each stream and window has one accumulator with sets of users.
 *   <li>In RocksDB such an accumulator would be read and written whole for every event and window,
 *       in a large room 100 KB and more each time. There each user has small windows of their own,
 *       and the users' sums are added where windows close; that was many times faster.
 * </ul>
 */
public final class PlainWindows implements Variant {
  private static final Duration WINDOW = Duration.ofMillis(CoreRow.WINDOW_MILLIS);
  private static final Duration SLIDE = Duration.ofMillis(CoreRow.SLIDE_MILLIS);
  private static final Duration OUT_OF_ORDERNESS =
      Duration.ofMillis(CoreRow.OUT_OF_ORDERNESS_MILLIS);
  private static final Duration DUPLICATES = Duration.ofMinutes(10);
  private static final TypeInformation<Tuple2<String, String>> VIEWER =
      Types.TUPLE(Types.STRING, Types.STRING);
  private static final TypeInformation<CoreSums> SUMS = BinaryTypeInfo.of(new CoreSumsFormat());

  private final String backend;
  private final FlinkCluster cluster = new FlinkCluster();

  private PlainWindows(String backend) {
    this.backend = backend;
  }

  /** With its state in {@code hashmap} or {@code rocksdb}. */
  public static PlainWindows on(String backend) {
    return new PlainWindows(backend);
  }

  @Override
  public String name() {
    return "plain-" + backend;
  }

  @Override
  public String describe() {
    return "The core with Flink's sliding windows of 300 s by 5 s after a keyed function that drops"
        + " duplicates, decoded by Jackson's databind; state in "
        + backend
        + (isOnHeap()
            ? ", one accumulator with sets of users per stream and window."
            : ", small windows per user whose sums are added per stream.")
        + " Duplicates are forgotten by the wall clock, since state that expires knows no other.";
  }

  @Override
  public Outcome run(Run run) throws Exception {
    String topic = CoreRow.createTopic(run);
    Configuration settings = new Configuration();
    settings.set(StateBackendOptions.STATE_BACKEND, backend);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env = cluster.environment(run);
    env.configure(settings);
    DataStream<CoreEvent> distinct = distinct(events(env, run));
    rows(distinct).sinkTo(sink(run, topic));
    return cluster.execute(env, run).withWritten(CoreRow.written(run));
  }

  private boolean isOnHeap() {
    return backend.equals("hashmap");
  }

  private DataStream<CoreEvent> events(StreamExecutionEnvironment env, Run run) {
    KafkaSource<CoreEvent> source =
        KafkaSource.<CoreEvent>builder()
            .setBootstrapServers(run.bootstrap())
            .setGroupId(name())
            .setTopics(WorkloadTopics.inputs(run.inputPrefix()))
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(OffsetsInitializer.latest())
            .setProperty("partition.discovery.interval.ms", "-1")
            .setValueOnlyDeserializer(new EventSchema())
            .build();
    WatermarkStrategy<CoreEvent> watermarks =
        WatermarkStrategy.<CoreEvent>forBoundedOutOfOrderness(OUT_OF_ORDERNESS)
            .withTimestampAssigner((event, kafkaTime) -> event.instant());
    return env.fromSource(source, watermarks, "events");
  }

  private static DataStream<CoreEvent> distinct(DataStream<CoreEvent> events) {
    return events
        .keyBy(PlainWindows::viewer, VIEWER)
        .process(new DistinctFunction(DUPLICATES))
        .name("drop duplicates");
  }

  private DataStream<CoreRow> rows(DataStream<CoreEvent> distinct) {
    return isOnHeap() ? rowsOfStreams(distinct) : rowsOfUsers(distinct);
  }

  private static DataStream<CoreRow> rowsOfStreams(DataStream<CoreEvent> distinct) {
    return distinct
        .keyBy(event -> event.streamId)
        .window(SlidingEventTimeWindows.of(WINDOW, SLIDE))
        .aggregate(
            new StreamAggregate(),
            new StreamRow(),
            TypeInformation.of(StreamSums.class),
            TypeInformation.of(StreamSums.class),
            TypeInformation.of(CoreRow.class));
  }

  private static DataStream<CoreRow> rowsOfUsers(DataStream<CoreEvent> distinct) {
    // They are keyed so already: a second shuffle would be for nothing.
    return DataStreamUtils.reinterpretAsKeyedStream(distinct, PlainWindows::viewer, VIEWER)
        .window(SlidingEventTimeWindows.of(WINDOW, SLIDE))
        .aggregate(
            new UserAggregate(), new SumsOfUser(), SUMS, SUMS, Types.TUPLE(Types.STRING, SUMS))
        .keyBy(user -> user.f0)
        .window(TumblingEventTimeWindows.of(SLIDE))
        .aggregate(
            new UsersAggregate(), new UsersRow(), SUMS, SUMS, TypeInformation.of(CoreRow.class));
  }

  private static KafkaSink<CoreRow> sink(Run run, String topic) {
    return KafkaSink.<CoreRow>builder()
        .setBootstrapServers(run.bootstrap())
        .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")
        .setProperty(ProducerConfig.LINGER_MS_CONFIG, "5")
        .setRecordSerializer(
            KafkaRecordSerializationSchema.<CoreRow>builder()
                .setTopic(topic)
                .setKeySerializationSchema(new KeySchema())
                .setValueSerializationSchema(new RowSchema())
                .build())
        .build();
  }

  private static Tuple2<String, String> viewer(CoreEvent event) {
    return Tuple2.of(event.streamId, event.userId);
  }

  private static final class EventSchema extends AbstractDeserializationSchema<CoreEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public CoreEvent deserialize(byte[] message) throws IOException {
      return CoreEvent.decode(message);
    }
  }

  private static final class KeySchema implements SerializationSchema<CoreRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] serialize(CoreRow row) {
      return row.streamId().getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final class RowSchema implements SerializationSchema<CoreRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] serialize(CoreRow row) {
      return row.toJson();
    }
  }

  private static final class StreamAggregate
      implements AggregateFunction<CoreEvent, StreamSums, StreamSums> {
    private static final long serialVersionUID = 1L;

    @Override
    public StreamSums createAccumulator() {
      return new StreamSums();
    }

    @Override
    public StreamSums add(CoreEvent event, StreamSums sums) {
      sums.add(event);
      return sums;
    }

    @Override
    public StreamSums getResult(StreamSums sums) {
      return sums;
    }

    @Override
    public StreamSums merge(StreamSums one, StreamSums other) {
      throw new UnsupportedOperationException("only session windows merge");
    }
  }

  private static final class StreamRow
      extends ProcessWindowFunction<StreamSums, CoreRow, String, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(
        String streamId, Context context, Iterable<StreamSums> sums, Collector<CoreRow> out) {
      out.collect(sums.iterator().next().row(streamId, context.window().getEnd()));
    }
  }

  private static final class UserAggregate
      implements AggregateFunction<CoreEvent, CoreSums, CoreSums> {
    private static final long serialVersionUID = 1L;

    @Override
    public CoreSums createAccumulator() {
      return new CoreSums();
    }

    @Override
    public CoreSums add(CoreEvent event, CoreSums sums) {
      sums.add(event);
      return sums;
    }

    @Override
    public CoreSums getResult(CoreSums sums) {
      return sums;
    }

    @Override
    public CoreSums merge(CoreSums one, CoreSums other) {
      throw new UnsupportedOperationException("only session windows merge");
    }
  }

  /** Gives the sums with the stream; they carry the last instant of their window. */
  private static final class SumsOfUser
      extends ProcessWindowFunction<
          CoreSums, Tuple2<String, CoreSums>, Tuple2<String, String>, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(
        Tuple2<String, String> viewer,
        Context context,
        Iterable<CoreSums> sums,
        Collector<Tuple2<String, CoreSums>> out) {
      out.collect(Tuple2.of(viewer.f0, sums.iterator().next()));
    }
  }

  private static final class UsersAggregate
      implements AggregateFunction<Tuple2<String, CoreSums>, CoreSums, CoreSums> {
    private static final long serialVersionUID = 1L;

    @Override
    public CoreSums createAccumulator() {
      return new CoreSums();
    }

    @Override
    public CoreSums add(Tuple2<String, CoreSums> user, CoreSums sums) {
      sums.add(user.f1);
      return sums;
    }

    @Override
    public CoreSums getResult(CoreSums sums) {
      return sums;
    }

    @Override
    public CoreSums merge(CoreSums one, CoreSums other) {
      throw new UnsupportedOperationException("only session windows merge");
    }
  }

  private static final class UsersRow
      extends ProcessWindowFunction<CoreSums, CoreRow, String, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(
        String streamId, Context context, Iterable<CoreSums> sums, Collector<CoreRow> out) {
      out.collect(sums.iterator().next().row(streamId, context.window().getEnd()));
    }
  }
}
