package io.livegauge.dashboard.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DashboardCommandTest {
  private static final String TOKEN = "0123456789abcdef";
  private static final Pattern ADDRESS = Pattern.compile("The screens are at (http://\\S+)");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CompletableFuture<Runnable> stop = new CompletableFuture<>();

  @TempDir Path directory;

  private int run(String... arguments) {
    CommandLine line = new CommandLine(new DashboardCommand(stop::complete));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port 1 | Missing required option: '--bootstrap=HOST:PORT'",
        "--bootstrap kafka | option --bootstrap: 'kafka' is not allowed; allowed is HOST:PORT[,",
        "--bootstrap h:1 --port 70000 | option --port: '70000' is not allowed; allowed is an integer",
        "--bootstrap h:1 --port x | option --port: 'x' is not allowed; allowed is an integer from 0",
        "--bootstrap h:1 --topic-prefix a/b | option --topic-prefix: 'a/b' is not allowed; allowed",
        "--bootstrap h:1 --history 5min | '5min' is not allowed; allowed is a duration of 10min to",
        "--bootstrap h:1 --history long | 'long' is not allowed; allowed is a duration of 10min to",
        "--bootstrap h:1 --kafka-config /none | '/none' is not allowed; allowed is a Java properties",
        "--bootstrap h:1 --address 0.0.0.0 | '0.0.0.0' is not allowed; allowed is a loopback address",
        "--bootstrap h:1 --address no.such.name.invalid | allowed is an address or a name of this",
        "--bootstrap h:1 --tokens /none | option --tokens: /none cannot be read",
        "--bootstrap h:1 --proxy-header Cookie | 'Cookie' is not allowed; allowed is the name of a",
        "--bootstrap h:1 --proxy-address ::1 | option --proxy-address: '::1' is not allowed; allowed",
        "--bootstrap h:1 --proxy-header X --proxy-address p | 'p' is not allowed; allowed is IP",
        "--bootstrap h:1 --address 203.0.113.7 --proxy-header X | cannot be listened on at port 8080",
      })
  void shouldSayWhatCannotBeUsed(String arguments, String message) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(out.toString()).doesNotContain("The screens are at");
  }

  @Test
  void shouldSayThatASecretIsNotThere() throws Exception {
    Path config = directory.resolve("kafka.properties");
    Files.writeString(
        config,
        "config.providers=dir\n"
            + "config.providers.dir.class="
            + "org.apache.kafka.common.config.provider.DirectoryConfigProvider\n"
            + "ssl.key.password=${dir:/nowhere:password}\n");

    assertThat(run("--bootstrap", "h:1", "--kafka-config", config.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("option --kafka-config: property ssl.key.password refers to ${dir:/nowhere:")
        .contains("there is no file /nowhere/password");
  }

  @Test
  void shouldSayThatNoFileIsNamed() {
    assertThat(run("--bootstrap", "h:1", "--tokens", "")).isEqualTo(2);
    assertThat(err.toString())
        .contains("option --tokens: '' is not allowed; allowed is a file that can be read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Referer",
        "Accept-Language",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Real-IP",
        "Forwarded",
        "Accept-Encoding",
        "Connection",
        "Range",
        "If-None-Match",
        "DNT",
        "User-Agent",
        "sec-fetch-site"
      })
  void shouldBelieveNoHeaderThatAnybodySends(String header) {
    assertThat(run("--bootstrap", "h:1", "--proxy-header", header)).isEqualTo(2);
    assertThat(err.toString()).contains("'" + header + "' is not allowed");
  }

  @Test
  void shouldSayThatThePortIsTaken() throws Exception {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(run("--bootstrap", "127.0.0.1:1", "--port", port)).isEqualTo(2);
      assertThat(err.toString())
          .contains("127.0.0.1 cannot be listened on at port " + port + " (Address already in use)")
          .contains("or 0 for any free port");
    }
  }

  @Test
  void shouldRunWithoutKafkaUntilItIsStopped() throws Exception {
    Path tokens = Files.writeString(directory.resolve("tokens"), "operations " + TOKEN + "\n");
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-r--r--"));
    CompletableFuture<Integer> status = new CompletableFuture<>();
    new Thread(
            () ->
                status.complete(
                    run(
                        "--bootstrap",
                        "127.0.0.1:1",
                        "--port",
                        "0",
                        "--tokens",
                        tokens.toString(),
                        "--history",
                        "90min")))
        .start();
    Runnable end = stop.get(30, TimeUnit.SECONDS);
    Matcher address = ADDRESS.matcher(out.toString());
    while (!address.find()) {
      Thread.onSpinWait();
      address = ADDRESS.matcher(out.toString());
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address.group(1) + "api/health"))
            .header("Authorization", "Bearer " + TOKEN)
            .build();
    HttpResponse<String> health =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    end.run();

    assertThat(status.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).contains("\"bootstrap\":\"127.0.0.1:1\",\"connected\":false");
    assertThat(err.toString()).contains("warning: other users of this machine can read " + tokens);
    assertThat(out.toString())
        .contains("live.scores, live.sessions and live.quarantine")
        .contains("to holders of a token in " + tokens);
  }
}
