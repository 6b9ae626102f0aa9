package io.livegauge.job;

import io.livegauge.event.Decoded;
import io.livegauge.event.Event;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.Rejection;
import io.livegauge.event.Settlement;
import io.livegauge.job.cleaning.BucketKeys;
import io.livegauge.job.cleaning.BucketedEvent;
import io.livegauge.job.cleaning.CleanOperator;
import io.livegauge.job.cleaning.RouteFunction;
import io.livegauge.job.config.Rules;
import io.livegauge.job.indicator.IndicateOperator;
import io.livegauge.job.slice.SliceOperator;
import io.livegauge.job.slice.SlicePartial;
import io.livegauge.measure.Measurement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.apache.flink.util.OutputTag;

/** The road up to the measurements, in harnesses: one subtask a stage, watermarks by hand. */
final class RoadHarness implements AutoCloseable {
  final List<Measurement> measurements = new ArrayList<>();
  final List<Rejection> rejections = new ArrayList<>();
  final List<Settlement> settlements = new ArrayList<>();

  /** As much as a test can use. */
  private static final long PLENTY = 1L << 40;

  /** So that the road takes ahead what it can, in every test. */
  private static final int ALL_AHEAD = 1;

  private static final String CLEAN_FILE = "clean.bin";
  private static final String INDICATE_FILE = "indicate.bin";

  private final long residentBytes;
  private final StateBackend backend;
  private final int aheadFrom;
  private Rules rules;
  private OneInputStreamOperatorTestHarness<Decoded, BucketedEvent> route;
  private KeyedOneInputStreamOperatorTestHarness<
          Tuple2<String, Integer>, BucketedEvent, SlicePartial>
      clean;
  private KeyedOneInputStreamOperatorTestHarness<String, SlicePartial, Measurement> indicate;

  RoadHarness(Rules rules) throws Exception {
    this(rules, PLENTY, new HashMapStateBackend());
  }

  /**
   * @param residentBytes the budget of each stage for what is resident
   * @param backend where keyed state lies
   */
  RoadHarness(Rules rules, long residentBytes, StateBackend backend) throws Exception {
    this(rules, residentBytes, backend, ALL_AHEAD);
  }

  /**
   * @param aheadFrom how many events a bucket's slice must have to be taken ahead of its close
   */
  RoadHarness(Rules rules, long residentBytes, StateBackend backend, int aheadFrom)
      throws Exception {
    this.aheadFrom = aheadFrom;
    this.rules = rules;
    this.residentBytes = residentBytes;
    this.backend = backend;
    open(null, null);
  }

