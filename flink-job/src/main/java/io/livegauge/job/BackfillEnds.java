package io.livegauge.job;

import io.livegauge.alert.AlertRecord;
import io.livegauge.event.Decoded;
import io.livegauge.event.Rejection;
import io.livegauge.event.Settlement;
import io.livegauge.job.ingest.DecoderFactory;
import io.livegauge.job.ingest.JsonLinesSource;
import io.livegauge.job.scoring.ModelDocument;
import io.livegauge.job.scoring.SessionEnd;
import io.livegauge.job.store.SortedLine;
import io.livegauge.job.store.SortedLinesFile;
import io.livegauge.score.ScoreRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Ends of the road in files: recorded streams in, ordered JSON Lines and the window store out. */
final class BackfillEnds implements RoadEnds {
  static final String SCORES = "scores.jsonl";
  static final String SESSIONS = "sessions.jsonl";
  static final String ALERTS = "alerts.jsonl";
  static final String QUARANTINE = "quarantine.jsonl";
  static final String SETTLEMENTS = "settlements.jsonl";

  private final List<String> inputs;
  private final DecoderFactory decoders;
  private final byte[] model;
  private final StoreEnds store;
  private final SortedLinesFile scores;
  private final SortedLinesFile sessions;
  private final SortedLinesFile alerts;
  private final SortedLinesFile quarantine;
  private final SortedLinesFile settlements;

  BackfillEnds(
      List<String> inputs, DecoderFactory decoders, byte[] model, StoreEnds store, Path output) {
    this.inputs = inputs;
    this.decoders = decoders;
    this.model = model.clone();
    this.store = store;
    this.scores = new SortedLinesFile(output.resolve(SCORES));
    this.sessions = new SortedLinesFile(output.resolve(SESSIONS));
    this.alerts = new SortedLinesFile(output.resolve(ALERTS));
    this.quarantine = new SortedLinesFile(output.resolve(QUARANTINE));
    this.settlements = new SortedLinesFile(output.resolve(SETTLEMENTS));
  }

  /** Brings the written files in order, once the run is over. */
  void finish() throws IOException {
    for (SortedLinesFile file : List.of(scores, sessions, alerts, quarantine, settlements)) {
      file.finish();
    }
  }

  @Override
  public DataStream<Decoded> events(StreamExecutionEnvironment env) {
    return env.fromSource(
            JsonLinesSource.of(decoders, inputs), JsonLinesSource.timestamps(), "recorded events")
        .uid(OperatorIds.EVENTS);
  }

  /** The base model alone, as a document like any other: there is no topic here. */
  @Override
  public DataStream<ModelDocument> models(StreamExecutionEnvironment env) {
    return env.fromData(ModelDocument.TYPE, new ModelDocument(model, 0)).uid(OperatorIds.MODELS);
  }

  @Override
  public void scores(DataStream<ScoreRecord> records) {
    write(scores, records, new ScoreLine(), OperatorIds.SCORE_LINES, OperatorIds.SCORE_SINK);
    store.windows(records);
  }

  @Override
  public void sessions(DataStream<SessionEnd> ends) {
    write(sessions, ends, new SessionLine(), OperatorIds.SESSION_LINES, OperatorIds.SESSION_SINK);
  }

  @Override
  public void alerts(DataStream<AlertRecord> changes) {
    write(alerts, changes, new AlertLine(), OperatorIds.ALERT_LINES, OperatorIds.ALERT_SINK);
  }

  @Override
  public void quarantine(DataStream<Rejection> rejections) {
    write(
        quarantine,
        rejections,
        new QuarantineLine(),
        OperatorIds.QUARANTINE_RECORDS,
        OperatorIds.QUARANTINE_SINK);
  }

  @Override
  public void settlements(DataStream<Settlement> events) {
    write(
        settlements,
        events,
        new SettlementLine(),
        OperatorIds.SETTLEMENT_RECORDS,
        OperatorIds.SETTLEMENT_SINK);
    store.settlements(events);
  }

  private static <T> void write(
      SortedLinesFile file,
      DataStream<T> values,
      MapFunction<T, SortedLine> line,
      String lineUid,
      String sinkUid) {
    values
        .map(line)
        .returns(SortedLine.TYPE)
        .uid(lineUid)
        .sinkTo(file.sink())
        .setParallelism(1)
        .uid(sinkUid);
  }

  private static final class ScoreLine implements MapFunction<ScoreRecord, SortedLine> {
    private static final long serialVersionUID = 1L;

    @Override
    public SortedLine map(ScoreRecord record) {
      return new SortedLine(record.streamId(), record.windowEnd(), "", record.toJson());
    }
  }

  private static final class SessionLine implements MapFunction<SessionEnd, SortedLine> {
    private static final long serialVersionUID = 1L;

    @Override
    public SortedLine map(SessionEnd end) {
      return new SortedLine(end.streamId(), end.sessionStart(), "", end.json());
    }
  }

  private static final class AlertLine implements MapFunction<AlertRecord, SortedLine> {
    private static final long serialVersionUID = 1L;

    @Override
    public SortedLine map(AlertRecord alert) {
      return new SortedLine(
          alert.streamId(), alert.windowEnd(), alert.rule().name(), alert.toJson());
    }
  }

  private static final class QuarantineLine implements MapFunction<Rejection, SortedLine> {
    private static final long serialVersionUID = 1L;

    @Override
    public SortedLine map(Rejection rejection) {
      return new SortedLine(
          rejection.streamId() == null ? "" : rejection.streamId(),
          rejection.eventTime() == null ? 0 : rejection.eventTime(),
          rejection.file() + String.format("%019d", rejection.offset()),
          rejection.toJson());
    }
  }

  private static final class SettlementLine implements MapFunction<Settlement, SortedLine> {
    private static final long serialVersionUID = 1L;

    @Override
    public SortedLine map(Settlement settlement) {
      return new SortedLine(
          settlement.event().streamId,
          settlement.event().eventTime,
          settlement.event().eventId,
          settlement.toJson());
    }
  }
}
