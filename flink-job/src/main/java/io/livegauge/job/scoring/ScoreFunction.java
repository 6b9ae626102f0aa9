package io.livegauge.job.scoring;

import io.livegauge.event.Reason;
import io.livegauge.event.Rejection;
import io.livegauge.job.BookKeeper;
import io.livegauge.job.cleaning.CleanOperator;
import io.livegauge.job.ingest.BinaryFormat;
import io.livegauge.job.ingest.BinaryTypeInfo;
import io.livegauge.job.ingest.WallClock;
import io.livegauge.job.metric.JobMetrics;
import io.livegauge.measure.Measurement;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.model.ModelSelection;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.ScoreStats;
import io.livegauge.score.Scorer;
import io.livegauge.score.ScoringOptions;
import io.livegauge.score.SessionSummary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Score: turns what was measured into an explained score with the model that its window calls for.
 *
 * <p>Key: streamId; models are broadcast. Owned state:
 *
 * <ul>
 *   <li>{@code scores} (keyed): last, mean, least and largest score of the open session; cleared at
 *       its end.
 *   <li>{@code models} (broadcast): the documents of the models known, by checksum; no more of them
 *       than {@link ModelSelection} keeps of each role.
 * </ul>
 *
 * The base model is not in state: it is what this run was started with. No timers. Side outputs:
 * {@link #SESSIONS}, and {@link CleanOperator#REJECTIONS} for models that do not validate. Metrics:
 * scores, how late they come and how they are spread, sessions, rejected models, the version of the
 * latest model in use; see {@link JobMetrics}.
 */
public final class ScoreFunction
    extends KeyedBroadcastProcessFunction<String, Measurement, ModelDocument, ScoreRecord> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ScoreFunction.class);

  /** Summaries of ended sessions. */
  public static final OutputTag<SessionEnd> SESSIONS = new OutputTag<>("sessions", SessionEnd.TYPE);

  /** The broadcast models. */
  public static final MapStateDescriptor<String, byte[]> MODELS =
      new MapStateDescriptor<>(
          "models", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private final byte[] baseModel;
  private final ScoringOptions options;

  private transient ModelSelection selection;
  private transient ValueState<ScoreStats> scores;
  private transient BookKeeper scoreCount;
  private transient BookKeeper sessionCount;
  private transient BookKeeper invalidCount;
  private transient ScoreMetrics metrics;
  private transient volatile long modelVersion;

  /**
   * @param baseModel a valid model artifact: it scores where no model of the topic does
   * @throws IllegalArgumentException if it does not validate, with the reason
   */
  public ScoreFunction(byte[] baseModel, ScoringOptions options) {
    this.baseModel = baseModel.clone();
    this.options = options;
    parse(baseModel);
  }

  @Override
  public void open(OpenContext context) {
    scores =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("scores", BinaryTypeInfo.of(new ScoreStatsFormat())));
    scoreCount = BookKeeper.of(getRuntimeContext(), JobMetrics.SCORES);
    sessionCount = BookKeeper.of(getRuntimeContext(), JobMetrics.SESSIONS);
    invalidCount = BookKeeper.of(getRuntimeContext(), JobMetrics.rejected(Reason.INVALID_MODEL));
    modelVersion = parse(baseModel).version();
    MetricGroup group = getRuntimeContext().getMetricGroup();
    JobMetrics.MODEL_VERSION.gauge(group, () -> modelVersion);
    metrics = new ScoreMetrics(group, WallClock.SYSTEM);
  }

  @Override
  public void processElement(
      Measurement measurement, ReadOnlyContext context, Collector<ScoreRecord> out)
      throws Exception {
    ModelSelection known = selection(context.getBroadcastState(MODELS));
    Model champion = known.champion(measurement.windowEnd());
    Model challenger = known.challenger(measurement.windowEnd()).orElse(null);
    ScoreRecord record = Scorer.score(measurement, champion, challenger, options);
    modelVersion = champion.version();
    scoreCount.add(1);
    metrics.scored(record.score10000(), record.windowEnd());
    out.collect(record);

    ScoreStats stats = scores.value();
    if (stats == null) {
      stats = new ScoreStats();
    }
    stats.add(record.score10000(), record.windowEnd());
    if (!measurement.isFinal()) {
      scores.update(stats);
      return;
    }
    scores.clear();
    SessionSummary summary = Scorer.summarize(measurement, champion, stats, options);
    sessionCount.add(1);
    context.output(
        SESSIONS,
        new SessionEnd(measurement.streamId(), measurement.sessionStart(), summary.toJson()));
  }

  @Override
  public void processBroadcastElement(
      ModelDocument document, Context context, Collector<ScoreRecord> out) throws Exception {
    ModelResult result = ModelReader.read(document.bytes());
    if (result instanceof ModelResult.Invalid invalid) {
      // Every subtask sees it; one of them says so.
      if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
        invalidCount.add(1);
        context.output(
            CleanOperator.REJECTIONS,
            Rejection.ofModel(invalid.reason(), document.offset(), document.bytes()));
      }
      return;
    }
    BroadcastState<String, byte[]> models = context.getBroadcastState(MODELS);
    Model model = ((ModelResult.Valid) result).model();
    selection = selection(models).with(model);
    models.put(model.sha256(), model.bytes());
    Set<String> kept = selection.models().stream().map(Model::sha256).collect(Collectors.toSet());
    List<String> dropped = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : models.entries()) {
      if (!kept.contains(entry.getKey())) {
        dropped.add(entry.getKey());
      }
    }
    for (String sha256 : dropped) {
      models.remove(sha256);
    }
  }

  /** The models of the state that this run began with; after that the field is kept in line. */
  private ModelSelection selection(ReadOnlyBroadcastState<String, byte[]> models) throws Exception {
    if (selection == null) {
      selection = new ModelSelection(parse(baseModel));
      for (Map.Entry<String, byte[]> entry : models.immutableEntries()) {
        // State of an earlier release may hold what this one's reader would not let in.
        if (ModelReader.read(entry.getValue()) instanceof ModelResult.Valid valid) {
          selection = selection.with(valid.model());
        } else {
          LOG.warn("model {} of the state does not validate any more: left out", entry.getKey());
        }
      }
    }
    return selection;
  }

  private static Model parse(byte[] bytes) {
    ModelResult result = ModelReader.read(bytes);
    if (result instanceof ModelResult.Valid valid) {
      return valid.model();
    }
    throw new IllegalArgumentException(((ModelResult.Invalid) result).reason());
  }

  /** How {@link ScoreStats} is written to state. */
  public static final class ScoreStatsFormat extends BinaryFormat<ScoreStats> {
    private static final long serialVersionUID = 1L;

    /** For savepoints. */
    public ScoreStatsFormat() {
      super(ScoreStats.class, 1, false);
    }

    @Override
    public void write(ScoreStats value, DataOutput out) throws IOException {
      value.write(out);
    }

    @Override
    public ScoreStats read(DataInput in) throws IOException {
      return ScoreStats.read(in);
    }
  }
}
