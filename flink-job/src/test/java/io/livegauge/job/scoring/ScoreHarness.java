package io.livegauge.job.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.event.Reason;
import io.livegauge.event.Rejection;
import io.livegauge.job.TestModels;
import io.livegauge.job.cleaning.CleanOperator;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Figures;
import io.livegauge.measure.Interaction;
import io.livegauge.measure.Measurement;
import io.livegauge.model.ModelWriter;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.ScoringOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The last stage in a harness: one subtask of any parallelism, models and measurements by hand. */
final class ScoreHarness implements AutoCloseable {
  static final int MAX_PARALLELISM = 128;
  static final long WINDOW = 300_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KeyedBroadcastOperatorTestHarness<String, Measurement, ModelDocument, ScoreRecord>
      harness;
  private long offset;

  /** Knows model 1 as its base. */
  ScoreHarness() throws Exception {
    this(TestModels.artifact(1), 1, 0, null);
  }

  /**
   * @param snapshots of all subtasks of the run before, or null
   */
  ScoreHarness(byte[] baseModel, int parallelism, int subtask, OperatorSubtaskState[] snapshots)
      throws Exception {
    harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new ScoreFunction(baseModel, ScoringOptions.DEFAULTS),
                List.of(ScoreFunction.MODELS)),
            Measurement::streamId,
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            subtask);
    harness.setup(ScoreRecordBinary.TYPE.serializer());
    if (snapshots != null) {
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              AbstractStreamOperatorTestHarness.repackageState(snapshots),
              MAX_PARALLELISM,
              snapshots.length,
              parallelism,
              subtask));
    }
    harness.open();
  }

  /** A document of the models topic, at the next offset. */
  void publish(byte[] document) throws Exception {
    harness.processBroadcastElement(new ModelDocument(document, offset++), 0);
  }

  void publish(ModelWriter model) throws Exception {
    publish(model.write());
  }

  /** The score record of a window of stream s1. */
  JsonNode score(long windowEnd) throws Exception {
    return score(measurement("s1", windowEnd, 10, false));
  }

  JsonNode score(Measurement measurement) throws Exception {
    harness.processElement(measurement, measurement.windowEnd() - 1);
    List<ScoreRecord> records = harness.extractOutputValues();
    harness.getOutput().clear();
    if (records.size() != 1) {
      throw new AssertionError("one score of a measurement, not " + records);
    }
    return JSON.readTree(records.get(0).toJson());
  }

  List<JsonNode> sessions() throws IOException {
    List<JsonNode> sessions = new ArrayList<>();
    for (SessionEnd end : sideOutput(ScoreFunction.SESSIONS)) {
      sessions.add(JSON.readTree(end.json()));
    }
    return sessions;
  }

  List<Rejection> rejections() {
    return sideOutput(CleanOperator.REJECTIONS);
  }

  /** The checksums of the models in state. */
  Set<String> models() throws Exception {
    Set<String> models = new TreeSet<>();
    for (Map.Entry<String, byte[]> model :
        harness.getBroadcastState(ScoreFunction.MODELS).entries()) {
      models.add(model.getKey());
    }
    return models;
  }

  /** Puts a document into state past the reader, as an earlier release might have. */
  void plant(String sha256, byte[] document) throws Exception {
    harness.getBroadcastState(ScoreFunction.MODELS).put(sha256, document);
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  /** Sessions with scores in keyed state. */
  int scoreStates() {
    return ((HeapKeyedStateBackend<?>) harness.getOperator().getKeyedStateBackend())
        .numKeyValueStateEntries();
  }

  /** A figure of the book, 0 where it is not kept. */
  long counted(String figure) {
    Accumulator<?, ?> sum = harness.getOperator().getRuntimeContext().getAccumulator(figure);
    return sum == null ? 0 : (Long) sum.getLocalValue();
  }

  /** The subtask that a stream's records go to. */
  static int subtaskOf(String stream, int parallelism) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
        stream, MAX_PARALLELISM, parallelism);
  }

  private <T> List<T> sideOutput(OutputTag<T> tag) {
    Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  /**
   * A measurement whose score grows or falls with the number of barrages.
   *
   * @param isFinal whether the session ends there
   */
  static Measurement measurement(String stream, long windowEnd, long barrages, boolean isFinal) {
    Figures figures = new Figures();
    figures.set(Figure.VIEWERS, 3);
    figures.set(Figure.VIEWER_MILLIS, 60_000);
    figures.set(Figure.BARRAGES, barrages);
    return new Measurement(
        stream,
        "h1",
        "beauty",
        "CNY",
        10L,
        1_000,
        windowEnd - WINDOW,
        windowEnd,
        isFinal,
        figures,
        figures.copy(),
        new Measurement.Audience(1, 3, 3, 3, 60_000, 120_000),
        new Measurement.Quality(
            20, 20, new long[Reason.values().length], new long[Interaction.values().length]),
        new Measurement.Sales(0, 0, 0, 0, 0),
        List.of(),
        isFinal ? new Measurement.Summary(windowEnd, "stream_end", List.of(), List.of()) : null);
  }

  @Override
  public void close() {
    try {
      harness.close();
    } catch (Exception e) {
      throw new IllegalStateException("a harness does not close", e);
    }
  }
}
