package io.livegauge.job.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.event.Decoded;
import io.livegauge.event.EventDecoder;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.Topic;
import io.livegauge.event.UserHasher;
import io.livegauge.simulator.broker.EmbeddedKafka;
import io.livegauge.simulator.broker.LiveTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.testutils.junit.SharedObjectsExtension;
import org.apache.flink.testutils.junit.SharedReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The live source on a MiniCluster and a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveSourceITCase {
  private static final Duration BOUND = Duration.ofMillis(500);
  private static final Duration HOLD = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(16)
              .build());

  @RegisterExtension final SharedObjectsExtension shared = SharedObjectsExtension.create();

  private EmbeddedKafka kafka;
  private String prefix;
  private KafkaProducer<byte[], byte[]> producer;
  private SharedReference<Log> log;
  private final List<JobClient> jobs = new ArrayList<>();

  @BeforeAll
  void startBroker() {
    kafka = EmbeddedKafka.temporary().start();
  }

  @AfterAll
  void stopBroker() {
    kafka.close();
  }

  @BeforeEach
  void createTopics(TestInfo test) {
    prefix = test.getTestMethod().orElseThrow().getName() + ".";
    LiveTopics.create(kafka.bootstrapServers(), prefix, 1);
    TopicCheck.require(
        kafka.bootstrapServers(), Map.of(), settings().inputTopics(), List.of()); // as the job does
    producer = producer(Map.of());
    log = shared.add(new Log());
  }

  @AfterEach
  void stopJobs() throws Exception {
    producer.close(Duration.ZERO);
    for (JobClient job : jobs) {
      job.cancel().get();
    }
  }

  @Test
  void shouldGoOnWhereAllIsQuietOrEmptyAndReadersHaveNothing() throws Exception {
    start(settings(), 14, null); // one partition in each of 13 topics: a reader stays without
    long sent = System.currentTimeMillis();
    send(Topic.LIKE, like("e1", sent));

    log.get().await(l -> l.watermark > sent + 2_000);
    assertThat(log.get().seen).hasSize(1);
    assertThat(log.get().late()).isEmpty();
    assertThat(log.get().watermark).isLessThan(System.currentTimeMillis() - BOUND.toMillis() + 50);
  }

  @Test
  void shouldMakeNothingLateAfterAPause() throws Exception {
    start(settings(), 2, null);
    for (int round = 0; round < 4; round++) {
      long sent = System.currentTimeMillis();
      int before = log.get().size();
      send(Topic.LIKE, like("like" + round, sent - 100));
      send(Topic.BARRAGE, barrage("barrage" + round, sent - 250));
      send(Topic.LIKE, "not an event");
      log.get().await(l -> l.size() == before + 3 && l.watermark > sent + 1_000);
    }
    assertThat(log.get().late()).isEmpty();
    assertThat(log.get().size()).isEqualTo(12);
  }

  @Test
  void shouldMakeNoBacklogLate() throws Exception {
    long begin = System.currentTimeMillis() - 600_000;
    send(Topic.BARRAGE, barrage("quiet", begin + 600_000));
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      sent.add(producer.send(message(Topic.LIKE, like("e" + i, begin + i * 30L))));
    }
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
    start(settings().withStartAt(StartAt.EARLIEST), 2, null);

    log.get().await(l -> l.size() == 20_001 && l.watermark >= begin + 590_000);
    assertThat(log.get().late()).isEmpty();
  }

  @Test
  void shouldStandStillWhileProducersRepeatAfterAnOutage() throws Exception {
    start(settings(), 2, null);
    long first = System.currentTimeMillis();
    send(Topic.LIKE, like("e1", first));
    log.get().await(l -> l.watermark > first + 1_000);

    kafka.stop();
    long down = System.currentTimeMillis();
    long stood = log.get().awaitStandstill(Duration.ofSeconds(3));
    assertThat(stood).isLessThanOrEqualTo(down);
    kafka.start();
    // What a producer could not send while the broker was away: new to the broker, old in time.
    producer.close(Duration.ZERO);
    producer = producer(Map.of());
    send(Topic.LIKE, like("e2", down + 200));
    send(Topic.BARRAGE, barrage("e3", down + 100));
    long last = System.currentTimeMillis();

    log.get().await(l -> l.size() == 3);
    assertThat(log.get().late()).isEmpty();
    log.get().await(l -> l.watermark > last + HOLD.toMillis());
    assertThat(log.get().late()).isEmpty();
  }

  @Test
  void shouldGoOnAfterARestartAtTheEndOffsets(@TempDir Path savepoints) throws Exception {
    JobClient job = start(settings(), 2, null);
    long sent = System.currentTimeMillis();
    send(Topic.LIKE, like("e1", sent - 300));
    send(Topic.LIKE, "not an event");
    log.get().await(l -> l.size() == 2 && l.watermark > sent);
    String savepoint =
        job.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
    jobs.remove(job);
    log.get().forgetWatermark();

    start(settings(), 3, savepoint);
    long restarted = System.currentTimeMillis();
    log.get().await(l -> l.watermark > restarted + 1_000);
    assertThat(log.get().size()).isEqualTo(2);
    long again = System.currentTimeMillis();
    send(Topic.LIKE, like("e2", again - 300));
    log.get().await(l -> l.size() == 3);
    assertThat(log.get().late()).isEmpty();
  }

  @Test
  void shouldKnowTheTimeOfWhatLiesBeforeItsStart() throws Exception {
    long old = System.currentTimeMillis() - 3L * 365 * 86_400_000;
    send(Topic.LIKE, like("e1", old));
    start(settings().withStartAt(StartAt.LATEST), 2, null);

    log.get().await(l -> l.watermark > old);
    assertThat(log.get().watermark).isLessThan(old + 60_000);
    assertThat(log.get().size()).isZero();
  }

  @Test
  void shouldSeePastTransactionMarkers() throws Exception {
    start(settings(), 2, null);
    long sent = System.currentTimeMillis();
    try (KafkaProducer<byte[], byte[]> transactions =
        producer(Map.of("transactional.id", prefix + "tx"))) {
      transactions.initTransactions();
      transactions.beginTransaction();
      transactions.send(message(Topic.LIKE, like("e1", sent))).get();
      transactions.commitTransaction();
      transactions.beginTransaction();
      transactions.send(message(Topic.LIKE, like("e2", sent))).get();
      transactions.abortTransaction();
    }

    log.get().await(l -> l.watermark > sent + 2_000);
    assertThat(log.get().size()).isEqualTo(1);
  }

  @Test
  void shouldReadBoundedUpToTheEnds() throws Exception {
    for (int i = 0; i < 50; i++) {
      send(Topic.LIKE, like("e" + i, 1_700_000_000_000L + i * 1_000L));
    }
    StreamExecutionEnvironment env = environment(null);
    flow(env, settings().withStartAt(StartAt.EARLIEST).withBounded(), 2);
    env.execute();

    assertThat(log.get().size()).isEqualTo(50);
    assertThat(log.get().late()).isEmpty();
    assertThat(log.get().watermark).isEqualTo(Watermark.MAX_WATERMARK.getTimestamp());
  }

  @Test
  void shouldNameMissingTopics() {
    assertThat(
            TopicCheck.require(
                kafka.bootstrapServers(), Map.of(), settings().inputTopics(), List.of()))
        .isEmpty();
    assertThatThrownBy(
            () ->
                TopicCheck.require(
                    kafka.bootstrapServers(),
                    Map.of(),
                    LiveSettings.of("x", "nowhere.", "g").inputTopics(),
                    List.of("nowhere.scores")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nowhere.access")
        .hasMessageContaining("nowhere.survey")
        .hasMessageContaining("nowhere.scores");
    kafka.createTopic(prefix + "clocks", 1, Map.of("message.timestamp.type", "CreateTime"));
    assertThat(
            TopicCheck.require(
                kafka.bootstrapServers(), Map.of(), List.of(prefix + "clocks"), List.of()))
        .singleElement()
        .asString()
        .contains(prefix + "clocks", "CreateTime");
  }

  private LiveSettings settings() {
    return LiveSettings.of(kafka.bootstrapServers(), prefix, prefix + "group")
        .withTimes(BOUND, HOLD);
  }

  private JobClient start(LiveSettings settings, int parallelism, String savepoint)
      throws Exception {
    StreamExecutionEnvironment env = environment(savepoint);
    flow(env, settings, parallelism);
    JobClient job = env.executeAsync();
    jobs.add(job);
    return job;
  }

  private static StreamExecutionEnvironment environment(String savepoint) {
    Configuration configuration = new Configuration();
    configuration.setString("pipeline.generic-types", "false");
    configuration.setString("pipeline.auto-generate-uids", "false");
    configuration.setString("execution.checkpointing.interval", "1 s");
    configuration.setString("restart-strategy.type", "none");
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    return StreamExecutionEnvironment.getExecutionEnvironment(configuration);
  }

  private void flow(StreamExecutionEnvironment env, LiveSettings settings, int parallelism) {
    DecoderFactory decoders = () -> new EventDecoder(new UserHasher(new byte[16]), 300_000);
    env.fromSource(
            new LiveSource(settings, decoders),
            WatermarkStrategy.noWatermarks(),
            "live",
            RoadTypes.DECODED)
        .uid("live")
        .setParallelism(parallelism)
        .setMaxParallelism(16)
        .rebalance()
        .transform("record", Types.VOID, new Recorder(log))
        .uid("record")
        .setParallelism(1)
        .setMaxParallelism(1);
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void send(Topic topic, String json) throws Exception {
    producer.send(message(topic, json)).get();
  }

  private ProducerRecord<byte[], byte[]> message(Topic topic, String json) {
    return new ProducerRecord<>(topic.named(prefix), json.getBytes(StandardCharsets.UTF_8));
  }

  private static String like(String id, long time) {
    return event(id, "like", time, "");
  }

  private static String barrage(String id, long time) {
    return event(id, "barrage", time, ",\"text\":\"hi\"");
  }

  private static String event(String id, String type, long time, String more) {
    return String.format(
        "{\"eventId\":\"%s\",\"type\":\"%s\",\"streamId\":\"s1\",\"userId\":\"u1\",\"eventTime\":%d%s}",
        id, type, time, more);
  }

  /** What came out of the source, and when in event time. */
  static final class Log {
    record Seen(Decoded record, long watermark) {
      boolean isLate() {
        return record instanceof PackedEvent valid && valid.eventTime() <= watermark;
      }
    }

    final List<Seen> seen = new ArrayList<>();
    long watermark = Long.MIN_VALUE;

    synchronized void add(Decoded record) {
      seen.add(new Seen(record, watermark));
      notifyAll();
    }

    synchronized void advance(long time) {
      watermark = time;
      notifyAll();
    }

    synchronized void forgetWatermark() {
      watermark = Long.MIN_VALUE;
    }

    synchronized int size() {
      return seen.size();
    }

    synchronized List<Seen> late() {
      return seen.stream().filter(Seen::isLate).toList();
    }

    synchronized void await(Predicate<Log> condition) throws InterruptedException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!condition.test(this)) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        assertThat(left)
            .as(
                "time left; %d seen, watermark %d at %d",
                seen.size(), watermark, System.currentTimeMillis())
            .isPositive();
        wait(left);
      }
    }

    /** Returns the watermark that did not move for that long. */
    synchronized long awaitStandstill(Duration quiet) throws InterruptedException {
      long stood;
      long since;
      do {
        stood = watermark;
        since = System.nanoTime();
        while (watermark == stood && System.nanoTime() - since < quiet.toNanos()) {
          wait(Math.max(1, quiet.toMillis() - (System.nanoTime() - since) / 1_000_000));
        }
      } while (watermark != stood);
      return stood;
    }
  }

  /** Notes records and watermarks as an operator of the road sees them. */
  static final class Recorder extends AbstractStreamOperator<Void>
      implements OneInputStreamOperator<Decoded, Void> {
    private static final long serialVersionUID = 1L;

    private final SharedReference<Log> log;

    Recorder(SharedReference<Log> log) {
      this.log = log;
    }

    @Override
    public void processElement(StreamRecord<Decoded> element) {
      log.get().add(element.getValue());
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
      log.get().advance(mark.getTimestamp());
      super.processWatermark(mark);
    }
  }
}
