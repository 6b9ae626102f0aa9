package io.livegauge.benchmark.peer;

import io.livegauge.benchmark.variant.FlinkCluster;
import io.livegauge.benchmark.variant.Outcome;
import io.livegauge.benchmark.variant.Run;
import io.livegauge.benchmark.variant.Variant;
import io.livegauge.job.ingest.BinaryTypeInfo;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * The core in Flink's DataStream API as one writes it once sliding windows are too slow: an event
 * goes into one tumbling window of its stream, a pane of 5 s, and a function slides over the panes.
 *
 * <p>All is keyed by stream, so that events are shuffled once and the three steps are one chain. In
 * RocksDB a pane is read and written whole for every event; a pane of the largest room is a few KB
 * here.
 */
public final class PaneWindows implements Variant {
  static final TypeInformation<StreamSums> SUMS = BinaryTypeInfo.of(new StreamSumsFormat());
  static final TypeInformation<StreamWindow> WINDOW = BinaryTypeInfo.of(new StreamWindowFormat());

  private static final Duration PANE = Duration.ofMillis(CoreRow.SLIDE_MILLIS);
  private static final TypeInformation<Tuple2<String, String>> ID =
      Types.TUPLE(Types.STRING, Types.STRING);

  private final String backend;
  private final FlinkCluster cluster = new FlinkCluster();

  private PaneWindows(String backend) {
    this.backend = backend;
  }

  /** With its state in {@code hashmap} or {@code rocksdb}. */
  public static PaneWindows on(String backend) {
    return new PaneWindows(backend);
  }

  @Override
  public String name() {
    return "panes-" + backend;
  }

  @Override
  public String describe() {
    return "The core with Flink's tumbling windows of 5 s per stream and a keyed function that"
        + " slides over them, after one that drops duplicates; one shuffle, decoded by Jackson's"
        + " databind; state in "
        + backend
        + ", timers on the heap.";
  }

  @Override
  public Outcome run(Run run) throws Exception {
    String topic = CoreRow.createTopic(run);
    StreamExecutionEnvironment env = cluster.environment(run);
    env.configure(CoreStreams.settings(backend));
    DataStream<CoreEvent> distinct =
        CoreStreams.events(env, run, name())
            .keyBy(event -> event.streamId)
            .process(
                new DistinctFunction<>(
                    CoreStreams.DUPLICATES, event -> Tuple2.of(event.userId, event.eventId), ID))
            .name("drop duplicates");
    DataStream<Tuple2<String, StreamSums>> panes =
        DataStreamUtils.reinterpretAsKeyedStream(distinct, event -> event.streamId)
            .window(TumblingEventTimeWindows.of(PANE))
            .aggregate(
                new StreamAggregate(),
                new PaneOfStream(),
                SUMS,
                SUMS,
                Types.TUPLE(Types.STRING, SUMS));
    DataStreamUtils.reinterpretAsKeyedStream(panes, pane -> pane.f0)
        .process(new SlideFunction(), TypeInformation.of(CoreRow.class))
        .name("slide")
        .sinkTo(CoreStreams.sink(run, topic));
    return cluster.execute(env, run).withWritten(CoreRow.written(run));
  }

  private static final class PaneOfStream
      extends ProcessWindowFunction<StreamSums, Tuple2<String, StreamSums>, String, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(
        String streamId,
        Context context,
        Iterable<StreamSums> sums,
        Collector<Tuple2<String, StreamSums>> out) {
      out.collect(Tuple2.of(streamId, sums.iterator().next()));
    }
  }
}
