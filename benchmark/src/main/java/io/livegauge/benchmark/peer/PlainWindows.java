package io.livegauge.benchmark.peer;

import io.livegauge.benchmark.variant.FlinkCluster;
import io.livegauge.benchmark.variant.Outcome;
import io.livegauge.benchmark.variant.Run;
import io.livegauge.benchmark.variant.Variant;
import io.livegauge.job.ingest.BinaryTypeInfo;
import java.time.Duration;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * The core with what Flink's DataStream API has, as its manual shows it: a keyed function that
 * drops duplicates, and its sliding windows. {@link PaneWindows} is the core written for speed.
 *
 * <p>Each event goes into all 60 windows that it lies in. What differs is how users are told apart:
 *
 * <ul>
 *   <li>On the heap each stream and window has one accumulator with sets of users.
 *   <li>In RocksDB such an accumulator would be read and written whole for every event and window,
 *       in a large room 100 KB and more each time. There each user has small windows of their own,
 *       and the users' sums are added where windows close.
 * </ul>
 */
public final class PlainWindows implements Variant {
  private static final Duration WINDOW = Duration.ofMillis(CoreRow.WINDOW_MILLIS);
  private static final Duration SLIDE = Duration.ofMillis(CoreRow.SLIDE_MILLIS);
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
            : ", timers on the heap, small windows per user whose sums are added per stream.");
  }

  @Override
  public Outcome run(Run run) throws Exception {
    String topic = CoreRow.createTopic(run);
    StreamExecutionEnvironment env = cluster.environment(run);
    env.configure(CoreStreams.settings(backend));
    DataStream<CoreEvent> distinct = distinct(CoreStreams.events(env, run, name()));
    rows(distinct).sinkTo(CoreStreams.sink(run, topic));
    return cluster.execute(env, run).withWritten(CoreRow.written(run));
  }

  private boolean isOnHeap() {
    return backend.equals("hashmap");
  }

  private static DataStream<CoreEvent> distinct(DataStream<CoreEvent> events) {
    return events
        .keyBy(PlainWindows::viewer, VIEWER)
        .process(
            new DistinctFunction<>(CoreStreams.DUPLICATES, event -> event.eventId, Types.STRING))
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

  private static Tuple2<String, String> viewer(CoreEvent event) {
    return Tuple2.of(event.streamId, event.userId);
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
