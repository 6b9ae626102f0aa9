package io.livegauge.benchmark.peer;

import io.livegauge.benchmark.variant.FlinkCluster;
import io.livegauge.benchmark.variant.Outcome;
import io.livegauge.benchmark.variant.Run;
import io.livegauge.benchmark.variant.Variant;
import io.livegauge.benchmark.workload.WorkloadTopics;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * The core in Flink SQL: {@code ROW_NUMBER} drops duplicates, and a {@code HOP} window aggregates.
 * Its planner shares the slices of 5 s between windows and aggregates before the shuffle.
 *
 * <p>Of the same id the first to arrive counts, not the earliest: it is the same in the workload,
 * and costs less than to wait for the watermark.
 */
public final class FlinkSql implements Variant {
  /** Of the topics, separated by semicolons, and the brokers. */
  private static final String EVENTS =
      """
      CREATE TABLE events (
        eventId STRING,
        `type` STRING,
        streamId STRING,
        userId STRING,
        eventTime BIGINT,
        `count` BIGINT,
        repeatCount BIGINT,
        amount BIGINT,
        arrival AS PROCTIME(),
        instant AS TO_TIMESTAMP_LTZ(IF(`type` = 'leave', eventTime - 1, eventTime), 3),
        WATERMARK FOR instant AS instant - INTERVAL '5' SECOND
      ) WITH (
        'connector' = 'kafka',
        'topic' = '%s',
        'properties.bootstrap.servers' = '%s',
        'properties.group.id' = 'flink-sql',
        'scan.startup.mode' = 'earliest-offset',
        'scan.bounded.mode' = 'latest-offset',
        'format' = 'json'
      )
      """;

  private static final String DISTINCT_EVENTS =
      """
      CREATE TEMPORARY VIEW distinct_events AS
      SELECT `type`, streamId, userId, `count`, repeatCount, amount, instant
      FROM (
        SELECT *, ROW_NUMBER() OVER (
          PARTITION BY streamId, userId, eventId ORDER BY arrival ASC) AS nth
        FROM events)
      WHERE nth = 1
      """;

  /** Of the topic and the brokers. */
  private static final String ROWS =
      """
      CREATE TABLE core_rows (
        streamId STRING,
        windowEnd BIGINT,
        a12 BIGINT,
        a13 BIGINT,
        a14 BIGINT,
        a31 BIGINT,
        a32 BIGINT,
        a33 BIGINT,
        users BIGINT
      ) WITH (
        'connector' = 'kafka',
        'topic' = '%s',
        'properties.bootstrap.servers' = '%s',
        'properties.compression.type' = 'lz4',
        'properties.linger.ms' = '5',
        'key.format' = 'raw',
        'key.fields' = 'streamId',
        'value.format' = 'json'
      )
      """;

  private static final String AGGREGATE =
      """
      INSERT INTO core_rows
      SELECT
        streamId,
        1000 * CAST(
          TIMESTAMPDIFF(SECOND, TIMESTAMP '1970-01-01 00:00:00', window_end) AS BIGINT),
        COUNT(*) FILTER (WHERE `type` = 'barrage'),
        SUM(IF(`type` = 'gift', COALESCE(repeatCount, 1), 0)),
        SUM(CASE `type` WHEN 'like' THEN COALESCE(`count`, 1) WHEN 'share' THEN 1 ELSE 0 END),
        COUNT(DISTINCT userId) FILTER (WHERE `type` = 'order_paid'),
        SUM(CASE `type`
          WHEN 'order_paid' THEN amount WHEN 'order_refunded' THEN -amount ELSE 0 END),
        IF(COUNT(*) FILTER (WHERE `type` = 'product_impression') >= 20,
          COUNT(*) FILTER (WHERE `type` = 'product_click'),
          COUNT(DISTINCT userId) FILTER (WHERE `type` = 'product_click')),
        COUNT(DISTINCT userId) FILTER (WHERE `type` NOT IN (
          'login', 'logout', 'rating', 'survey_answer', 'order_refunded',
          'product_pin', 'product_unpin', 'stream_start', 'stream_end'))
      FROM TABLE(HOP(TABLE distinct_events, DESCRIPTOR(instant),
        INTERVAL '5' SECOND, INTERVAL '5' MINUTE))
      GROUP BY streamId, window_start, window_end
      """;

  /** As the manual recommends for throughput; without them the heap takes half as much again. */
  private static final Map<String, String> MINI_BATCHES =
      Map.of(
          "table.exec.mini-batch.enabled", "true",
          "table.exec.mini-batch.allow-latency", "1 s",
          "table.exec.mini-batch.size", "5000");

  private final String backend;
  private final FlinkCluster cluster = new FlinkCluster();

  private FlinkSql(String backend) {
    this.backend = backend;
  }

  /** With its state in {@code hashmap} or {@code rocksdb}. */
  public static FlinkSql on(String backend) {
    return new FlinkSql(backend);
  }

  @Override
  public String name() {
    return "flink-sql-" + backend;
  }

  @Override
  public String describe() {
    return "The core in Flink SQL: ROW_NUMBER by arrival for duplicates, forgotten after 10 min of"
        + " the wall clock, and a HOP window of 300 s by 5 s, in mini-batches of 5,000; state in "
        + backend
        + ", timers on the heap.";
  }

  @Override
  public Outcome run(Run run) throws Exception {
    StreamExecutionEnvironment env = cluster.environment(run);
    env.configure(CoreStreams.engine(backend));
    StreamTableEnvironment tables = StreamTableEnvironment.create(env);
    tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
    tables.getConfig().set("table.exec.state.ttl", "10 min");
    MINI_BATCHES.forEach(tables.getConfig()::set);
    String inputs = String.join(";", WorkloadTopics.inputs(run.inputPrefix()));
    tables.executeSql(EVENTS.formatted(inputs, run.bootstrap()));
    tables.executeSql(DISTINCT_EVENTS);
    tables.executeSql(ROWS.formatted(CoreRow.createTopic(run), run.bootstrap()));
    StreamStatementSet statements = tables.createStatementSet();
    statements.addInsertSql(AGGREGATE);
    statements.attachAsDataStream();
    return cluster.execute(env, run).withWritten(CoreRow.written(run));
  }
}
