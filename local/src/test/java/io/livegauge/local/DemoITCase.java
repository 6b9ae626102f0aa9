package io.livegauge.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.local.demo.Demo;
import io.livegauge.local.demo.DemoSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo as a user runs it, in this process. */
@Timeout(240)
class DemoITCase {
  private static final Pattern DECIDED = Pattern.compile("Refit: (promoted|refused|failed)");

  private static final Pattern SCREENS = Pattern.compile("The screens are at (\\S+)");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private JsonNode lastLine() throws Exception {
    List<String> lines = out.toString().lines().toList();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  @Test
  void shouldAccountForEveryRecord() throws Exception {
    int status =
        CommandLines.of(new PrintWriter(out), new PrintWriter(err), null)
            .execute(
                "demo",
                "--seconds",
                "15",
                "--streams",
                "4",
                "--rate",
                "60",
                "--slice",
                "1s",
                "--window",
                "60s",
                "--out-of-orderness",
                "3s",
                "--parallelism",
                "2",
                "--port",
                "0",
                "--no-refit");

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(out.toString()).contains("Kafka is at 127.0.0.1:");
    JsonNode json = lastLine();
    assertThat(json.path("balanced").asBoolean()).isTrue();
    assertThat(json.path("produced").asLong())
        .isGreaterThan(100)
        .isEqualTo(json.path("read").asLong());
    assertThat(json.path("accepted").asLong()).isPositive();
    assertThat(json.path("scores").asLong()).isPositive();
    assertThat(json.path("modelVersion").asLong()).isPositive();
    assertThat(json.path("eventToScoreMillis").path("p50").asLong()).isPositive();
    assertThat(json.path("refit").isNull()).isTrue();
    assertThat(json.path("dashboard").asText()).startsWith("http://127.0.0.1:");
    assertThat(out.toString()).contains("The screens are at " + json.path("dashboard").asText());
  }

  /** How many rooms the screens show, as soon as their address is told. */
  private static int shownStreams(String lines) throws Exception {
    Matcher address = SCREENS.matcher(lines);
    if (!address.find()) {
      return 0;
    }
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(address.group(1) + "api/streams")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body()).path("streams").size();
  }

  @Test
  void shouldRefitWhileItRuns() throws Exception {
    StringWriter lines = new StringWriter();
    Demo demo =
        Demo.inLines(
            new DemoSettings(3, 30, 7, null, true, 0, null, Map.of("out-of-orderness", "3s")),
            new PrintWriter(lines, true),
            new PrintWriter(err));
    FutureTask<Integer> run = new FutureTask<>(demo::run);
    new Thread(run, "demo").start();
    CountDownLatch never = new CountDownLatch(1);
    int shown = 0;
    while (!run.isDone() && !DECIDED.matcher(lines.toString()).find()) {
      never.await(100, TimeUnit.MILLISECONDS);
      shown = Math.max(shown, shownStreams(lines.toString()));
    }
    demo.stop();

    assertThat(run.get()).as(err.toString()).isZero();
    assertThat(shown).as("rooms on the screens").isEqualTo(3);
    out.append(lines.toString());
    JsonNode refit = lastLine().path("refit");
    assertThat(refit.path("decision").asText()).isIn("promoted", "refused");
    assertThat(refit.path("version").asInt()).isEqualTo(2);
    assertThat(refit.path("reasons").path(0).asText()).contains("the champion (version 1)");
    assertThat(lines.toString())
        .contains("Refit: backfilling 24 rooms that have ended, in another JVM")
        .contains("Refit: training on these rooms, in another JVM");
    assertThat(lines.toString().lines().filter(line -> line.startsWith("Refit")))
        .allMatch(line -> line.length() <= 80);
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void shouldStopWhenAsked() throws Exception {
    Demo demo =
        Demo.inLines(
            new DemoSettings(
                2, 20, 7, null, false, 0, null, Map.of("slice", "1s", "window", "60s")),
            new PrintWriter(out),
            new PrintWriter(err));
    demo.stop();

    assertThat(demo.run()).isZero();

    assertThat(lastLine().path("balanced").asBoolean()).isTrue();
    assertThat(lastLine().path("seconds").asLong()).isLessThan(Duration.ofMinutes(1).toSeconds());
  }
}
