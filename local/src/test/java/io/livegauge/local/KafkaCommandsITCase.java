package io.livegauge.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.simulator.broker.EmbeddedKafka;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that join a Kafka that is there. */
@Timeout(120)
class KafkaCommandsITCase {
  private static EmbeddedKafka kafka;

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

  private int run(String... arguments) {
    return CommandLines.of(new PrintWriter(out), new PrintWriter(err), null).execute(arguments);
  }

  @Test
  void shouldRefuseToScoreWhereTopicsAreMissing(@TempDir Path directory) throws IOException {
    Path key = directory.resolve("hash-key");
    Files.writeString(key, "000102030405060708090a0b0c0d0e0f\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    int status =
        run(
            "score",
            "--bootstrap",
            kafka.bootstrapServers(),
            "--topic-prefix",
            "missing.",
            "--hash-key-file",
            key.toString());

    assertThat(status).isEqualTo(2);
    assertThat(err.toString())
        .contains("missing.access", "missing.scores", kafka.bootstrapServers())
        .hasLineCount(1);
  }

  @Test
  void shouldCreateTopicsToSimulateAndReplayInto(@TempDir Path directory) throws IOException {
    String bootstrap = kafka.bootstrapServers();
    Path file = directory.resolve("events.jsonl");
    Path truth = directory.resolve("truth.jsonl");

    assertThat(
            run(
                "simulate",
                "--bootstrap",
                bootstrap,
                "--topic-prefix",
                "sim.",
                "--minutes",
                "0.05",
                "--streams",
                "2",
                "--rate",
                "50",
                "--truth",
                truth.toString()))
        .isZero();
    assertThat(out.toString()).contains("Created sim.access", "{\"produced\":");
    assertThat(Files.readString(truth)).contains("\"medium\":\"live\"");

    run("simulate", "--out", file.toString(), "--minutes", "0.1", "--rate", "50", "--streams", "2");
    assertThat(
            run(
                "replay",
                file.toString(),
                "--bootstrap",
                bootstrap,
                "--topic-prefix",
                "rep.",
                "--speed",
                "1000"))
        .isZero();
    long lines;
    try (var all = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      lines = all.count();
    }
    assertThat(out.toString())
        .contains("{\"lines\":" + lines + ",\"sent\":" + lines + ",\"acknowledged\":" + lines);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldReplayKuaiLiveByEventTimeAndLeaveNothingBehind() throws IOException {
    List<Path> before = scratchDirectories();

    int status =
        run(
            "replay",
            "--format",
            "kuailive",
            Path.of("..", "docs", "examples", "kuailive").toString(),
            "--bootstrap",
            kafka.bootstrapServers(),
            "--topic-prefix",
            "kuai.",
            "--speed",
            "1000000");

    assertThat(status).isZero();
    assertThat(out.toString())
        .contains("{\"lines\":685,\"sent\":685,\"acknowledged\":685,\"refused\":0,\"unreadable\":0")
        .contains("\"firstEventTime\":1746400000000,\"lastEventTime\":1746401500000")
        .contains("\"converted\":{\"events\":685,");
    assertThat(scratchDirectories()).isEqualTo(before);
  }

  private static List<Path> scratchDirectories() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("livegauge-replay-"))
          .sorted()
          .toList();
    }
  }
}
