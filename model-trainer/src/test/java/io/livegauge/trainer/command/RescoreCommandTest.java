package io.livegauge.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.score.ScoreRecord;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.StoreFiles;
import io.livegauge.trainer.data.StoredSessions;
import io.livegauge.trainer.training.GoldenNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RescoreCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;
  private Path windows;
  private Path model;
  private Path lines;

  @BeforeEach
  void makeAStore() throws IOException {
    windows = Files.createDirectories(directory.resolve("windows"));
    StoredSessions.writeWindows(windows, StoredSessions.measurements(5, 4, 1));
    model = directory.resolve("model.json");
    try (InputStream in =
        StoredSessions.class.getResourceAsStream("/golden/" + GoldenNetwork.ARTIFACT)) {
      Files.copy(in, model);
    }
    lines = Files.createDirectories(directory.resolve("out")).resolve("rescored.jsonl");
  }

  @Test
  void shouldNotReplaceTheModel() throws IOException {
    byte[] was = Files.readAllBytes(model);
    assertThat(rescore("--out", model.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("allowed is another file than those that are read");
    assertThat(Files.readAllBytes(model)).isEqualTo(was);
  }

  @Test
  void shouldSayWhatTheStoreSaysByTheModelThatScoredIt() throws Exception {
    assertThat(rescore("--out", lines.toString())).isZero();

    List<ScoreRecord> stored = stored();
    List<String> written = Files.readAllLines(lines);
    assertThat(written).hasSameSizeAs(stored);
    for (int i = 0; i < stored.size(); i++) {
      JsonNode was = new ObjectMapper().readTree(stored.get(i).toJson());
      JsonNode now = new ObjectMapper().readTree(written.get(i));
      for (String field :
          List.of(
              "streamId",
              "sessionStart",
              "windowEnd",
              "final",
              "score",
              "baselineScore",
              "residual",
              "groups",
              "model")) {
        assertThat(now.path(field)).as(field).isEqualTo(was.path(field));
      }
      for (int j = 0; j < 14; j++) {
        JsonNode indicator = was.path("indicators").path(j);
        JsonNode said = now.path("indicators").path(j);
        assertThat(said.path("code")).isEqualTo(indicator.path("code"));
        assertThat(said.path("normalized")).isEqualTo(indicator.path("normalized"));
        assertThat(said.path("contribution")).isEqualTo(indicator.path("contribution"));
      }
      assertThat(now.path("was").path("score")).isEqualTo(was.path("score"));
    }
    JsonNode summary = lastLine();
    assertThat(summary.path("windows").asLong()).isEqualTo(20);
    assertThat(summary.path("sessions").asLong()).isEqualTo(5);
    assertThat(summary.path("meanDifference").asDouble()).isZero();
    assertThat(summary.path("largestDifference").path("difference").asDouble()).isZero();
    assertThat(files()).containsExactly("rescored.jsonl");
  }

  /** In the order of stream and time. */
  private List<ScoreRecord> stored() throws TrainingException {
    List<ScoreRecord> stored = new ArrayList<>();
    for (Path file : StoreFiles.in(List.of(windows))) {
      StoreFiles.read(file, stored::add, settlement -> {});
    }
    return stored;
  }

  @Test
  void shouldSumUpAlone() throws IOException {
    assertThat(rescore()).isZero();

    assertThat(out.toString().lines())
        .hasSize(5)
        .allSatisfy(line -> assertThat(line.startsWith("{") || line.length() <= 80).isTrue());
    assertThat(out.toString())
        .contains("20 windows of 5 sessions; 0 repeated ones left out")
        .contains("mean difference +0.0000 points");
    assertThat(files()).isEmpty();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldScoreAsTheJobWasSet() throws IOException {
    assertThat(rescore("--shrink-ratios", "200", "--shrink-means", "100")).isZero();

    JsonNode summary = lastLine();
    assertThat(summary.path("meanAbsoluteDifference").asDouble()).isPositive();
    JsonNode largest = summary.path("largestDifference");
    assertThat(largest.path("score").asDouble() - largest.path("was").asDouble())
        .isCloseTo(largest.path("difference").asDouble(), within(1e-9));
    assertThat(largest.path("streamId").asText()).startsWith("s");
  }

  @ParameterizedTest
  @CsvSource({
    "--windows, /no/such/place, a directory of Avro files",
    "--model, /no/such/file, a file that can be read",
    "--out, /no/such/place/out.jsonl, a file in a directory that exists",
    "--shrink-ratios, -1, a number from 0 to 1000000000",
    "--shrink-means, much, a number from 0 to 1000000000",
    "--gradient-steps, 0, an integer from 1 to 4096",
  })
  void shouldNameOptionValueAndWhatIsAllowed(String option, String value, String allowed)
      throws IOException {
    assertThat(rescore(option, value)).isEqualTo(2);
    assertThat(err.toString())
        .contains("option " + option + ": '" + value + "' is not allowed; allowed is " + allowed);
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldSayWhyAModelIsNone() throws IOException {
    Files.writeString(model, "{\"format\": \"livegauge-model/2\"}");

    assertThat(rescore()).isEqualTo(2);
    assertThat(err.toString())
        .contains("option --model: '" + model + "' is not allowed; allowed is a model artifact")
        .contains("livegauge-model/2");
  }

  @Test
  void shouldLeaveTheOldLinesWhereTheStoreIsDamaged() throws IOException {
    Files.writeString(lines, "the old ones");
    Files.writeString(windows.resolve("part-9.avro"), "no Avro");

    assertThat(rescore("--out", lines.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("livegauge rescore: ", "part-9.avro holds neither");
    assertThat(Files.readString(lines)).isEqualTo("the old ones");
    assertThat(files()).containsExactly("rescored.jsonl");
  }

  @Test
  void shouldSayThatThereIsNoWindow() throws IOException {
    windows = Files.createDirectories(directory.resolve("empty"));

    assertThat(rescore()).isEqualTo(1);
    assertThat(err.toString()).contains("there is no window in the 0 .avro files");
  }

  @Test
  void shouldHelp() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  private JsonNode lastLine() throws IOException {
    List<String> all = out.toString().lines().toList();
    return new ObjectMapper().readTree(all.get(all.size() - 1));
  }

  private int rescore(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    for (Object[] option : new Object[][] {{"--windows", windows}, {"--model", model}}) {
      if (!all.contains(option[0])) {
        all.add(option[0].toString());
        all.add(option[1].toString());
      }
    }
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return new CommandLine(new RescoreCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> list = Files.list(directory.resolve("out"))) {
      return list.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
