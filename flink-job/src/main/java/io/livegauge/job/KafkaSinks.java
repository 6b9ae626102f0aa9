package io.livegauge.job;

import io.livegauge.alert.AlertRecord;
import io.livegauge.event.Rejection;
import io.livegauge.event.Topic;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.scoring.SessionEnd;
import io.livegauge.job.store.TopicSink;
import io.livegauge.score.ScoreRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Writes what comes out of the road to its topics. A sink has its topic's name without the prefix:
 * by that its metrics are told from those of the others.
 */
public final class KafkaSinks {
  private final JobConfig config;
  private final String outputPrefix;
  private final Properties properties = new Properties();

  /**
   * @param outputPrefix the prefix of the topics to write to
   * @param clientProperties further settings of the producers
   */
  public KafkaSinks(JobConfig config, String outputPrefix, Map<String, String> clientProperties) {
    this.config = config;
    this.outputPrefix = outputPrefix;
    this.properties.putAll(clientProperties);
  }

  /** Writes score records, with the guarantee that the job was asked for. */
  public void scores(DataStream<ScoreRecord> records) {
    records
        .sinkTo(
            sink(
                Topic.SCORES,
                isExactlyOnce(),
                TopicSink.PROMPT,
                record -> record.streamId().getBytes(StandardCharsets.UTF_8),
                ScoreRecord::toJson))
        .name(Topic.SCORES.suffix())
        .uid(OperatorIds.SCORE_SINK);
  }

  /** Writes the changes of alerts, with the guarantee of the scores that they were made from. */
  public void alerts(DataStream<AlertRecord> alerts) {
    alerts
        .sinkTo(
            sink(
                Topic.ALERTS,
                isExactlyOnce(),
                TopicSink.PROMPT,
                alert -> alert.streamId().getBytes(StandardCharsets.UTF_8),
                AlertRecord::toJson))
        .name(Topic.ALERTS.suffix())
        .uid(OperatorIds.ALERT_SINK);
  }

  /** Writes the summaries of ended sessions. */
  public void sessions(DataStream<SessionEnd> ends) {
    ends.sinkTo(sink(Topic.SESSIONS, false, TopicSink.PROMPT, SessionEnd::key, SessionEnd::json))
        .name(Topic.SESSIONS.suffix())
        .uid(OperatorIds.SESSION_SINK);
  }

  /** Writes rejected records, which name the topics that were read. */
  public void quarantine(DataStream<Rejection> rejections) {
    String inputPrefix = config.get(JobOptions.TOPIC_PREFIX);
    rejections
        .sinkTo(
            sink(
                Topic.QUARANTINE,
                false,
                TopicSink.UNHURRIED,
                Rejection::key,
                rejection -> rejection.toJson(inputPrefix)))
        .name(Topic.QUARANTINE.suffix())
        .uid(OperatorIds.QUARANTINE_SINK);
  }

  private boolean isExactlyOnce() {
    return config.get(JobOptions.GUARANTEE) == JobOptions.Guarantee.EXACTLY_ONCE;
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
        properties,
        key,
        value);
  }
}
