package io.livegauge.job;

import io.livegauge.alert.AlertRecord;
import io.livegauge.event.Decoded;
import io.livegauge.event.Rejection;
import io.livegauge.event.Settlement;
import io.livegauge.job.scoring.ModelDocument;
import io.livegauge.job.scoring.SessionEnd;
import io.livegauge.score.ScoreRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Where the road begins and where it ends: Kafka for the live job, files for a backfill, lists for
 * a test. Every operator that an implementation adds has a uid of {@link OperatorIds}.
 */
public interface RoadEnds {
  /** The records of all input topics, decoded, with event time and watermarks. */
  DataStream<Decoded> events(StreamExecutionEnvironment env);

  /** Model documents; a stream that never holds event time back. */
  DataStream<ModelDocument> models(StreamExecutionEnvironment env);

  /** Takes the score records. */
  void scores(DataStream<ScoreRecord> scores);

  /** Takes the summaries of ended sessions. */
  void sessions(DataStream<SessionEnd> sessions);

  /** Takes the changes of alerts. */
  void alerts(DataStream<AlertRecord> alerts);

  /** Takes the rejected records. */
  void quarantine(DataStream<Rejection> rejections);

  /** Takes the events that only the trainer wants. */
  void settlements(DataStream<Settlement> settlements);
}
