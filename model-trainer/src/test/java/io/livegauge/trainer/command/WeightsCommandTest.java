package io.livegauge.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.trainer.data.StoredSessions;
import io.livegauge.trainer.registry.DirectoryFiles;
import io.livegauge.trainer.registry.ModelTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** On the shipped table, whose function and so whose order of indicators are known. */
class WeightsCommandTest {
  private static final Path TABLE = Path.of("..", "docs", "examples", "sessions.csv");

  @TempDir private static Path models;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @BeforeAll
  static void train() {
    StringWriter told = new StringWriter();
    int status =
        new CommandLine(new TrainCommand())
            .setOut(new PrintWriter(told))
            .setErr(new PrintWriter(told, true))
            .execute(
                "--table",
                TABLE.toString(),
                "--out",
                model().toString(),
                "--epochs",
                "40",
                "--learning-rate",
                "0.005",
                "--seed",
                "4");
    assertThat(status).as(told.toString()).isZero();
  }

  private static Path model() {
    return models.resolve("model.json");
  }

  private int weigh(Path model, String... further) {
    List<String> arguments = new ArrayList<>(List.of("--model", model.toString()));
    arguments.addAll(List.of(further));
    return new CommandLine(new WeightsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private JsonNode json() throws IOException {
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.length() <= 80);
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  private static List<String> ranking(JsonNode method) {
    List<String> codes = new ArrayList<>();
    for (int rank = 1; rank <= method.size(); rank++) {
      for (JsonNode weight : method) {
        if (weight.get("rank").intValue() == rank) {
          codes.add(weight.get("code").textValue());
        }
      }
    }
    return codes;
  }

  @Test
  void shouldPutTheKnownMostImportantIndicatorsFirst() throws IOException {
    Path file = directory.resolve("weights.json");

    assertThat(weigh(model(), "--table", TABLE.toString(), "--out", file.toString())).isZero();

    JsonNode json = json();
    assertThat(new ObjectMapper().readTree(file.toFile())).isEqualTo(json);
    for (String method : List.of("permutation", "integratedGradients", "shapley")) {
      List<String> ranking = ranking(json.get("methods").get(method));
      assertThat(ranking.get(0)).as(method).isEqualTo("A41");
      assertThat(ranking.subList(1, 4)).as(method).containsExactlyInAnyOrder("A31", "A51", "A11");
      JsonNode weights = json.get("methods").get(method);
      for (JsonNode weight : weights) {
        assertThat(weight.get("lower").doubleValue())
            .isLessThanOrEqualTo(weight.get("upper").doubleValue());
      }
    }
    // The true share of A41 is 0.278.
    JsonNode first = json.get("methods").get("permutation").get(10);
    assertThat(first.get("code").textValue()).isEqualTo("A41");
    assertThat(first.get("weight").doubleValue()).isCloseTo(0.278, within(0.08));
    assertThat(first.get("sd").doubleValue()).isBetween(0.001, 0.1);
    assertThat(json.get("methods").get("olden").get(0).has("lower")).isFalse();
    assertThat(json.get("completeness").get("largestResidual").doubleValue()).isLessThan(0.2);
    assertThat(json.get("completeness").get("shapleyRows").intValue()).isEqualTo(100);
    assertThat(json.get("agreement")).hasSize(10);
    assertThat(json.get("study").get("tau").get("permutation").doubleValue()).isGreaterThan(0.5);
    assertThat(json.get("notes").toString())
        .contains("The held-out rows are those that the model was measured by.");
    assertThat(out.toString()).contains("Garson never stands alone");
  }

  @Test
  void shouldSayThatRowsMayHaveBeenLearnedFrom() throws IOException {
    assertThat(
            weigh(
                model(),
                "--table",
                TABLE.toString(),
                "--seed",
                "5",
                "--rows",
                "50",
                "--shapley",
                "0"))
        .isZero();

    JsonNode json = json();
    assertThat(json.get("rows").intValue()).isEqualTo(50);
    assertThat(json.get("heldOutRows").intValue()).isEqualTo(100);
    assertThat(json.get("methods").has("shapley")).isFalse();
    assertThat(json.get("notes").toString()).contains("split otherwise");
  }

  @Test
  void shouldWeighAModelOnOtherWindows() throws IOException {
    StoredSessions.writeWindows(directory, StoredSessions.measurements(20, 6, 1));

    assertThat(weigh(model(), "--windows", directory.toString(), "--shapley", "2")).isZero();

    JsonNode json = json();
    assertThat(json.get("sessions").intValue()).isEqualTo(4);
    assertThat(json.get("notes").toString())
        .contains("These are not the data that the model was trained on")
        .contains("Of 4 sessions only");
    assertThat(out.toString()).doesNotContain("NaN");
  }

  @ParameterizedTest
  @CsvSource({
    "--shuffles, 29, an integer from 30 to 10000",
    "--rows, 9, an integer from 10 to 1000000",
    "--shapley, 5001, an integer from 0 to 5000",
    "--seed, -1, an integer from 0 to",
    "--out, /no/such/place/x.json, a file in a directory",
  })
  void shouldNameOptionValueAndWhatIsAllowed(String option, String value, String allowed) {
    assertThat(weigh(model(), "--table", TABLE.toString(), option, value)).isEqualTo(2);
    assertThat(err.toString())
        .contains(option + ": '" + value + "' is not allowed; allowed is " + allowed);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldRefuseAFileThatIsNoModel() throws IOException {
    Path file = Files.writeString(directory.resolve("none.json"), "{}");

    assertThat(weigh(file, "--table", TABLE.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("option --model: '", "a model artifact");
  }

  @Test
  void shouldBeShownWithTheModel() {
    ModelCommand.of(DirectoryFiles::open, ModelTopic.Opener.KAFKA, Clock.systemUTC())
        .setOut(new PrintWriter(out, true))
        .execute("show", model().toString());

    assertThat(out.toString().lines().filter(line -> line.startsWith("A41 ")).toList())
        .anySatisfy(line -> assertThat(line).matches("A41 ( +#\\d+ +\\d\\.\\d{4}){4}"));
    assertThat(out.toString())
        .contains("permutation", "int. grad.", "Olden", "Garson")
        .contains("all 100 held-out rows; 30 shuffles");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
  }
}
