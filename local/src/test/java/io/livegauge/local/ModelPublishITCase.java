package io.livegauge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.job.LiveJob;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.metric.JobMetrics;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.model.ModelWriter;
import io.livegauge.simulator.KafkaTarget;
import io.livegauge.simulator.Simulation;
import io.livegauge.simulator.SimulationConfig;
import io.livegauge.simulator.broker.EmbeddedKafka;
import io.livegauge.simulator.broker.LiveTopics;
import io.livegauge.trainer.registry.KafkaModelTopic;
import io.livegauge.trainer.registry.ModelTopic;
import io.livegauge.trainer.registry.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models on their way from the registry to a job that runs. */
@Timeout(180)
class ModelPublishITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static EmbeddedKafka kafka;

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startKafka() {
    kafka = EmbeddedKafka.temporary().start();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  /** {@code model} with the registry of this test. */
  private int model(String command, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return CommandLines.of(new PrintWriter(out), new PrintWriter(err), null)
        .execute(
            Stream.concat(
                    Stream.of("model", command),
                    Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--registry", directory.resolve("registry").toString())))
                .toArray(String[]::new));
  }

  private JsonNode lastLine() throws IOException {
    List<String> lines = out.toString().lines().toList();
    return JSON.readTree(lines.get(lines.size() - 1));
  }

  private static Model bundled() throws IOException {
    try (InputStream in =
        LiveJob.class.getResourceAsStream("/io/livegauge/job/scoring/default-model.json")) {
      return ((ModelResult.Valid) ModelReader.read(in.readAllBytes())).model();
    }
  }

  /** The bundled model, and the same again as version 2. */
  private void importTwo() throws IOException {
    Path file = Files.write(directory.resolve("bundled.json"), bundled().bytes());
    assertThat(model("import", file.toString())).isZero();
    assertThat(lastLine().get("promoted").booleanValue()).isTrue();
    assertThat(model("import", file.toString(), "--promote")).isZero();
    assertThat(lastLine().get("version").longValue()).isEqualTo(2);
  }

  @Test
  void shouldSendTheSameBytesAtEveryTry() throws Exception {
    importTwo();
    String[] arguments = {"--to", kafka.bootstrapServers(), "--topic-prefix", "twice."};

    assertThat(model("publish", arguments)).as(err::toString).isZero();
    JsonNode first = lastLine();
    assertThat(model("publish", arguments)).isZero();

    assertThat(lastLine().get("wasThere").booleanValue()).isTrue();
    List<ConsumerRecord<byte[], byte[]>> records = records("twice.models", 2);
    assertThat(records)
        .allSatisfy(
            record -> assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("2"));
    assertThat(records.get(1).value()).isEqualTo(records.get(0).value());
    Model sent = ((ModelResult.Valid) ModelReader.read(records.get(0).value())).model();
    assertThat(sent.version()).isEqualTo(2);
    assertThat(sent.sha256()).isEqualTo(first.get("sha256").textValue());
    assertThat(sent.validFrom())
        .isEqualTo(first.get("validFrom").longValue())
        .isGreaterThan(System.currentTimeMillis() - 60_000);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "twice.models");
      assertThat(admin.describeConfigs(List.of(topic)).all().get().get(topic))
          .extracting(config -> config.get("cleanup.policy").value())
          .isEqualTo("compact");
      assertThat(
              admin
                  .describeTopics(List.of("twice.models"))
                  .allTopicNames()
                  .get()
                  .get("twice.models")
                  .partitions())
          .hasSize(1);
    }
  }

  @Test
  void shouldRefuseATopicOfAnotherRegistryBeforeAnythingIsRegistered() throws Exception {
    importTwo();
    byte[] theirs = ModelWriter.of(bundled()).version(9).write();
    kafka.createTopic("theirs.models", 2, Map.of());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>("theirs.models", 1, null, theirs)).get();
    }
    String[] target = {"--to", kafka.bootstrapServers(), "--topic-prefix", "theirs."};

    assertThat(model("publish", target)).isEqualTo(1);
    assertThat(err.toString())
        .contains("theirs.models", "holds version 9", "ends at 2", "version 2 was not published")
        .hasLineCount(1);
    String[] rollback = Stream.concat(Stream.of("1"), Stream.of(target)).toArray(String[]::new);
    assertThat(model("rollback", rollback)).isEqualTo(1);

    assertThat(model("list")).isZero();
    assertThat(lastLine().get("versions")).hasSize(2);
  }

  @Test
  void shouldSayWhatIsOddAboutATopic() throws Exception {
    kafka.createTopic("odd.models", 2, Map.of());
    try (ModelTopic topic =
        new KafkaModelTopic(kafka.bootstrapServers(), "odd.models", Map.of(), PATIENCE)) {
      assertThat(topic.prepare())
          .anySatisfy(note -> assertThat(note).contains("odd.models has 2 partitions"))
          .anySatisfy(note -> assertThat(note).contains("cleanup.policy=delete"));
      assertThat(topic.models()).isEmpty();
    }
  }

  @Test
  void shouldGiveUpOnABrokerThatDoesNotAnswer() throws Exception {
    String bootstrap;
    try (EmbeddedKafka gone = EmbeddedKafka.temporary().start()) {
      bootstrap = gone.bootstrapServers();
    }
    try (ModelTopic topic =
        new KafkaModelTopic(bootstrap, "live.models", Map.of(), Duration.ofSeconds(1))) {
      assertThatThrownBy(topic::prepare)
          .isInstanceOf(RegistryException.class)
          .hasMessage("no Kafka answers at " + bootstrap + " (waited 1 s)");
      assertThatThrownBy(topic::models).hasMessageContaining("no Kafka answers");
      assertThatThrownBy(() -> topic.send(bundled())).hasMessageContaining("no Kafka answers");
    }
  }

  @Test
  void shouldReachAJobThatRuns() throws Exception {
    importTwo();
    String bootstrap = kafka.bootstrapServers();
    LiveTopics.create(bootstrap, "run.", 1);
    ExecutorService simulator = Executors.newSingleThreadExecutor();
    int metricsPort = freePort();
    RunningJob job =
        new RunningJob(
            LiveJob.start(LocalCluster.environment(1, directory, metricsPort), config(bootstrap)));
    try (KafkaTarget target = new KafkaTarget(bootstrap, "run.");
        KafkaConsumer<byte[], byte[]> scores = consumer("run.scores")) {
      job.awaitRunning();
      Future<Long> feed =
          simulator.submit(
              () ->
                  target.write(
                      new Simulation(
                          SimulationConfig.live(
                              1, 3, 60, 150_000, System.currentTimeMillis() + 1_000)),
                      record -> {}));
      List<JsonNode> seen = new ArrayList<>();
      await(scores, seen, score -> score.at("/model/version").longValue() == 1);

      assertThat(publish("--valid-in", "5s")).isZero();
      long validFrom = lastLine().get("validFrom").longValue();
      await(scores, seen, score -> score.at("/model/version").longValue() == 2);

      // The first model again, as version 3, and a challenger beside it.
      assertThat(
              model(
                  "rollback", "1", "--to", bootstrap, "--topic-prefix", "run.", "--valid-in", "1s"))
          .as(err::toString)
          .isZero();
      assertThat(model("import", directory.resolve("bundled.json").toString())).isZero();
      assertThat(publish("--as-challenger", "--valid-in", "1s")).as(err::toString).isZero();
      await(
          scores,
          seen,
          score ->
              score.at("/model/version").longValue() == 3
                  && score.at("/shadow/version").longValue() == 4);

      assertThat(seen)
          .filteredOn(score -> score.at("/model/version").longValue() < 3)
          .allSatisfy(
              score ->
                  assertThat(score.at("/model/version").longValue())
                      .as("model of the window that ends at %s", score.get("windowEnd"))
                      .isEqualTo(score.get("windowEnd").longValue() < validFrom ? 1 : 2));
      assertThat(scrape(metricsPort))
          .filteredOn(line -> line.startsWith(JobMetrics.MODEL_VERSION.prometheusName()))
          .singleElement()
          .asString()
          .endsWith(" 3.0");
      target.stop();
      assertThat(feed.get()).isPositive();
    } finally {
      simulator.shutdownNow();
      job.cancel();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The lines that Prometheus reads. */
  private static List<String> scrape(int port) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + port + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body()
        .lines()
        .toList();
  }

  private int publish(String... options) {
    return model(
        "publish",
        Stream.concat(
                Stream.of("--to", kafka.bootstrapServers(), "--topic-prefix", "run."),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private static JobConfig config(String bootstrap) {
    return JobConfig.of(
        Map.of(
            "bootstrap", bootstrap,
            "topic-prefix", "run.",
            "parallelism", "1",
            "slice", "1s",
            "window", "10s",
            "out-of-orderness", "1s",
            "start", "earliest",
            "state-backend", "hashmap"));
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic)) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (records.size() < count) {
        assertThat(System.nanoTime()).as("records: %s", records).isLessThan(deadline);
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  private static void await(
      KafkaConsumer<byte[], byte[]> scores, List<JsonNode> seen, Predicate<JsonNode> wanted)
      throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean isThere = false;
    while (!isThere) {
      assertThat(System.nanoTime()).as("scores: %s", seen.size()).isLessThan(deadline);
      for (ConsumerRecord<byte[], byte[]> record : scores.poll(Duration.ofMillis(100))) {
        JsonNode score = JSON.readTree(record.value());
        seen.add(score);
        isThere |= wanted.test(score);
      }
    }
  }
}
