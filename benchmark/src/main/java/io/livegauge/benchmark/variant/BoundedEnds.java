package io.livegauge.benchmark.variant;

import io.livegauge.alert.AlertRecord;
import io.livegauge.event.Decoded;
import io.livegauge.event.Rejection;
import io.livegauge.event.Settlement;
import io.livegauge.job.KafkaSinks;
import io.livegauge.job.OperatorIds;
import io.livegauge.job.RoadEnds;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.ingest.KeyedDecoders;
import io.livegauge.job.ingest.LiveSettings;
import io.livegauge.job.ingest.LiveSource;
import io.livegauge.job.ingest.StartAt;
import io.livegauge.job.scoring.BaseModel;
import io.livegauge.job.scoring.ModelDocument;
import io.livegauge.job.scoring.SessionEnd;
import io.livegauge.score.ScoreRecord;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The live job's ends, with two differences: the source ends where the topics end when the job
 * starts, and what comes out goes to topics of another prefix. There are no models but the one to
 * begin with, and no window store, which is off unless a user asks for it.
 */
final class BoundedEnds implements RoadEnds {
  private final JobConfig config;
  private final KafkaSinks sinks;

  BoundedEnds(JobConfig config, String outputPrefix) {
    this.config = config;
    this.sinks = new KafkaSinks(config, outputPrefix, Map.of());
  }

  @Override
  public DataStream<Decoded> events(StreamExecutionEnvironment env) {
    LiveSettings settings =
        LiveSettings.of(
                config.get(JobOptions.BOOTSTRAP),
                config.get(JobOptions.TOPIC_PREFIX),
                config.get(JobOptions.GROUP))
            .withStartAt(StartAt.EARLIEST)
            .withBounded()
            .withTimes(
                config.get(JobOptions.OUT_OF_ORDERNESS), config.get(JobOptions.BROKER_GRACE));
    return env.fromSource(
            new LiveSource(settings, KeyedDecoders.of(config)),
            WatermarkStrategy.noWatermarks(),
            "live events")
        .uid(OperatorIds.EVENTS);
  }

  @Override
  public DataStream<ModelDocument> models(StreamExecutionEnvironment env) {
    ModelDocument model = new ModelDocument(BaseModel.load(config.find(JobOptions.MODEL)), 0);
    return env.fromData(ModelDocument.TYPE, model).uid(OperatorIds.MODELS);
  }

  @Override
  public void scores(DataStream<ScoreRecord> records) {
    sinks.scores(records);
  }

  @Override
  public void sessions(DataStream<SessionEnd> ends) {
    sinks.sessions(ends);
  }

  @Override
  public void alerts(DataStream<AlertRecord> alerts) {
    sinks.alerts(alerts);
  }

  @Override
  public void quarantine(DataStream<Rejection> rejections) {
    sinks.quarantine(rejections);
  }

  @Override
  public void settlements(DataStream<Settlement> settlements) {
    // Only the window store takes them.
  }
}
