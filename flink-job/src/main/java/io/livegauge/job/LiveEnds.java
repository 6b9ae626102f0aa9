package io.livegauge.job;

import io.livegauge.alert.AlertRecord;
import io.livegauge.event.Decoded;
import io.livegauge.event.Rejection;
import io.livegauge.event.Settlement;
import io.livegauge.event.Topic;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.ingest.KeyedDecoders;
import io.livegauge.job.ingest.LiveSettings;
import io.livegauge.job.ingest.LiveSource;
import io.livegauge.job.ingest.StartAt;
import io.livegauge.job.scoring.ModelDocument;
import io.livegauge.job.scoring.ModelSource;
import io.livegauge.job.scoring.SessionEnd;
import io.livegauge.job.store.TrainingStore;
import io.livegauge.score.ScoreRecord;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Ends of the road in Kafka, and the window store in files. */
final class LiveEnds implements RoadEnds {
  private final JobConfig config;
  private final Map<String, String> clientProperties;

  /** The same in the form that the connector's builders take. */
  private final Properties properties = new Properties();

  private final String bootstrap;
  private final String prefix;
  private final String group;
  private final KafkaSinks sinks;
  private final StoreEnds store;

  /**
   * @param clientProperties further settings of all Kafka clients
   */
  LiveEnds(JobConfig config, Map<String, String> clientProperties) {
    this.config = config;
    this.clientProperties = clientProperties;
    this.properties.putAll(clientProperties);
    this.bootstrap = config.get(JobOptions.BOOTSTRAP);
    this.prefix = config.get(JobOptions.TOPIC_PREFIX);
    this.group = config.get(JobOptions.GROUP);
    this.sinks = new KafkaSinks(config, prefix, clientProperties);
    this.store =
        new StoreEnds(
            config.find(JobOptions.STORE),
            TrainingStore.checkpointsPerHour(config.get(JobOptions.CHECKPOINT_INTERVAL)));
  }

  @Override
  public DataStream<Decoded> events(StreamExecutionEnvironment env) {
    LiveSettings settings =
        LiveSettings.of(bootstrap, prefix, group)
            .withClientId(group + "-events")
            .withStartAt(startAt())
            .withTimes(config.get(JobOptions.OUT_OF_ORDERNESS), config.get(JobOptions.BROKER_GRACE))
            .withSlice(config.get(JobOptions.SLICE))
            .withClientProperties(clientProperties);
    // The source makes its watermarks itself, by partition.
    return env.fromSource(
            new LiveSource(settings, KeyedDecoders.of(config)),
            WatermarkStrategy.noWatermarks(),
            "live events")
        .uid(OperatorIds.EVENTS);
  }

  @Override
  public DataStream<ModelDocument> models(StreamExecutionEnvironment env) {
    return env.fromSource(
            ModelSource.of(bootstrap, Topic.MODELS.named(prefix), group, properties),
            ModelSource.watermarks(),
            "models")
        .setParallelism(1)
        .uid(OperatorIds.MODELS);
  }

  @Override
  public void scores(DataStream<ScoreRecord> records) {
    sinks.scores(records);
    store.windows(records);
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
    store.settlements(settlements);
  }

  private StartAt startAt() {
    return switch (config.get(JobOptions.START)) {
      case EARLIEST -> StartAt.EARLIEST;
      case LATEST -> StartAt.LATEST;
      case COMMITTED -> StartAt.COMMITTED;
    };
  }
}
