package io.livegauge.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.dashboard.Dashboard;
import io.livegauge.dashboard.DashboardOptions;
import io.livegauge.dashboard.feed.FeedOptions;
import io.livegauge.job.LiveJob;
import io.livegauge.job.config.JobConfig;
import io.livegauge.secret.ClientProperties;
import io.livegauge.simulator.broker.EmbeddedKafka;
import io.livegauge.simulator.broker.SecureListener;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that talks to Kafka, with one that asks for TLS and a login and gives each user the
 * rights of {@code docs/security.md} alone.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureKafkaITCase {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long LOOK_MILLIS = 100;

  /** The second one is INVALID. */
  private static final String LINES =
      """
      {"type":"enter","eventId":"e1","streamId":"s1","userId":"u1","eventTime":1700000000000}
      {"type":"like","eventId":"e2","streamId":"s1","userId":"u1","eventTime":1700000001000,"count":0}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Path directory;
  private SecureBroker broker;

  @BeforeAll
  void startBroker(@TempDir Path scratch) throws Exception {
    directory = scratch;
    broker = new SecureBroker(scratch.resolve("broker"));
  }

  @AfterAll
  void stopBroker() {
    if (broker != null) {
      broker.close();
    }
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return CommandLines.of(new PrintWriter(out), new PrintWriter(err), null).execute(arguments);
  }

  /** A command with what a cluster needs. */
  private int run(String command, Path client, String... more) {
    return run(
        Stream.concat(
                Stream.concat(
                    Stream.of(command.split(" ", -1)),
                    Stream.of(
                        command.startsWith("model") ? "--to" : "--bootstrap",
                        broker.address(),
                        "--kafka-config",
                        client.toString())),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private String registry() {
    return directory.resolve("registry").toString();
  }

  private int importModel(String... more) throws Exception {
    Path model = directory.resolve("model.json");
    try (InputStream in =
        LiveJob.class.getResourceAsStream("/io/livegauge/job/scoring/default-model.json")) {
      Files.write(model, in.readAllBytes());
    }
    return run(
        Stream.concat(
                Stream.of("model", "import", model.toString(), "--registry", registry()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private int publish(Path client) throws Exception {
    if (!Files.exists(Path.of(registry()))) {
      assertThat(importModel()).as(err::toString).isZero();
    }
    return run("model publish", client, "--registry", registry());
  }

  private String hashKeyFile() throws Exception {
    return SecureBroker.secret(directory.resolve("hash-key"), "8f3a61c2d7e4950b1a2c3d4e5f607182\n")
        .toString();
  }

  @Test
  void shouldWorkWithTheRightsThatAreDocumented() throws Exception {
    assertThat(run("topics create", broker.client(SecureBroker.TOPICS), "--partitions", "1"))
        .as(err::toString)
        .isZero();
    assertThat(run("topics check", broker.client(SecureBroker.TOPICS))).as(out::toString).isZero();
    assertThat(
            run(
                "simulate",
                broker.client(SecureBroker.PRODUCER),
                "--minutes",
                "0.1",
                "--streams",
                "2",
                "--rate",
                "50"))
        .as(err::toString)
        .isZero();
    Path lines = Files.writeString(directory.resolve("events.jsonl"), LINES);
    assertThat(run("replay", broker.client(SecureBroker.PRODUCER), lines.toString()))
        .as(err::toString)
        .isZero();
    Path trainer = broker.client(SecureBroker.TRAINER);
    assertThat(publish(trainer)).as(err::toString).isZero();
    assertThat(importModel("--promote")).isZero();
    assertThat(publish(trainer)).as(err::toString).isZero();
    assertThat(run("model rollback", trainer, "1", "--registry", registry()))
        .as(err::toString)
        .isZero();

    Map<String, String> options = new HashMap<>();
    options.put("bootstrap", broker.address());
    options.put("kafka-config", broker.client(SecureBroker.JOB).toString());
    options.put("hash-key-file", hashKeyFile());
    options.put("start", "earliest");
    options.put("parallelism", "1");
    options.put("guarantee", "exactly-once");
    options.put("checkpoint-interval", "500ms");
    JobConfig config = JobConfig.of(LocalCluster.jobOptions(options));
    try (ScratchDirectory scratch = new ScratchDirectory("livegauge-secure-");
        Dashboard screens = screens(broker.client(SecureBroker.SCREENS))) {
      RunningJob job =
          new RunningJob(LiveJob.start(LocalCluster.environment(1, scratch.path()), config));
      try {
        job.awaitRunning();
        awaitAnswer(screens, "api/streams", body -> body.contains("\"streamId\""));
        awaitAnswer(screens, "api/health", body -> body.contains("\"INVALID\""));
        repair(broker.client(SecureBroker.REPAIR));
        job.check();
      } finally {
        job.cancel();
      }
    }
  }

  private void repair(Path client) throws Exception {
    assertThat(run("quarantine stats", client)).as(err::toString).isZero();
    assertThat(run("quarantine show", client, "--raw")).as(err::toString).isZero();
    Path bad = directory.resolve("bad.jsonl");
    assertThat(run("quarantine export", client, "--reason", "INVALID", "--out", bad.toString()))
        .as(err::toString)
        .isZero();
    Path good =
        Files.writeString(
            directory.resolve("good.jsonl"),
            Files.readString(bad).replace("\"count\":0", "\"count\":1"));
    assertThat(run("quarantine replay", client, good.toString())).as(err::toString).isZero();
    assertThat(out.toString()).contains("\"sent\":1");
  }

  @Test
  void shouldTalkTlsWithoutALogin() throws Exception {
    Path place = Files.createDirectories(directory.resolve("tls"));
    BrokerKeys keys = new BrokerKeys(place, SecureBroker.randomText());
    SecureListener listener =
        new SecureListener(keys.keyStore("broker"), keys.password(), Map.of());
    Path client =
        Files.writeString(
            place.resolve("client.properties"),
            "security.protocol=SSL\nssl.truststore.type=PEM\nssl.truststore.location="
                + keys.certificate("broker")
                + "\n");
    try (EmbeddedKafka kafka =
        EmbeddedKafka.in(place.resolve("kafka")).withSecureListener(listener).start()) {
      for (String command : new String[] {"create", "check"}) {
        assertThat(
                run(
                    "topics",
                    command,
                    "--bootstrap",
                    kafka.secureServers(),
                    "--kafka-config",
                    client.toString()))
            .as(err::toString)
            .isZero();
      }
    }
  }

  @Test
  void shouldGiveNoOtherRights() throws Exception {
    assertThat(
            run("topics create", broker.client(SecureBroker.PRODUCER), "--topic-prefix", "other."))
        .isEqualTo(1);
    assertThat(err.toString()).contains("Kafka did not create other.access").contains("may not");
  }

  @Test
  void shouldSayThatThePasswordIsWrong() throws Exception {
    Path client = broker.client(SecureBroker.PRODUCER, broker.wrongSecrets(), broker.trustStore());

    for (String command :
        new String[] {"topics check", "topics create", "simulate", "quarantine stats"}) {
      assertThat(run(command, client)).as(command).isEqualTo(1);
      assertTold("refuses the login", "--kafka-config");
    }
    assertThat(run("replay", client, "../docs/examples/kuailive/room.csv")).isEqualTo(1);
    assertTold("refuses the login", "--kafka-config");
    assertThat(run("score", client, "--hash-key-file", hashKeyFile())).isEqualTo(2);
    assertTold("refuses the login", "--kafka-config");
    assertThat(publish(client)).isEqualTo(1);
    assertTold("Authentication failed");
    try (Dashboard screens = screens(client)) {
      awaitAnswer(screens, "api/health", body -> body.contains("\"connected\":false"));
    }
  }

  @Test
  void shouldSayThatTheAuthorityIsNotTrusted() throws Exception {
    Path good = broker.client(SecureBroker.TOPICS);
    Path client =
        broker.client(
            SecureBroker.TOPICS,
            good.resolveSibling("secrets-" + SecureBroker.TOPICS),
            broker.otherTrustStore());

    assertThat(run("topics check", client)).isEqualTo(1);
    assertTold("do not agree on TLS", "certification path", "trust store");
    assertThat(run("score", client, "--hash-key-file", hashKeyFile())).isEqualTo(2);
    assertTold("do not agree on TLS", "certification path", "trust store");
  }

  @Test
  void shouldSayThatASecretIsNotThere() throws Exception {
    Path nowhere = directory.resolve("nowhere");
    Path client = broker.client(SecureBroker.JOB, nowhere, broker.trustStore());

    for (String command : new String[] {"topics check", "simulate", "dashboard"}) {
      assertThat(run(command, client)).as(command).isEqualTo(2);
      assertTold("option --kafka-config", "there is no file " + nowhere);
    }
    assertThat(publish(client)).isEqualTo(2);
    assertTold("option --kafka-config", "there is no file " + nowhere);
    assertThat(run("score", client, "--hash-key-file", hashKeyFile())).isEqualTo(2);
    assertTold("option --kafka-config", "there is no file " + nowhere);
  }

  /** One line for people, and no secret in it. */
  private void assertTold(String... parts) {
    assertThat(err.toString()).contains(parts).hasLineCount(1);
    String all = out.toString() + err;
    broker.secrets().forEach((name, text) -> assertThat(all).as(name).doesNotContain(text));
  }

  private Dashboard screens(Path client) throws Exception {
    return Dashboard.start(
        DashboardOptions.local(
            0,
            new FeedOptions(
                broker.address(),
                "live.",
                FeedOptions.DEFAULT_HISTORY,
                ClientProperties.read(client).values())));
  }

  private static void awaitAnswer(Dashboard screens, String path, Predicate<String> condition)
      throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(screens.address().resolve(URI.create(path))).build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String body;
    do {
      never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      body = http.send(request, BodyHandlers.ofString()).body();
      assertThat(System.nanoTime()).as("time, at %s", body).isLessThan(deadline);
    } while (!condition.test(body));
  }
}
