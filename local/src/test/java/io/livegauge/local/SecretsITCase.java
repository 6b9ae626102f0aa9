package io.livegauge.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.event.UserHasher;
import io.livegauge.job.LiveJob;
import io.livegauge.job.ScoringJob;
import io.livegauge.job.config.JobConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets stay where they are. The main class of a cluster, the screens and the commands run in
 * processes of their own, with everything logged that they can log; then every secret is looked for
 * in whatever came out of them.
 */
@Timeout(300)
class SecretsITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 200;
  private static final Pattern REST = Pattern.compile("Rest endpoint listening at [^\\s:]+:(\\d+)");
  private static final Pattern SCREENS = Pattern.compile("screens are at http://[^\\s:]+:(\\d+)/");

  /** What Flink's REST must answer; what else it has is asked for too. */
  private static final Set<String> ANSWERED =
      Set.of(
          "/config",
          "/overview",
          "/jobs/overview",
          "/jobs/JOB",
          "/jobs/JOB/config",
          "/jobs/JOB/plan",
          "/jobs/JOB/accumulators?includeSerializedValue=true",
          "/jobs/JOB/exceptions",
          "/jobs/JOB/checkpoints",
          "/jobs/JOB/checkpoints/config",
          "/jobmanager/config",
          "/jobmanager/environment",
          "/taskmanagers",
          "/taskmanagers/TM");

  private static final Set<String> PERHAPS_ANSWERED =
      Set.of(
          "/jobs",
          "/jobs/metrics",
          "/jobs/JOB/jobmanager/config",
          "/jobs/JOB/jobmanager/environment",
          "/jobs/JOB/metrics",
          "/jobs/JOB/status",
          "/jobs/JOB/resource-requirements",
          "/jobs/JOB/vertices/VERTEX",
          "/jobs/JOB/vertices/VERTEX/accumulators",
          "/jobs/JOB/vertices/VERTEX/backpressure",
          "/jobs/JOB/vertices/VERTEX/metrics",
          "/jobs/JOB/vertices/VERTEX/subtasks/accumulators",
          "/jobs/JOB/vertices/VERTEX/subtasks/metrics",
          "/jobs/JOB/vertices/VERTEX/subtasktimes",
          "/jobs/JOB/vertices/VERTEX/taskmanagers",
          "/jobs/JOB/vertices/VERTEX/watermarks",
          "/jobmanager/log",
          "/jobmanager/logs",
          "/jobmanager/metrics",
          "/jobmanager/stdout",
          "/jobmanager/thread-dump",
          "/taskmanagers/metrics",
          "/taskmanagers/TM/log",
          "/taskmanagers/TM/logs",
          "/taskmanagers/TM/metrics",
          "/taskmanagers/TM/stdout",
          "/taskmanagers/TM/thread-dump");

  private static final List<String> PAGES =
      List.of(
          "/",
          "/api/openapi.json",
          "/api/streams",
          "/api/streams.csv",
          "/api/sessions",
          "/api/sessions.csv",
          "/api/health",
          "/api/me");

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> processes = new ArrayList<>();

  /** What is looked for: what it is, and one of its forms. */
  private final Map<String, String> forms = new TreeMap<>();

  @TempDir private Path directory;
  private Path written;
  private SecureBroker broker;
  private String token;
  private Path hashKey;

  @BeforeEach
  void startBroker() throws Exception {
    written = Files.createDirectory(directory.resolve("written"));
    broker = new SecureBroker(directory.resolve("broker"));
    token = SecureBroker.randomText();
    byte[] key = new byte[UserHasher.KEY_LENGTH];
    new SecureRandom().nextBytes(key);
    String digits = HexFormat.of().formatHex(key);
    hashKey = SecureBroker.secret(directory.resolve("hash-key"), digits + "\n");

    broker.secrets().forEach((name, text) -> lookFor(name, text.getBytes(UTF_8)));
    lookFor("token of the screens", token.getBytes(UTF_8));
    lookFor("hash key", key);
    lookFor("digits of the hash key", digits.getBytes(UTF_8));
    lookFor("large digits of the hash key", digits.toUpperCase(Locale.ROOT).getBytes(UTF_8));
  }

  private void lookFor(String name, byte[] secret) {
    forms.put(name, new String(secret, ISO_8859_1));
    forms.put(name + " in hexadecimal digits", HexFormat.of().formatHex(secret));
    forms.put(name + " in Base64", Base64.getEncoder().withoutPadding().encodeToString(secret));
    forms.put(
        name + " in UTF-16",
        new String(new String(secret, ISO_8859_1).getBytes(UTF_16LE), ISO_8859_1));
  }

  @AfterEach
  void stopAll() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly();
      process.waitFor(30, TimeUnit.SECONDS);
    }
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void shouldFindThemNowhere() throws Exception {
    finish(command("topics", "create", "--bootstrap", SecureBroker.TOPICS, "--partitions", "1"));
    Process job = startJob();
    int rest = port(job, "job", REST);
    Process screens =
        command(
            "dashboard",
            null,
            "--bootstrap",
            SecureBroker.SCREENS,
            "--port",
            "0",
            "--tokens",
            SecureBroker.secret(directory.resolve("tokens"), "operations " + token + "\n")
                .toString());
    int pages = port(screens, "dashboard", SCREENS);
    finish(
        command(
            "simulate",
            null,
            "--bootstrap",
            SecureBroker.PRODUCER,
            "--minutes",
            "0.1",
            "--streams",
            "2",
            "--rate",
            "60"));
    publishModel();
    String stream = awaitRow(pages);

    searchProcess("job", job);
    searchProcess("dashboard", screens);
    searchRest(rest);
    takeSavepoint(rest);
    searchScreens(pages, stream);
    assertThat(status(pages, "/api/streams")).as("without the token").isEqualTo(401);
    assertThat(job.isAlive()).isTrue();
    for (Process process : List.of(job, screens)) {
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    searchTopics();
    searchFiles();
    searchGraph();
  }

  /** The search would find them. */
  @Test
  void shouldFindThemWhereTheyAre() throws Exception {
    broker.client(SecureBroker.JOB);
    assertThat(found(Files.readAllBytes(hashKey))).contains("digits of the hash key");
    assertThat(
            found(
                Files.readAllBytes(
                    directory.resolve("broker/secrets-livegauge-job/kafka-password"))))
        .containsExactly("password of livegauge-job");
  }

  private Process startJob() throws Exception {
    return start(
        "job",
        List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=debug"),
        ScoringJob.class,
        List.of(
            "--bootstrap",
            broker.address(),
            "--kafka-config",
            broker.client(SecureBroker.JOB).toString(),
            "--hash-key-file",
            hashKey.toString(),
            "--start",
            "earliest",
            "--parallelism",
            "1",
            "--checkpoint-interval",
            "500ms",
            "--checkpoints",
            written.resolve("checkpoints").toUri().toString(),
            "--store",
            written.resolve("store").toUri().toString()));
  }

  /**
   * A command of {@code ./livegauge}.
   *
   * @param second word of its name, or null
   * @param to the option that names the cluster
   * @param user who logs in
   */
  private Process command(String name, String second, String to, String user, String... more)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of(name));
    if (second != null) {
      arguments.add(second);
    }
    arguments.addAll(
        List.of(to, broker.address(), "--kafka-config", broker.client(user).toString()));
    arguments.addAll(List.of(more));
    return start(
        name,
        List.of(
            "-Dlivegauge.logs=" + written.resolve("logs"),
            "-Dorg.slf4j.simpleLogger.log.io.livegauge=debug",
            "-Dorg.slf4j.simpleLogger.log.org.apache.kafka=debug"),
        Main.class,
        arguments);
  }

  private Process start(String name, List<String> options, Class<?> main, List<String> arguments)
      throws IOException {
    Path scratch = Files.createDirectories(written.resolve("tmp-" + name));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx400m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.io.tmpdir=" + scratch);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(scratch.toFile())
            .redirectOutput(printed(name).toFile())
            .redirectError(written.resolve(name + ".err").toFile())
            .start();
    processes.add(process);
    return process;
  }

  private Path printed(String name) {
    return written.resolve(name + ".out");
  }

  private void finish(Process process) throws Exception {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(this::printedErrors).isZero();
  }

  private String printedErrors() {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(written)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".err")).toList()) {
        String all = Files.readString(file, ISO_8859_1);
        text.append(file.getFileName()).append(": ");
        text.append(all.substring(Math.max(0, all.length() - 2_000))).append('\n');
      }
    } catch (IOException e) {
      text.append(e);
    }
    return text.toString();
  }

  private void publishModel() throws Exception {
    Path model = directory.resolve("model.json");
    try (InputStream in =
        LiveJob.class.getResourceAsStream("/io/livegauge/job/scoring/default-model.json")) {
      Files.write(model, in.readAllBytes());
    }
    String registry = written.resolve("registry").toString();
    finish(
        start(
            "import",
            List.of("-Dlivegauge.logs=" + written.resolve("logs")),
            Main.class,
            List.of("model", "import", model.toString(), "--registry", registry)));
    finish(command("model", "publish", "--to", SecureBroker.TRAINER, "--registry", registry));
  }

  /** Waits for a line in what a process prints. */
  private int port(Process process, String name, Pattern line) throws Exception {
    String[] port = new String[1];
    await(
        () -> {
          assertThat(process.isAlive()).as(this::printedErrors).isTrue();
          for (Path file : List.of(printed(name), written.resolve(name + ".err"))) {
            Matcher matcher = line.matcher(text(file));
            if (matcher.find()) {
              port[0] = matcher.group(1);
            }
          }
          return port[0] != null;
        });
    return Integer.parseInt(port[0]);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** The id of a stream that the screens show. */
  private String awaitRow(int port) throws Exception {
    String[] stream = new String[1];
    await(
        () -> {
          JsonNode rows = json(body(port, "/api/streams")).path("streams");
          stream[0] = rows.isEmpty() ? null : rows.get(0).path("streamId").textValue();
          return stream[0] != null;
        });
    return stream[0];
  }

  private static JsonNode json(byte[] text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new IllegalStateException("No answer to " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private int status(int port, String path) {
    return send(request(port, path).build()).statusCode();
  }

  private byte[] body(int port, String path) {
    return send(request(port, path).header("Authorization", "Bearer " + token).build()).body();
  }

  private void searchProcess(String name, Process process) throws IOException {
    Path of = Path.of("/proc", Long.toString(process.pid()));
    if (Files.isDirectory(of)) {
      search("arguments of " + name, Files.readAllBytes(of.resolve("cmdline")));
      search("environment of " + name, Files.readAllBytes(of.resolve("environ")));
    }
    search("arguments of " + name, String.valueOf(process.info()).getBytes(UTF_8));
  }

  private void searchRest(int port) {
    JsonNode jobs = json(send(request(port, "/jobs/overview").build()).body()).path("jobs");
    String job = jobs.get(0).path("jid").textValue();
    JsonNode vertices = json(send(request(port, "/jobs/" + job).build()).body()).path("vertices");
    JsonNode machines = json(send(request(port, "/taskmanagers").build()).body());
    String machine = machines.path("taskmanagers").get(0).path("id").textValue();
    for (String path : ANSWERED) {
      searchAnswer(port, path.replace("JOB", job).replace("TM", machine), true);
    }
    for (String path : PERHAPS_ANSWERED) {
      String ofJob = path.replace("JOB", job).replace("TM", machine);
      if (path.contains("VERTEX")) {
        for (JsonNode vertex : vertices) {
          String id = vertex.path("id").textValue();
          searchAnswer(port, ofJob.replace("VERTEX", id), false);
        }
      } else {
        searchAnswer(port, ofJob, false);
      }
    }
  }

  private void searchAnswer(int port, String path, boolean isAnswered) {
    HttpResponse<byte[]> answer = send(request(port, path).build());
    if (isAnswered) {
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
    }
    search(path, answer.body());
    search("headers of " + path, answer.headers().toString().getBytes(UTF_8));
  }

  private void takeSavepoint(int port) throws Exception {
    JsonNode jobs = json(send(request(port, "/jobs/overview").build()).body()).path("jobs");
    String savepoints = "/jobs/" + jobs.get(0).path("jid").textValue() + "/savepoints";
    String order =
        JSON.writeValueAsString(
            Map.of(
                "target-directory",
                written.resolve("savepoints").toUri().toString(),
                "formatType",
                "CANONICAL"));
    JsonNode taken =
        json(
            send(request(port, savepoints)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(order))
                    .build())
                .body());
    String request = savepoints + "/" + taken.path("request-id").textValue();
    await(
        () -> {
          JsonNode state = json(send(request(port, request).build()).body());
          assertThat(state.path("operation").has("failure-cause")).as("%s", state).isFalse();
          return state.path("status").path("id").asText().equals("COMPLETED");
        });
  }

  private void searchScreens(int port, String stream) {
    String room = "/api/streams/" + URLEncoder.encode(stream, UTF_8);
    List<String> paths = new ArrayList<>(PAGES);
    paths.addAll(List.of(room, room + "/series", room + "/series.csv"));
    for (String path : paths) {
      HttpResponse<byte[]> answer =
          send(request(port, path).header("Authorization", "Bearer " + token).build());
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      search(path, answer.body());
      search("headers of " + path, answer.headers().toString().getBytes(UTF_8));
    }
  }

  private void searchTopics() {
    Map<String, Integer> counts = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.plainAddress(), "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      consumer
          .listTopics()
          .forEach(
              (topic, infos) ->
                  infos.forEach(
                      info -> partitions.add(new TopicPartition(topic, info.partition()))));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          counts.merge(record.topic(), 1, Integer::sum);
          search(record.topic(), record.key());
          search(record.topic(), record.value());
          record.headers().forEach(header -> search(record.topic(), header.value()));
        }
      }
    }
    assertThat(counts).containsKeys("live.scores", "live.quarantine", "live.models");
  }

  private void searchFiles() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(written)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      try {
        search(file.toString(), Files.readAllBytes(file));
      } catch (NoSuchFileException e) {
        // A temporary file that went with its process.
      }
    }
    for (String part : List.of("job.err", "logs", "checkpoints", "savepoints", "store")) {
      Path place = written.resolve(part);
      assertThat(files)
          .as("files in %s", place)
          .anyMatch(file -> file.startsWith(place) && file.toFile().length() > 0);
    }
    assertThat(text(written.resolve("job.err"))).contains("DEBUG").contains("sasl.jaas.config");
  }

  /** What a cluster would store and hand around. */
  private void searchGraph() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    LiveJob.build(
        env,
        JobConfig.of(
            Map.of(
                "bootstrap",
                broker.address(),
                "kafka-config",
                broker.client(SecureBroker.JOB).toString(),
                "hash-key-file",
                hashKey.toString(),
                "guarantee",
                "exactly-once")));
    byte[] graph = InstantiationUtil.serializeObject(env.getStreamGraph().getJobGraph());

    assertThat(new String(graph, ISO_8859_1)).contains("${dir:").contains(hashKey.toString());
    search("the job", graph);
  }

  private void search(String place, byte[] bytes) {
    if (bytes != null) {
      assertThat(found(bytes)).as("secrets in %s", place).isEmpty();
    }
  }

  private List<String> found(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    return forms.entrySet().stream()
        .filter(form -> text.contains(form.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
