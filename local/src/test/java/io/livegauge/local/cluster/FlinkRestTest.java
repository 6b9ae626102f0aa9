package io.livegauge.local.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.livegauge.local.cluster.Flink.RefusedException;
import io.livegauge.local.cluster.Flink.Savepoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests and answers as Flink's REST interface has them. */
class FlinkRestTest {
  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private FlinkRest rest;
  private int code = 200;
  private String answer = "{}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          byte[] body = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    rest = new FlinkRest(server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldStartFromASnapshotUnderAGivenId() throws Exception {
    rest.run("x.jar", List.of("--parallelism", "2"), "ab", "file:/s");

    assertThat(requests)
        .containsExactly(
            "POST /jars/x.jar/run {\"programArgsList\":[\"--parallelism\",\"2\"],\"jobId\":\"ab\","
                + "\"savepointPath\":\"file:/s\",\"allowNonRestoredState\":false,"
                + "\"claimMode\":\"NO_CLAIM\"}");
  }

  @Test
  void shouldStopCanonicallyWithoutClosingWindows() throws Exception {
    rest.stop("ab", "cd", "file:/s");

    assertThat(requests)
        .containsExactly(
            "POST /jobs/ab/stop {\"targetDirectory\":\"file:/s\",\"drain\":false,"
                + "\"formatType\":\"CANONICAL\",\"triggerId\":\"cd\"}");
  }

  @Test
  void shouldHandAJarOver(@TempDir Path directory) throws Exception {
    Path jar = Files.writeString(directory.resolve("j.jar"), "content");
    answer = "{\"filename\":\"/tmp/uploads/123_job.jar\",\"status\":\"success\"}";

    assertThat(rest.upload(jar)).isEqualTo("123_job.jar");
    assertThat(requests.get(0))
        .startsWith("POST /jars/upload ")
        .contains("name=\"jarfile\"; filename=\"job.jar\"", "\r\n\r\ncontent\r\n--");
  }

  @Test
  void shouldTellWhenAllTasksRun() throws Exception {
    answer =
        "{\"state\":\"RUNNING\",\"vertices\":[{\"parallelism\":2,\"tasks\":{\"RUNNING\":2}},"
            + "{\"parallelism\":1,\"tasks\":{\"RUNNING\":0,\"INITIALIZING\":1}}]}";
    assertThat(rest.runs("ab")).isFalse();

    answer = "{\"state\":\"RUNNING\",\"vertices\":[{\"parallelism\":2,\"tasks\":{\"RUNNING\":2}}]}";
    assertThat(rest.runs("ab")).isTrue();

    code = 404;
    assertThat(rest.runs("ab")).isFalse();
    assertThat(rest.status("ab")).isEmpty();
  }

  @Test
  void shouldTellHowASavepointGoesOn() throws Exception {
    answer = "{\"status\":{\"id\":\"IN_PROGRESS\"},\"operation\":null}";
    assertThat(rest.savepoint("ab", "cd")).contains(new Savepoint(null, null));

    answer = "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/s/1\"}}";
    assertThat(rest.savepoint("ab", "cd")).contains(new Savepoint("file:/s/1", null));

    answer =
        "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"failure-cause\":{\"class\":\"x\","
            + "\"stack-trace\":\"a.b.CheckpointException: no\\n\\tat x\\nCaused by: "
            + "java.io.IOException: disk full\\n\"}}}";
    assertThat(rest.savepoint("ab", "cd")).contains(new Savepoint(null, "IOException: disk full"));

    code = 404;
    assertThat(rest.savepoint("ab", "cd")).isEmpty();
  }

  @Test
  void shouldSayWhyItIsRefused() {
    code = 500;
    answer =
        "{\"errors\":[\"Internal server error.\",\"<Exception on server side:\\n"
            + "java.util.concurrent.CompletionException: x: y\\nCaused by: "
            + "io.livegauge.job.config.OptionException: option --model: no\\n\\tat z\\n\"]}";

    assertThatThrownBy(() -> rest.plan("x.jar", List.of()))
        .isInstanceOf(RefusedException.class)
        .hasMessage("option --model: no");
  }

  @Test
  void shouldKnowAJobThatIsNotKnownByEitherAnswer() throws Exception {
    code = 404;
    assertThat(rest.status("ab")).isEmpty();
    code = 500;
    answer =
        "{\"errors\":[\"Internal server error.\",\"<Exception on server side:\\n"
            + "org.apache.flink.runtime.messages.FlinkJobNotFoundException: Could not find Flink"
            + " job (ab)\\n\\tat z\\n\"]}";
    assertThat(rest.status("ab")).isEmpty();
  }

  @Test
  void shouldNotTakeSilenceForARefusal() {
    server.stop(0);
    assertThatThrownBy(() -> rest.status("ab"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not answer; './livegauge cluster up'");
  }

  @Test
  void shouldNotTakeAChangeOfLeadersForARefusal() throws Exception {
    code = 503;
    assertThat(rest.answers()).isFalse();
    assertThatThrownBy(() -> rest.status("ab")).isInstanceOf(IOException.class);
  }
}
