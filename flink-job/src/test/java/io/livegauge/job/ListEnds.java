package io.livegauge.job;

import io.livegauge.alert.AlertRecord;
import io.livegauge.event.Decoded;
import io.livegauge.event.Event;
import io.livegauge.event.EventDecoder;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.Rejection;
import io.livegauge.event.Settlement;
import io.livegauge.event.UserHasher;
import io.livegauge.job.ingest.RoadTypes;
import io.livegauge.job.reference.EventBuilder;
import io.livegauge.job.scoring.ModelDocument;
import io.livegauge.job.scoring.SessionEnd;
import io.livegauge.score.ScoreRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Ends of the road in memory: a list of events in, lines by run out. */
final class ListEnds implements RoadEnds {
  /** What runs wrote, by run: a sink is copied to where it runs, so it cannot hold its result. */
  private static final Map<String, Queue<String>> OUTPUTS = new ConcurrentHashMap<>();

  private static final Map<String, Boolean> FAILED = new ConcurrentHashMap<>();

  private final String run;
  private final String[] lines;
  private final long recordsPerSecond;

  /**
   * @param run a name of its own
   * @param events in the order in which they are to come
   * @param recordsPerSecond 0 for as fast as can be; else slow enough for checkpoints, and the run
   *     fails once, after the first of them
   */
  ListEnds(String run, List<Event> events, long recordsPerSecond) {
    this.run = run;
    this.lines = events.stream().map(EventBuilder::toJsonLine).toArray(String[]::new);
    this.recordsPerSecond = recordsPerSecond;
  }

  /** What went to an output, in no order. */
  List<String> output(String name) {
    return List.copyOf(OUTPUTS.getOrDefault(run + "/" + name, new ConcurrentLinkedQueue<>()));
  }

  /** Whether the injected failure happened. */
  boolean hasFailed() {
    return FAILED.containsKey(run);
  }

  @Override
  public DataStream<Decoded> events(StreamExecutionEnvironment env) {
    WatermarkStrategy<Decoded> watermarks =
        WatermarkStrategy.<Decoded>forBoundedOutOfOrderness(Duration.ofSeconds(5))
            .withTimestampAssigner((decoded, timestamp) -> ((PackedEvent) decoded).eventTime());
    GeneratorFunction<Long, Decoded> decode = new Decode(lines);
    DataGeneratorSource<Decoded> source =
        recordsPerSecond == 0
            ? new DataGeneratorSource<>(decode, lines.length, RoadTypes.DECODED)
            : new DataGeneratorSource<>(
                decode,
                lines.length,
                RateLimiterStrategy.perSecond((double) recordsPerSecond),
                RoadTypes.DECODED);
    SingleOutputStreamOperator<Decoded> events =
        env.fromSource(source, watermarks, "events").uid(OperatorIds.EVENTS);
    if (recordsPerSecond == 0) {
      return events;
    }
    return events
        .map(new FailAfterCheckpoint(run))
        .returns(RoadTypes.DECODED)
        .uid("fail-after-checkpoint");
  }

  @Override
  public DataStream<ModelDocument> models(StreamExecutionEnvironment env) {
    return env.fromSource(
            new DataGeneratorSource<>(new OneModel(), 1, ModelDocument.TYPE),
            WatermarkStrategy.noWatermarks(),
            "models")
        .uid(OperatorIds.MODELS);
  }

  @Override
  public void scores(DataStream<ScoreRecord> scores) {
    write(
        "scores",
        OperatorIds.SCORE_SINK,
        scores.map(r -> new String(r.toJson(), StandardCharsets.UTF_8)));
  }

  @Override
  public void sessions(DataStream<SessionEnd> sessions) {
    write(
        "sessions",
        OperatorIds.SESSION_SINK,
        sessions.map(s -> new String(s.json(), StandardCharsets.UTF_8)));
  }

  @Override
  public void alerts(DataStream<AlertRecord> alerts) {
    write(
        "alerts",
        OperatorIds.ALERT_SINK,
        alerts.map(a -> new String(a.toJson(), StandardCharsets.UTF_8)));
  }

  @Override
  public void quarantine(DataStream<Rejection> rejections) {
    write(
        "quarantine",
        OperatorIds.QUARANTINE_SINK,
        rejections.map(r -> r.reason() + " " + r.streamId() + " " + r.eventId()));
  }

  @Override
  public void settlements(DataStream<Settlement> settlements) {
    write(
        "settlements",
        OperatorIds.SETTLEMENT_SINK,
        settlements.map(s -> new String(s.toJson(), StandardCharsets.UTF_8)));
  }

  private void write(String name, String uid, SingleOutputStreamOperator<String> lines) {
    lines
        .returns(Types.STRING)
        .uid(uid + "-lines")
        .sinkTo(new QueueSink(run + "/" + name))
        .uid(uid);
  }

  private static final class Decode implements GeneratorFunction<Long, Decoded> {
    private static final long serialVersionUID = 1L;
    private final String[] lines;

    Decode(String[] lines) {
      this.lines = lines;
    }

    @Override
    public Decoded map(Long index) {
      EventDecoder decoder = new EventDecoder(new UserHasher(new byte[16]), 300_000);
      Decoded decoded =
          decoder.fromFile(
              lines[index.intValue()].getBytes(StandardCharsets.UTF_8), "list", index + 1);
      if (decoded instanceof Decoded.Rejected rejected) {
        throw new IllegalStateException(
            rejected.rejection().detail() + ": " + lines[index.intValue()]);
      }
      return decoded;
    }
  }

  private static final class OneModel implements GeneratorFunction<Long, ModelDocument> {
    private static final long serialVersionUID = 1L;

    @Override
    public ModelDocument map(Long index) {
      return new ModelDocument(TestModels.artifact(1), 0);
    }
  }

  private static final class FailAfterCheckpoint extends RichMapFunction<Decoded, Decoded>
      implements CheckpointListener {
    private static final long serialVersionUID = 1L;
    private final String run;
    private transient long seen;

    FailAfterCheckpoint(String run) {
      this.run = run;
    }

    @Override
    public Decoded map(Decoded value) {
      seen++;
      return value;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      if (seen > 0 && FAILED.putIfAbsent(run, true) == null) {
        throw new IllegalStateException("an injected failure");
      }
    }
  }

  private static final class QueueSink implements Sink<String> {
    private static final long serialVersionUID = 1L;
    private final String name;

    QueueSink(String name) {
      this.name = name;
    }

    @Override
    public SinkWriter<String> createWriter(WriterInitContext context) {
      Queue<String> queue = OUTPUTS.computeIfAbsent(name, key -> new ConcurrentLinkedQueue<>());
      return new SinkWriter<>() {
        @Override
        public void write(String element, Context elementContext) {
          queue.add(element);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
          // Nothing is held back.
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };
    }
  }
}
