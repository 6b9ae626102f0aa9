package io.livegauge.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Simulate into a file and backfill it, as a user does. */
@Timeout(240)
class BackfillCommandITCase {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private static JsonNode run(String... arguments) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        CommandLines.of(new PrintWriter(out), new PrintWriter(err), null).execute(arguments);

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    List<String> lines = out.toString().lines().toList();
    return JSON.readTree(lines.get(lines.size() - 1));
  }

  private static long lines(Path file) throws IOException {
    // Malformed records need not be UTF-8.
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> !line.isBlank()).count();
    }
  }

  /** Of records with equal bytes either may be the duplicate, so lines' numbers are left out. */
  private static List<String> rejections(Path output) throws IOException {
    try (Stream<String> lines = Files.lines(output.resolve("quarantine.jsonl"))) {
      return lines.map(line -> line.replaceFirst("\"line\":\\d+,", "")).sorted().toList();
    }
  }

  @Test
  void shouldBackfillWhatWasSimulated() throws IOException {
    Path events = directory.resolve("my events.jsonl");
    Path one = directory.resolve("run one");
    Path two = directory.resolve("two");
    long produced =
        run(
                "simulate",
                "--out",
                events.toString(),
                "--minutes",
                "12",
                "--streams",
                "3",
                "--rate",
                "30")
            .path("produced")
            .asLong();

    JsonNode last =
        run(
            "backfill",
            "--input",
            events.toString(),
            "--output",
            one.toString(),
            "--parallelism",
            "1");

    assertThat(last.path("read").asLong()).isEqualTo(produced).isEqualTo(lines(events));
    assertThat(last.path("scores").asLong()).isEqualTo(lines(one.resolve("scores.jsonl")));
    assertThat(last.path("sessions").asLong()).isEqualTo(lines(one.resolve("sessions.jsonl")));
    assertThat(2 * last.path("alerts").asLong())
        .as("what is raised is cleared, at the session's end at the latest")
        .isEqualTo(lines(one.resolve("alerts.jsonl")));
    assertThat(last.path("settlements").asLong())
        .isEqualTo(lines(one.resolve("settlements.jsonl")));
    long rejected = 0;
    for (JsonNode count : last.path("rejected")) {
      rejected += count.asLong();
    }
    assertThat(rejected).isPositive().isEqualTo(lines(one.resolve("quarantine.jsonl")));
    assertThat(last.path("accepted").asLong() + rejected + last.path("settlements").asLong())
        .isEqualTo(produced);
    assertThat(one.resolve("windows")).isDirectory();

    // Another parallelism, and a directory that holds an earlier run: the same bytes.
    Files.createDirectory(two);
    Files.writeString(two.resolve("scores.jsonl"), "old");
    run(
        "backfill",
        "--input",
        events.toString(),
        "--output",
        two.toString(),
        "--parallelism",
        "2",
        "--overwrite");

    for (String file :
        List.of("scores.jsonl", "sessions.jsonl", "alerts.jsonl", "settlements.jsonl")) {
      assertThat(Files.mismatch(one.resolve(file), two.resolve(file))).as(file).isEqualTo(-1);
    }
    assertThat(rejections(two)).isEqualTo(rejections(one));
  }

  @Test
  void shouldNameTheFileThatCannotBeUnpacked() throws IOException {
    Path broken = Files.writeString(directory.resolve("broken.jsonl.gz"), "no gzip");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int status =
        CommandLines.of(new PrintWriter(out), new PrintWriter(err), null)
            .execute(
                "backfill",
                "--input",
                broken.toString(),
                "--output",
                directory.resolve("out").toString());

    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).contains(broken + " is no gzip file").hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }
}
