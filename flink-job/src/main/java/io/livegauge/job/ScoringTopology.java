package io.livegauge.job;

import io.livegauge.alert.AlertRecord;
import io.livegauge.event.Settlement;
import io.livegauge.job.alert.AlertFunction;
import io.livegauge.job.alert.AlertRecordBinary;
import io.livegauge.job.alert.Reading;
import io.livegauge.job.alert.ReadingFormat;
import io.livegauge.job.cleaning.BucketKeys;
import io.livegauge.job.cleaning.BucketedEvent;
import io.livegauge.job.cleaning.CleanOperator;
import io.livegauge.job.cleaning.RouteFunction;
import io.livegauge.job.config.AlertSettings;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.Rules;
import io.livegauge.job.indicator.IndicateOperator;
import io.livegauge.job.indicator.MeasuredTypes;
import io.livegauge.job.scoring.ScoreFunction;
import io.livegauge.job.scoring.ScoreRecordBinary;
import io.livegauge.job.slice.SlicePartial;
import io.livegauge.measure.Measurement;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.ScoringOptions;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The road from events to scores. Live and bounded runs take the very same one. */
public final class ScoringTopology {
  private ScoringTopology() {}

  /**
   * Lays the road.
   *
   * @param mode STREAMING, or BATCH for inputs that end
   * @param baseModel the model artifact to begin with, valid
   */
  public static void build(
      StreamExecutionEnvironment env,
      RuntimeExecutionMode mode,
      JobConfig config,
      byte[] baseModel,
      RoadEnds ends) {
    Rules rules = Rules.of(config);
    long residentBytes = config.get(JobOptions.RESIDENT_BYTES);
    boolean ordered = mode == RuntimeExecutionMode.BATCH;
    env.setRuntimeMode(mode);

    SingleOutputStreamOperator<BucketedEvent> bucketed =
        ends.events(env)
            .process(new RouteFunction(rules), BucketedEvent.TYPE)
            .name(OperatorNames.ROUTE)
            .uid(OperatorIds.ROUTE);

    SingleOutputStreamOperator<SlicePartial> partials =
        bucketed
            .keyBy(new BucketKeys(rules.buckets), BucketKeys.TYPE)
            .transform(
                OperatorNames.CLEAN,
                SlicePartial.TYPE,
                new CleanOperator(rules, residentBytes, ordered))
            .uid(OperatorIds.CLEAN);

    SingleOutputStreamOperator<Measurement> measurements =
        partials
            .keyBy(partial -> partial.streamId, Types.STRING)
            .transform(
                OperatorNames.INDICATE,
                MeasuredTypes.MEASUREMENT,
                new IndicateOperator(rules, residentBytes, ordered))
            .uid(OperatorIds.INDICATE);

    SingleOutputStreamOperator<ScoreRecord> scores =
        measurements
            .keyBy(Measurement::streamId, Types.STRING)
            .connect(ends.models(env).broadcast(ScoreFunction.MODELS))
            .process(new ScoreFunction(baseModel, scoringOptions(config)), ScoreRecordBinary.TYPE)
            .name(OperatorNames.SCORE)
            .uid(OperatorIds.SCORE);

    DataStream<Settlement> settlements = measurements.getSideOutput(IndicateOperator.SETTLEMENTS);
    ends.scores(scores);
    ends.alerts(alerts(scores, AlertSettings.of(config)));
    ends.sessions(scores.getSideOutput(ScoreFunction.SESSIONS));
    ends.settlements(settlements);
    ends.quarantine(
        bucketed
            .getSideOutput(CleanOperator.REJECTIONS)
            .union(
                partials.getSideOutput(CleanOperator.REJECTIONS),
                measurements.getSideOutput(CleanOperator.REJECTIONS),
                scores.getSideOutput(CleanOperator.REJECTIONS)));
  }

  /** Scores are where their stream's alerts are: nothing is shuffled, and live all is one chain. */
  private static DataStream<AlertRecord> alerts(
      DataStream<ScoreRecord> scores, AlertSettings settings) {
    DataStream<Reading> readings =
        scores
            .map(Reading::of, ReadingFormat.TYPE)
            .name("read for alerts")
            .uid(OperatorIds.ALERT_READINGS);
    return DataStreamUtils.reinterpretAsKeyedStream(readings, Reading::streamId, Types.STRING)
        .process(new AlertFunction(settings), AlertRecordBinary.TYPE)
        .name(OperatorNames.ALERT)
        .uid(OperatorIds.ALERT);
  }

  private static ScoringOptions scoringOptions(JobConfig config) {
    return new ScoringOptions(
        config.get(JobOptions.SHRINK_RATIOS).doubleValue(),
        config.get(JobOptions.SHRINK_MEANS).doubleValue(),
        config.get(JobOptions.MIN_IMPRESSIONS).intValue(),
        config.get(JobOptions.GRADIENT_STEPS).intValue());
  }
}
