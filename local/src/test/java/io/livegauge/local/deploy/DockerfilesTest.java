package io.livegauge.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfilesTest {
  private static final Pattern PINNED = Pattern.compile("[a-z/-]+:\\d+\\.\\d+\\.\\d+[\\w.-]*");
  private static final Pattern HEALTH = Pattern.compile("CMD (\\[.*])");

  @TempDir Path directory;

  /** The instructions of a Dockerfile, lines that go on put together. */
  static List<String> instructions(String name) throws IOException {
    List<String> instructions = new ArrayList<>();
    StringBuilder instruction = new StringBuilder();
    for (String line : Files.readAllLines(Repository.file("docker/" + name + ".Dockerfile"))) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      instruction.append(line.strip());
      if (line.endsWith("\\")) {
        instruction.setLength(instruction.length() - 1);
      } else {
        instructions.add(instruction.toString());
        instruction.setLength(0);
      }
    }
    return instructions;
  }

  static String argument(String name, String instruction) throws IOException {
    List<String> all =
        instructions(name).stream().filter(line -> line.startsWith(instruction + " ")).toList();
    assertThat(all).as("%s of %s", instruction, name).hasSize(1);
    return all.get(0).substring(instruction.length() + 1);
  }

  /** The command that tells whether a container is well. */
  static List<String> healthCommand(String name) throws IOException {
    Matcher command = HEALTH.matcher(argument(name, "HEALTHCHECK"));
    assertThat(command.find()).isTrue();
    return Repository.texts(Repository.json(command.group(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"job", "dashboard", "trainer"})
  void shouldOnlyCopyAndStartAFolder(String name) throws IOException {
    assertThat(instructions(name))
        .allMatch(
            line -> line.matches("(FROM|LABEL|COPY|ENV|USER|EXPOSE|HEALTHCHECK|ENTRYPOINT) .*"));
    assertThat(argument(name, "COPY")).matches("(--chown=9999:9999 )?\\. /opt/(flink|livegauge)/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"job", "dashboard", "trainer"})
  void shouldPinWhatItBeginsWith(String name) throws IOException {
    assertThat(argument(name, "FROM")).matches(PINNED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"job", "dashboard", "trainer"})
  void shouldNotRunAsRoot(String name) throws IOException {
    assertThat(argument(name, "USER")).isEqualTo("9999:9999");
  }

  @Test
  void shouldBeginWithTheFlinkOfTheBuildOnJava17() throws IOException {
    assertThat(argument("job", "FROM")).startsWith("flink:" + Versions.FLINK + "-");
    assertThat(argument("job", "FROM")).endsWith("-java17");
    assertThat(argument("dashboard", "FROM")).startsWith("eclipse-temurin:17.");
    assertThat(argument("trainer", "FROM")).isEqualTo(argument("dashboard", "FROM"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dashboard", "trainer"})
  void shouldStartAClassThatThereIs(String name) throws Exception {
    List<String> start = Repository.texts(Repository.json(argument(name, "ENTRYPOINT")));

    assertThat(start).startsWith("java", "-cp", "/opt/livegauge/conf:/opt/livegauge/lib/*");
    assertThat(Class.forName(start.get(start.size() - 1)).getMethod("main", String[].class))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "job, 9249, 200, 0",
    "job, 9249, 500, 1",
    "dashboard, 8080, 200, 0",
    "dashboard, 8080, 404, 1"
  })
  void shouldBeWellWhereItAnswers(String name, int port, int status, int exit) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try {
      assertThat(run(healthCommand(name), "/" + port, "/" + server.getAddress().getPort()))
          .isEqualTo(exit);
    } finally {
      server.stop(0);
    }
    assertThat(run(healthCommand(name), "/" + port, "/" + server.getAddress().getPort()))
        .as("nobody answers")
        .isNotZero();
  }

  @Test
  void shouldBeWellWhereTheTrainerHasItsDirectories() throws Exception {
    List<String> command = healthCommand("trainer");
    assertThat(run(command, "/opt/livegauge", directory.toString())).isEqualTo(1);

    Files.createDirectories(directory.resolve("registry"));
    Files.createDirectories(directory.resolve("store/windows"));

    assertThat(run(command, "/opt/livegauge", directory.toString())).isZero();
  }

  static int run(List<String> command, String from, String to) throws Exception {
    Process process =
        new ProcessBuilder(command.stream().map(part -> part.replace(from, to)).toList())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
    return process.exitValue();
  }
}
