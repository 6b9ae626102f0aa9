package io.livegauge.benchmark.variant;

import io.livegauge.event.Decoded;
import io.livegauge.event.Rejection;
import io.livegauge.event.Settlement;
import io.livegauge.event.Topic;
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
import io.livegauge.job.store.TopicSink;
import io.livegauge.score.ScoreRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The live job's ends, with two differences: the source ends where the topics end when the job
 * starts, and what comes out goes to topics of another prefix. There are no models but the one to
 * begin with, and no window store, which is off unless a user asks for it.
 */
final class BoundedEnds implements RoadEnds {
  private final JobConfig config;
  private final String outputPrefix;

  BoundedEnds(JobConfig config, String outputPrefix) {
    this.config = config;
    this.outputPrefix = outputPrefix;
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
    records
        .sinkTo(
            sink(
                Topic.SCORES,
                config.get(JobOptions.GUARANTEE) == JobOptions.Guarantee.EXACTLY_ONCE,
                TopicSink.PROMPT,
                record -> record.streamId().getBytes(StandardCharsets.UTF_8),
                ScoreRecord::toJson))
        .uid(OperatorIds.SCORE_SINK);
  }

  @Override
  public void sessions(DataStream<SessionEnd> ends) {
    ends.sinkTo(sink(Topic.SESSIONS, false, TopicSink.PROMPT, SessionEnd::key, SessionEnd::json))
        .uid(OperatorIds.SESSION_SINK);
  }

  @Override
  public void quarantine(DataStream<Rejection> rejections) {
    String prefix = config.get(JobOptions.TOPIC_PREFIX);
    rejections
        .sinkTo(
            sink(
                Topic.QUARANTINE,
                false,
                TopicSink.UNHURRIED,
                Rejection::key,
                rejection -> rejection.toJson(prefix)))
        .uid(OperatorIds.QUARANTINE_SINK);
  }

  @Override
  public void settlements(DataStream<Settlement> settlements) {
    // Only the window store takes them.
  }

  private <T> KafkaSink<T> sink(
      Topic topic,
      boolean exactlyOnce,
      Duration linger,
      TopicSink.Bytes<T> key,
      TopicSink.Bytes<T> value) {
    return TopicSink.of(
        config.get(JobOptions.BOOTSTRAP),
        topic.named(outputPrefix),
        exactlyOnce,
        linger,
        config.get(JobOptions.GROUP),
        new Properties(),
        key,
        value);
  }
}
