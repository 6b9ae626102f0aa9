package io.livegauge.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is asked of a JobManager over its REST interface. See Flink's documentation, REST API. */
final class FlinkRest implements Flink {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int NOT_FOUND = 404;
  private static final String UNKNOWN_JOB = "FlinkJobNotFoundException";
  private static final int ACCEPTED_BELOW = 300;
  private static final int UNAVAILABLE = 503;

  /** Flink sends whole stack traces: the deepest cause says the most. */
  private static final Pattern CAUSE =
      Pattern.compile("(?m)^(?:Caused by: )?(?:[\\w$]+\\.)+([\\w$]+(?:Exception|Error)): (.+)$");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final String address;

  /**
   * @param port of the JobManager on this machine
   */
  FlinkRest(int port) {
    this.address = "http://127.0.0.1:" + port;
  }

  /** Where it listens. */
  String address() {
    return address;
  }

  /** Whether a JobManager answers and leads. */
  boolean answers() throws InterruptedException {
    try {
      send(get("/overview"));
      return true;
    } catch (IOException | RefusedException e) {
      return false;
    }
  }

  /** How many TaskManagers have said that they are there. */
  int taskManagers() throws IOException, InterruptedException {
    return send(get("/overview")).path("taskmanagers").asInt();
  }

  @Override
  public Optional<String> status(String jobId) throws IOException, InterruptedException {
    return find("/jobs/" + jobId + "/status").map(node -> node.path("status").asText());
  }

  @Override
  public boolean runs(String jobId) throws IOException, InterruptedException {
    JsonNode job = find("/jobs/" + jobId).orElse(JsonNodeFactory.instance.objectNode());
    boolean runs = job.path("state").asText().equals("RUNNING") && !job.path("vertices").isEmpty();
    for (JsonNode vertex : job.path("vertices")) {
      runs &= vertex.path("tasks").path("RUNNING").asInt() >= vertex.path("parallelism").asInt();
    }
    return runs;
  }

  @Override
  public long checkpoints(String jobId) throws IOException, InterruptedException {
    return checkpoints(jobId, "completed");
  }

  /** How many checkpoints of this run of a job failed. */
  long failedCheckpoints(String jobId) throws IOException, InterruptedException {
    return checkpoints(jobId, "failed");
  }

  private long checkpoints(String jobId, String kind) throws IOException, InterruptedException {
    return find("/jobs/" + jobId + "/checkpoints")
        .map(node -> node.path("counts").path(kind).asLong())
        .orElse(0L);
  }

  @Override
  public Optional<String> failure(String jobId) throws IOException, InterruptedException {
    return find("/jobs/" + jobId + "/exceptions?maxExceptions=1")
        .map(node -> node.path("exceptionHistory").path("entries").path(0))
        .filter(entry -> !entry.isMissingNode())
        .map(entry -> causeIn(entry.path("stacktrace").asText()));
  }

  @Override
  public String upload(Path jar) throws IOException, InterruptedException {
    String boundary = "livegauge-jar-boundary";
    byte[] head =
        ("--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"job.jar\"\r\n"
                + "Content-Type: application/x-java-archive\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        request("/jars/upload")
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(
                BodyPublishers.fromPublisher(
                    BodyPublishers.ofInputStream(() -> parts(head, jar, tail)),
                    head.length + Files.size(jar) + tail.length))
            .build();
    String path = send(request).path("filename").asText();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static InputStream parts(byte[] head, Path jar, byte[] tail) {
    try {
      return new SequenceInputStream(
          Collections.enumeration(
              List.of(
                  new ByteArrayInputStream(head),
                  Files.newInputStream(jar),
                  new ByteArrayInputStream(tail))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(String jarId) throws IOException, InterruptedException {
    send(request("/jars/" + jarId).DELETE().build());
  }

  @Override
  public int plan(String jarId, List<String> arguments) throws IOException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    arguments.forEach(body.putArray("programArgsList")::add);
    return send(post("/jars/" + jarId + "/plan", body)).path("plan").path("nodes").size();
  }

  @Override
  public void run(String jarId, List<String> arguments, String jobId, String snapshot)
      throws IOException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    arguments.forEach(body.putArray("programArgsList")::add);
    body.put("jobId", jobId);
    if (snapshot != null) {
      body.put("savepointPath", snapshot);
      body.put("allowNonRestoredState", false);
      body.put("claimMode", "NO_CLAIM");
    }
    send(post("/jars/" + jarId + "/run", body));
  }

  @Override
  public void stop(String jobId, String trigger, String directory)
      throws IOException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("targetDirectory", directory);
    body.put("drain", false);
    body.put("formatType", "CANONICAL");
    body.put("triggerId", trigger);
    send(post("/jobs/" + jobId + "/stop", body));
  }

  @Override
  public Optional<Savepoint> savepoint(String jobId, String trigger)
      throws IOException, InterruptedException {
    return find("/jobs/" + jobId + "/savepoints/" + trigger)
        .map(
            node -> {
              JsonNode operation = node.path("operation");
              JsonNode failure = operation.path("failure-cause").path("stack-trace");
              return new Savepoint(
                  operation.path("location").asText(null),
                  failure.isMissingNode() ? null : causeIn(failure.asText()));
            });
  }

  @Override
  public void cancel(String jobId) throws IOException, InterruptedException {
    send(
        request("/jobs/" + jobId + "?mode=cancel")
            .method("PATCH", BodyPublishers.noBody())
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path)).timeout(ANSWER);
  }

  private HttpRequest get(String path) {
    return request(path).GET().build();
  }

  private HttpRequest post(String path, ObjectNode body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.toString()))
        .build();
  }

  private Optional<JsonNode> find(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = answer(get(path));
    return isMissing(response) ? Optional.empty() : Optional.of(read(response));
  }

  /**
   * Asked for the status of a job that it does not know, Flink answers with an error of its own.
   */
  private static boolean isMissing(HttpResponse<String> response) {
    return response.statusCode() == NOT_FOUND
        || (response.statusCode() >= ACCEPTED_BELOW && response.body().contains(UNKNOWN_JOB));
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    return read(answer(request));
  }

  private HttpResponse<String> answer(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IOException(
          "the JobManager at "
              + address
              + " does not answer; './livegauge cluster up' starts what does not run",
          e);
    }
  }

  private static JsonNode read(HttpResponse<String> response) throws IOException {
    if (response.statusCode() == UNAVAILABLE) {
      throw new IOException("the JobManager is just starting, or none leads; try again");
    }
    if (response.statusCode() >= ACCEPTED_BELOW) {
      throw new RefusedException(reasonIn(response.body()));
    }
    return response.body().isBlank()
        ? JsonNodeFactory.instance.objectNode()
        : JSON.readTree(response.body());
  }

  private static String reasonIn(String body) {
    try {
      StringBuilder texts = new StringBuilder();
      JSON.readTree(body).path("errors").forEach(e -> texts.append(e.asText()).append('\n'));
      return causeIn(texts.toString());
    } catch (IOException e) {
      return body.strip();
    }
  }

  /** The deepest cause in a stack trace, as a sentence. */
  static String causeIn(String stackTrace) {
    Matcher matcher = CAUSE.matcher(stackTrace);
    String found = null;
    while (matcher.find()) {
      String type = matcher.group(1);
      String message = matcher.group(2).strip();
      // Our own refusals are sentences already.
      found = type.equals("OptionException") ? message : type + ": " + message;
    }
    if (found != null) {
      return found;
    }
    return Stream.of(stackTrace.split("\n", -1))
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("no reason was given");
  }
}
