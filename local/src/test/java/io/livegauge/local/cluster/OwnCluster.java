package io.livegauge.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.livegauge.job.config.OptionException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** A cluster of a test's own, by the commands that users have. It is deleted in the end. */
final class OwnCluster implements AutoCloseable {
  /** The slices and windows of tests: short, so that scores come soon and often. */
  static final List<String> QUICK =
      List.of("--slice", "1s", "--window", "60s", "--checkpoint-interval", "3s");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Path state;

  /**
   * What a command said.
   *
   * @param status its exit status
   * @param out its output
   * @param err its error stream
   */
  record Answer(int status, String out, String err) {
    /** The last line of the output. */
    JsonNode json() throws IOException {
      List<String> lines = out.lines().toList();
      return JSON.readTree(lines.get(lines.size() - 1));
    }
  }

  private OwnCluster(Path state) {
    this.state = state;
  }

  /** Sets one up. */
  static OwnCluster up(Path state, String... options) throws IOException {
    OwnCluster cluster = new OwnCluster(state);
    try {
      cluster.done("up", options);
    } catch (AssertionError | IOException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /** Runs a command below {@code cluster}. */
  Answer run(String command, String... options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = ClusterCommand.create();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    line.setExecutionExceptionHandler(
        (error, failed, parsed) -> {
          failed.getErr().println(error.getMessage());
          return error instanceof OptionException ? 2 : 1;
        });
    int status = line.execute(arguments(command, options).toArray(String[]::new));
    return new Answer(status, out.toString(), err.toString());
  }

  /** Runs a command that has to be done. */
  Answer done(String command, String... options) throws IOException {
    Answer answer = run(command, options);
    assertThat(answer.status()).as("%s: %s%s", command, answer.out(), answer.err()).isZero();
    return answer;
  }

  /** Submits the job as the build made it, with quick slices. */
  Answer submit(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("--jar", jobJar().toString()));
    all.addAll(QUICK);
    all.addAll(Arrays.asList(options));
    return done("submit", all.toArray(String[]::new));
  }

  /**
   * Runs a command in a process of its own, and kills it when it says something.
   *
   * @return what it had said
   */
  String runAndKillAt(String said, String command, String... options)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    line.add("io.livegauge.local.Main");
    line.add("cluster");
    line.addAll(arguments(command, options));
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .directory(state.getParent().toFile())
            .start();
    StringBuilder all = new StringBuilder();
    try (BufferedReader reader = process.inputReader()) {
      String text;
      while ((text = reader.readLine()) != null) {
        all.append(text).append('\n');
        if (text.contains(said)) {
          process.destroyForcibly();
          break;
        }
      }
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(all.toString()).contains(said);
    return all.toString();
  }

  private List<String> arguments(String command, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command, "--state", state.toString()));
    arguments.addAll(Arrays.asList(options));
    return arguments;
  }

  /** Ends a process at once, as a crash would. */
  void kill(String member) throws IOException, InterruptedException {
    ProcessMark mark = mark(member);
    ProcessHandle.of(mark.pid()).orElseThrow().destroyForcibly();
    while (mark.isAlive()) {
      Thread.onSpinWait();
    }
  }

  /** The TaskManagers that run tasks. */
  List<String> busyTaskManagers() throws IOException, InterruptedException {
    int port = ClusterDirectory.toRead(state).require().settings().port(Member.REST);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/taskmanagers")).build();
    JsonNode answer =
        JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream()).body());
    List<String> busy = new ArrayList<>();
    for (JsonNode node : answer.path("taskmanagers")) {
      if (node.get("freeSlots").asInt() < node.get("slotsNumber").asInt()) {
        busy.add(node.get("id").asText());
      }
    }
    return busy;
  }

  /** A process that runs. */
  ProcessMark mark(String member) throws IOException {
    return ProcessMark.parse(Files.readString(state.resolve("run").resolve(member + ".pid")))
        .orElseThrow();
  }

  /** Waits until something is so. */
  static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(what + " within " + PATIENCE).isLessThan(deadline);
      never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** What a process has said. */
  String log(String member) throws IOException {
    return Files.readString(state.resolve("logs").resolve(member + ".log"));
  }

  /** Kafka's address. */
  String bootstrap() throws IOException {
    return ClusterDirectory.toRead(state).require().settings().bootstrap();
  }

  /** Its directory. */
  Path state() {
    return state;
  }

  /** The job as the build made it, for its image. */
  static Path jobJar() {
    Path jar = Path.of("..", "flink-job", "target", "image", "usrlib", "livegauge-flink-job.jar");
    assertThat(jar).as("made by package, unless -Dmaven.shade.skip=true leaves it out").exists();
    return jar;
  }

  @Override
  public void close() throws IOException {
    Answer answer = run("down", "--delete");
    assertThat(answer.status()).as(answer.out() + answer.err()).isZero();
  }
}