  private void open(OperatorSubtaskState cleanState, OperatorSubtaskState indicateState)
      throws Exception {
    route =
        new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new RouteFunction(rules)));
    route.open();
    clean =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new CleanOperator(rules, residentBytes, false, aheadFrom),
            new BucketKeys(rules.buckets),
            BucketKeys.TYPE);
    clean.setStateBackend(backend);
    clean.setup(SlicePartial.TYPE.serializer());
    if (cleanState != null) {
      clean.initializeState(cleanState);
    }
    clean.open();
    indicate =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new IndicateOperator(rules, residentBytes, false),
            partial -> partial.streamId,
            Types.STRING);
    indicate.setStateBackend(backend);
    if (indicateState != null) {
      indicate.initializeState(indicateState);
    }
    indicate.open();
  }

  void take(Event event) throws Exception {
    take(PackedEvent.of(event));
  }

  void take(Decoded decoded) throws Exception {
    route.processElement(new StreamRecord<>(decoded));
    sideOutput(route, CleanOperator.REJECTIONS, rejections);
    for (BucketedEvent bucketed : drain(route)) {
      clean.processElement(new StreamRecord<>(bucketed));
    }
    forward();
  }

  /** Event time up to which nothing more comes: slices that end there or before close. */
  void advance(long time) throws Exception {
    route.processWatermark(time - 1);
    route.getOutput().clear();
    clean.processWatermark(time - 1);
    forward();
    indicate.processWatermark(time - 1);
    collect();
  }

  void end() throws Exception {
    advance(Long.MAX_VALUE);
  }

  /** Takes a snapshot of both stages, throws them away and goes on from it. */
  void restart() throws Exception {
    restart(rules);
  }

  /** The same, with other rules from then on. */
  void restart(Rules others) throws Exception {
    OperatorSubtaskState cleanState = clean.snapshot(1, 1);
    OperatorSubtaskState indicateState = indicate.snapshot(1, 1);
    clean.close();
    indicate.close();
    route.close();
    rules = others;
    open(cleanState, indicateState);
  }

  /** Goes on from state that {@link #save} wrote. */
  static RoadHarness restored(Rules rules, Path directory) throws Exception {
    RoadHarness road = new RoadHarness(rules);
    road.close();
    road.open(read(directory.resolve(CLEAN_FILE)), read(directory.resolve(INDICATE_FILE)));
    return road;
  }

  /** Writes the state of both stages to files of an existing directory. */
  void save(Path directory) throws Exception {
    OperatorSnapshotUtil.writeStateHandle(
        clean.snapshot(1, 1), directory.resolve(CLEAN_FILE).toString());
    OperatorSnapshotUtil.writeStateHandle(
        indicate.snapshot(1, 1), directory.resolve(INDICATE_FILE).toString());
  }

  private static OperatorSubtaskState read(Path file) throws Exception {
    return OperatorSnapshotUtil.readStateHandle(file.toString());
  }

  /** Entries of keyed state of the heap backend, timers left out, in both stages. */
  int stateEntries() throws Exception {
    // Keyed state is behind what is resident until it is asked for.
    clean.snapshot(1, 1);
    indicate.snapshot(1, 1);
    return clean.numKeyedStateEntries() + indicate.numKeyedStateEntries();
  }

  /** The bytes of a snapshot of the first stage. */
  long snapshotBytes() throws Exception {
    return clean.snapshot(1, 1).getStateSize();
  }

  /** Keys on the heap, in both stages. */
  int residentKeys() {
    return operator(clean).residentKeys() + operator(indicate).residentKeys();
  }

  /** The heap that residents take by estimate, in both stages. */
  long residentHeap() {
    return operator(clean).residentHeap() + operator(indicate).residentHeap();
  }

  /** Event-time timers in both stages. */
  int timers() {
    return clean.numEventTimeTimers() + indicate.numEventTimeTimers();
  }

  @Override
  public void close() {
    try {
      route.close();
      clean.close();
      indicate.close();
    } catch (Exception e) {
      throw new IllegalStateException("a harness does not close", e);
    }
  }

  private void forward() throws Exception {
    for (SlicePartial partial : drain(clean)) {
      indicate.processElement(partial, partial.sliceEnd - 1);
    }
    sideOutput(clean, CleanOperator.REJECTIONS, rejections);
    collect();
  }

  private void collect() {
    measurements.addAll(drain(indicate));
    sideOutput(indicate, CleanOperator.REJECTIONS, rejections);
    sideOutput(indicate, IndicateOperator.SETTLEMENTS, settlements);
  }

  private static SliceOperator<?, ?, ?, ?> operator(
      OneInputStreamOperatorTestHarness<?, ?> harness) {
    return (SliceOperator<?, ?, ?, ?>) harness.getOneInputOperator();
  }

  @SuppressWarnings("unchecked") // what the operator puts there
  private static <O> List<O> drain(OneInputStreamOperatorTestHarness<?, O> harness) {
    List<O> values = new ArrayList<>();
    for (Object element : harness.getOutput()) {
      if (element instanceof StreamRecord<?> record) {
        values.add((O) record.getValue());
      }
    }
    harness.getOutput().clear();
    return values;
  }

  private static <T> void sideOutput(
      OneInputStreamOperatorTestHarness<?, ?> harness, OutputTag<T> tag, List<T> into) {
    Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
    if (records != null) {
      records.forEach(record -> into.add(record.getValue()));
      records.clear();
    }
  }
}
