package io.livegauge.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import io.livegauge.event.Reason;
import io.livegauge.event.Topic;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.reference.Reference;
import io.livegauge.job.reference.ReferenceOptions;
import io.livegauge.job.reference.ReferenceResult;
import io.livegauge.measure.Measurement;
import io.livegauge.model.Model;
import io.livegauge.model.ModelSelection;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.ScoreStats;
import io.livegauge.score.Scorer;
import io.livegauge.score.ScoringOptions;
import io.livegauge.simulator.broker.EmbeddedKafka;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A whole live job that an earlier version stopped with a savepoint goes on with this one: from
 * then on it publishes what the reference, which was never stopped, says of all events, byte for
 * byte. Every released version has a directory, see the README among the test resources; one that
 * is not released yet is renewed with {@code -Dlivegauge.state.write=true}.
 *
 * <p>The savepoint knows topics and offsets and no broker: another one that was given the same
 * records serves as well. Records have a Kafka timestamp far ahead, so that no time that passes
 * here moves event time: it goes by the records alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SavedJobITCase {
  private static final SavedJobFiles VERSION_1 =
      new SavedJobFiles(Path.of("src", "test", "resources", "savepoint", "v1"));

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long FAR_AHEAD = 4_102_444_800_000L; // 2100-01-01
  private static final String KEY = "000102030405060708090a0b0c0d0e0f";
  private static final String OTHER_KEY = "101112131415161718191a1b1c1d1e1f";
  private static final byte[] NO_MODEL = "{}".getBytes(UTF_8);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private Path directory;
  private EmbeddedKafka kafka;
  private Expected expected;

  @BeforeAll
  void fillTheTopics(@TempDir Path scratch) throws Exception {
    directory = scratch;
    if (Boolean.getBoolean("livegauge.state.write")) {
      VERSION_1.write();
      try (EmbeddedKafka other = broker("writing")) {
        takeSavepoint(other.bootstrapServers());
      }
    }
    expected = Expected.of(VERSION_1);
    kafka = broker("kafka");
    try (KafkaProducer<byte[], byte[]> producer = producer(kafka.bootstrapServers())) {
      send(producer, VERSION_1.before());
      send(producer, VERSION_1.after());
      // What was read before the savepoint is not read again: the models are in the state.
      for (int i = 0; i <= VERSION_1.published().size(); i++) {
        publish(producer, NO_MODEL);
      }
    }
  }

  @AfterAll
  void stopTheBroker() {
    if (kafka != null) {
      kafka.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"rocksdb,1", "rocksdb,2", "hashmap,1", "hashmap,2"})
  void shouldGoOnFromTheSavepointOfVersion1(String backend, int parallelism) throws Exception {
    try (Outputs outputs = new Outputs(kafka.bootstrapServers())) {
      JobClient job =
          start(kafka.bootstrapServers(), backend, parallelism, KEY, fromTheSavepoint());
      try {
        outputs.await(
            () ->
                outputs.scores.size() >= expected.scores.size()
                    && outputs.sessions.size() >= expected.sessions.size()
                    && outputs.rejections.size() >= expected.rejections.size());
      } finally {
        job.cancel().get(30, TimeUnit.SECONDS);
      }

      assertThat(outputs.scores).isEqualTo(expected.scores);
      assertThat(outputs.sessions).isEqualTo(expected.sessions);
      assertThat(outputs.rejections).containsExactlyInAnyOrderElementsOf(expected.rejections);
    }
  }

  /** As docs/security.md has it: nobody who is in the state is known again. */
  @Test
  void shouldGoOnWithAnotherKeyAndTakeEveryUserForAnother() throws Exception {
    try (Outputs outputs = new Outputs(kafka.bootstrapServers())) {
      JobClient job = start(kafka.bootstrapServers(), "rocksdb", 1, OTHER_KEY, fromTheSavepoint());
      try {
        outputs.await(
            () ->
                outputs.scores.size() >= expected.scores.size()
                    && outputs.sessions.size() >= expected.sessions.size());
      } finally {
        job.cancel().get(30, TimeUnit.SECONDS);
      }

      assertThat(outputs.scores.keySet()).isEqualTo(expected.scores.keySet());
      assertThat(outputs.sessions.keySet()).isEqualTo(expected.sessions.keySet());
      assertThat(outputs.rejections)
          .as("a repeat across the change is not seen")
          .noneMatch(text -> text.startsWith("DUPLICATE_ID story twice "));
      JsonNode without = storySession(expected.sessions);
      JsonNode with = storySession(outputs.sessions);
      assertThat(without.at("/audience/sessionDistinct").asInt()).isEqualTo(12);
      assertThat(with.at("/audience/sessionDistinct").asInt())
          .as("one of the twelve comes back")
          .isEqualTo(13);
      assertThat(without.at("/sales/gifts").asInt()).isEqualTo(9);
      assertThat(with.at("/sales/gifts").asInt())
          .as("a streak that had come to 7, and its next frame")
          .isEqualTo(7 + 9);
    }
  }

  private static JsonNode storySession(Map<String, String> sessions) throws Exception {
    String key =
        sessions.keySet().stream().filter(k -> k.startsWith("story:")).findFirst().orElseThrow();
    return JSON.readTree(sessions.get(key));
  }

  private static Configuration fromTheSavepoint() {
    return new Configuration()
        .set(
            StateRecoveryOptions.SAVEPOINT_PATH,
            VERSION_1.savepoint().toAbsolutePath().toUri().toString());
  }

  /** The files are worth something: events after the savepoint meet what its state must hold. */
  @Test
  void shouldMeetWhatIsInTheState() throws Exception {
    List<Event> before = SavedJobFiles.decode(VERSION_1.before());
    assertThat(before)
        .as("open slices")
        .filteredOn(event -> event.eventTime >= SavedJobFiles.CLOSED)
        .filteredOn(event -> !event.streamId.startsWith(SavedJobFiles.PULSE))
        .hasSizeGreaterThan(5);
    assertThat(before)
        .as("a streak that is open")
        .anyMatch(event -> event.type == EventType.GIFT && !event.streakEnd);
    assertThat(expected.rejections)
        .as("fingerprints")
        .anyMatch(text -> text.startsWith("DUPLICATE_ID story twice "))
        .as("a stream that has ended")
        .anyMatch(text -> text.startsWith("STREAM_ENDED ended "));
    assertThat(expected.versions.values())
        .as("the champion in use, and the one that follows")
        .contains(2L, 3L);
    assertThat(expected.scores.values()).as("a challenger").allMatch(s -> s.contains("\"shadow\""));
    assertThat(expected.sessions).hasSizeGreaterThan(5);
    try (Stream<Path> files = Files.walk(VERSION_1.savepoint())) {
      assertThat(files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum())
          .as("bytes of the savepoint")
          .isLessThan(150_000);
    }
  }

  private void takeSavepoint(String bootstrap) throws Exception {
    Expected all = Expected.of(VERSION_1);
    try (Outputs outputs = new Outputs(bootstrap);
        KafkaProducer<byte[], byte[]> producer = producer(bootstrap)) {
      for (byte[] document : VERSION_1.published()) {
        publish(producer, document);
      }
      // Its rejection tells that those before it are in the state.
      publish(producer, NO_MODEL);
      JobClient job = start(bootstrap, "rocksdb", 1, KEY, new Configuration());
      outputs.await(() -> !outputs.rejections.isEmpty());
      send(producer, VERSION_1.before());
      outputs.await(() -> outputs.scores.size() >= all.scoresBefore);
      String savepoint =
          job.stopWithSavepoint(
                  false,
                  directory.resolve("taken").toUri().toString(),
                  SavepointFormatType.CANONICAL)
              .get(60, TimeUnit.SECONDS);
      VERSION_1.writeSavepoint(Path.of(URI.create(savepoint)));
    }
  }

  private JobClient start(
      String bootstrap, String backend, int parallelism, String digits, Configuration settings)
      throws Exception {
    // Without a key of its own each start would know the users by other hashes.
    Path key = Files.writeString(directory.resolve("hash-key"), digits);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return LiveJob.start(
        StreamExecutionEnvironment.getExecutionEnvironment(settings),
        JobConfig.of(
            Map.of(
                "bootstrap",
                bootstrap,
                "parallelism",
                Integer.toString(parallelism),
                "start",
                "earliest",
                "state-backend",
                backend,
                "hash-key-file",
                key.toString(),
                "model",
                VERSION_1.baseModel().toString())));
  }

  private EmbeddedKafka broker(String name) {
    EmbeddedKafka broker =
        EmbeddedKafka.in(
                directory.resolve(name),
                Map.of("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)))
            .start();
    broker.createTopics(SavedJobFiles.PARTITIONS, names(true));
    broker.createTopics(1, names(false));
    return broker;
  }

  private static String[] names(boolean isInput) {
    return Arrays.stream(Topic.values())
        .filter(topic -> topic.isInput() == isInput)
        .map(topic -> topic.named(Topic.DEFAULT_PREFIX))
        .toArray(String[]::new);
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, List<String> lines)
      throws Exception {
    List<Event> events = SavedJobFiles.decode(lines);
    List<Future<?>> sent = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Event event = events.get(i);
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  event.type.topic().named(Topic.DEFAULT_PREFIX),
                  SavedJobFiles.partition(event.streamId),
                  FAR_AHEAD,
                  event.streamId.getBytes(UTF_8),
                  lines.get(i).getBytes(UTF_8))));
    }
    for (Future<?> record : sent) {
      record.get(30, TimeUnit.SECONDS);
    }
  }

  private static void publish(KafkaProducer<byte[], byte[]> producer, byte[] document)
      throws Exception {
    producer
        .send(new ProducerRecord<>(Topic.MODELS.named(Topic.DEFAULT_PREFIX), document))
        .get(30, TimeUnit.SECONDS);
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrap, "linger.ms", "5"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static boolean isPulse(String streamId) {
    return streamId.startsWith(SavedJobFiles.PULSE);
  }

  /** What must come after the savepoint. */
  private static final class Expected {
    final Map<String, String> scores = new TreeMap<>();
    final Map<String, String> sessions = new TreeMap<>();
    final List<String> rejections = new ArrayList<>();

    /** The version of the model of each score. */
    final Map<String, Long> versions = new TreeMap<>();

    /** How many scores came before, those of pulses left out. */
    int scoresBefore;

    static Expected of(SavedJobFiles files) throws Exception {
      List<String> lines = new ArrayList<>(files.before());
      lines.addAll(files.after());
      ReferenceResult result =
          Reference.run(SavedJobFiles.decode(lines), ReferenceOptions.DEFAULTS);
      ModelSelection models =
          new ModelSelection(SavedJobFiles.model(Files.readAllBytes(files.baseModel())));
      for (byte[] document : files.published()) {
        models = models.with(SavedJobFiles.model(document));
      }
      Expected expected = new Expected();
      expected.score(result.measurements(), models);
      result.rejections().forEach(expected::reject);
      return expected;
    }

    private void score(List<Measurement> measurements, ModelSelection models) {
      Map<String, ScoreStats> open = new HashMap<>();
      for (Measurement measurement : measurements) {
        String stream = measurement.streamId();
        if (isPulse(stream)) {
          continue;
        }
        long windowEnd = measurement.windowEnd();
        Model champion = models.champion(windowEnd);
        Model challenger = models.challenger(windowEnd).orElse(null);
        ScoreRecord record =
            Scorer.score(measurement, champion, challenger, ScoringOptions.DEFAULTS);
        ScoreStats stats = open.computeIfAbsent(stream, id -> new ScoreStats());
        stats.add(record.score10000(), windowEnd);
        boolean isBefore = windowEnd <= SavedJobFiles.CLOSED;
        if (isBefore) {
          scoresBefore++;
        } else {
          String key = stream + " " + windowEnd;
          scores.put(key, new String(record.toJson(), UTF_8));
          versions.put(key, champion.version());
        }
        if (measurement.isFinal()) {
          open.remove(stream);
          if (!isBefore) {
            sessions.put(
                stream + ":" + measurement.sessionStart(),
                new String(
                    Scorer.summarize(measurement, champion, stats, ScoringOptions.DEFAULTS)
                        .toJson(),
                    UTF_8));
          }
        }
      }
    }

    private void reject(Event event, Reason reason) {
      if (event.eventTime >= SavedJobFiles.CLOSED && !isPulse(event.streamId)) {
        rejections.add(text(reason.name(), event.streamId, event.eventId, event.eventTime));
      }
    }

    static String text(String reason, String streamId, String eventId, long eventTime) {
      return reason + " " + streamId + " " + eventId + " " + eventTime;
    }
  }

  /** What comes on the output topics from now on, pulses left out. */
  private static final class Outputs implements AutoCloseable {
    final Map<String, String> scores = new TreeMap<>();
    final Map<String, String> sessions = new TreeMap<>();
    final List<String> rejections = new ArrayList<>();
    private final KafkaConsumer<byte[], byte[]> consumer;

    Outputs(String bootstrap) {
      consumer =
          new KafkaConsumer<>(
              Map.of("bootstrap.servers", bootstrap),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      List<TopicPartition> partitions =
          Stream.of(Topic.SCORES, Topic.SESSIONS, Topic.QUARANTINE)
              .map(topic -> new TopicPartition(topic.named(Topic.DEFAULT_PREFIX), 0))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position); // seeking is lazy: the end is that of now
    }

    void await(BooleanSupplier condition) throws Exception {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!condition.getAsBoolean()) {
        assertThat(System.nanoTime())
            .as("%d scores, %d sessions came, and %s", scores.size(), sessions.size(), rejections)
            .isLessThan(deadline);
        poll();
      }
    }

    private void poll() throws Exception {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        String line = new String(record.value(), UTF_8);
        JsonNode value = JSON.readTree(line);
        String stream = value.path("streamId").asText();
        if (isPulse(stream)) {
          continue;
        }
        if (record.topic().endsWith(Topic.SCORES.suffix())) {
          put(scores, stream + " " + value.get("windowEnd").asLong(), line);
        } else if (record.topic().endsWith(Topic.SESSIONS.suffix())) {
          put(sessions, new String(record.key(), UTF_8), line);
        } else {
          rejections.add(
              Expected.text(
                  value.get("reason").asText(),
                  stream,
                  value.path("eventId").asText(),
                  value.path("eventTime").asLong()));
        }
      }
    }

    private static void put(Map<String, String> lines, String key, String line) {
      String before = lines.put(key, line);
      assertThat(before == null ? line : before).as("a repeated record").isEqualTo(line);
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
