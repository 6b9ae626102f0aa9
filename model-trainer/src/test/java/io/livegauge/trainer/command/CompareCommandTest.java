package io.livegauge.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.trainer.data.StoredSessions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CompareCommandTest {
  private static final Path TABLE = Path.of("..", "docs", "examples", "sessions.csv");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int run(String... arguments) {
    return new CommandLine(new CompareCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private int onTable(String... further) {
    List<String> arguments = new ArrayList<>(List.of("--table", TABLE.toString()));
    arguments.addAll(List.of(further));
    return run(arguments.toArray(String[]::new));
  }

  private JsonNode json() throws IOException {
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.length() <= 80);
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  @Test
  void shouldCompareEveryModelOnTheStudysKindOfData() throws IOException {
    Path file = directory.resolve("comparison.json");

    assertThat(onTable("--seeds", "2", "--epochs", "1", "--batch", "50", "--out", file.toString()))
        .isZero();

    JsonNode json = json();
    assertThat(new ObjectMapper().readTree(file.toFile())).isEqualTo(json);
    List<String> names = new ArrayList<>();
    for (JsonNode model : json.get("models")) {
      names.add(model.get("name").textValue());
      assertThat(model.get("runs")).hasSize(2);
      assertThat(model.get("identityGap").doubleValue()).isLessThan(1e-9);
    }
    assertThat(names).containsExactly("bpnn", "lstm", "cnn", "trees", "ridge", "mean");
    assertThat(json.get("trainingRows").intValue()).isEqualTo(400);
    assertThat(json.get("heldOutRows").intValue()).isEqualTo(100);
    // The function is nearly straight: what is fitted to it without many epochs finds it.
    assertThat(json.get("models").get(4).get("r2").get("mean").doubleValue()).isGreaterThan(0.75);
    assertThat(json.get("models").get(3).get("r2").get("mean").doubleValue()).isGreaterThan(0.7);
    assertThat(err.toString()).contains(" 1/12  seed 1  bpnn ").contains("12/12  seed 2  mean ");
    assertThat(out.toString()).contains("Lowest mean RMSE: ridge");
  }

  @Test
  void shouldTakeTheModelsThatWereAskedForAndSeedsFromTheFirstOn() throws IOException {
    assertThat(onTable("--seeds", "3", "--seed", "7", "--models", "mean, ridge")).isZero();

    JsonNode json = json();
    assertThat(json.get("seeds").toString()).isEqualTo("[7,8,9]");
    assertThat(json.get("models")).hasSize(2);
    assertThat(json.get("overNetwork")).isEmpty();
    assertThat(json.get("winner").textValue()).isEqualTo("ridge");
  }

  @Test
  void shouldCompareOnStoredWindows() throws IOException {
    StoredSessions.writeWindows(directory, StoredSessions.measurements(20, 6, 1));

    assertThat(run("--windows", directory.toString(), "--models", "ridge,mean", "--seeds", "1"))
        .isZero();

    JsonNode json = json();
    assertThat(json.get("heldOutSessions").intValue()).isEqualTo(4);
    assertThat(json.get("heldOutRows").intValue()).isEqualTo(24);
    assertThat(json.get("notes").toString()).contains("Only 4 sessions are held out");
  }

  @ParameterizedTest
  @CsvSource({
    "--models, forest, 'a list of bpnn, lstm, cnn, trees, ridge, mean'",
    "--models, '', 'a list of bpnn, lstm, cnn, trees, ridge, mean'",
    "--seeds, 0, an integer from 1 to 1000",
    "--out, /no/such/place/x.json, a file in a directory",
    "--epochs, 0, an integer from 1 to 100000",
  })
  void shouldNameOptionValueAndWhatIsAllowed(String option, String value, String allowed) {
    assertThat(onTable(option, value)).isEqualTo(2);
    assertThat(err.toString())
        .contains(option + ": '" + value + "' is not allowed; allowed is " + allowed);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldRefusePatience() {
    assertThat(onTable("--patience", "5")).isEqualTo(2);
    assertThat(err.toString()).contains("option --patience: not with compare");
  }

  @Test
  void shouldWriteNothingWhereTheDataAreTooFew() throws IOException {
    List<String> lines =
        Files.readAllLines(TABLE).stream().filter(l -> !l.startsWith("#")).toList();
    Path few = Files.write(directory.resolve("few.csv"), lines.subList(0, 3));
    Path file = directory.resolve("comparison.json");

    assertThat(run("--table", few.toString(), "--out", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("few.csv has 2 rows");
    assertThat(file).doesNotExist();
    assertThat(out.toString()).isEmpty();
  }
}
