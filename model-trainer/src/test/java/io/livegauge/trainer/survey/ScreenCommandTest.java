package io.livegauge.trainer.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ScreenCommandTest {
  private static final Path EXAMPLE = Path.of("..", "docs", "examples", "experts.csv");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int run(Object... arguments) {
    CommandLine line = new CommandLine(new ScreenCommand());
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    line.setParameterExceptionHandler(
        (error, given) -> {
          err.append(error.getMessage());
          return 2;
        });
    return line.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }

  private JsonNode json() throws IOException {
    List<String> lines = out.toString().lines().toList();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  private Path panel(String text) throws IOException {
    return Files.writeString(directory.resolve("panel.csv"), text.replace('!', '\n'));
  }

  @Test
  void shouldNotReplaceThePanel() throws IOException {
    Path panel = panel("A11,A12!3,4!4,3!");
    assertThat(run(panel, "--out", panel)).isEqualTo(2);
    assertThat(err.toString()).contains("allowed is another file than those that are read");
    assertThat(panel).hasContent("A11,A12\n3,4\n4,3");
  }

  @Test
  void shouldKeepTheStudysFourteenOfTheInventedPanel() throws IOException {
    Path result = directory.resolve("screen.json");

    assertThat(run(EXAMPLE, "--out", result)).isZero();

    JsonNode json = json();
    assertThat(json.get("invented").booleanValue()).isTrue();
    assertThat(json.get("candidates")).hasSize(17);
    List<String> removed = new ArrayList<>();
    for (JsonNode candidate : json.get("candidates")) {
      if (!candidate.get("kept").booleanValue()) {
        removed.add(candidate.get("label").textValue());
      }
    }
    assertThat(removed)
        .containsExactly(
            "interaction frequency", "live content fever", "social media sharing effect");
    double sum = 0;
    for (JsonNode weight : json.get("weights")) {
      sum += weight.doubleValue();
    }
    assertThat(json.get("weights")).hasSize(14);
    assertThat(sum).isCloseTo(1, within(1e-12));
    assertThat(json.get("weights").get("A11").doubleValue())
        .isCloseTo(4.5 / 60.33333333333333, within(1e-12));
    assertThat(json.get("kendall").get("degreesOfFreedom").intValue()).isEqualTo(16);
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.length() <= 80);
    assertThat(lines.get(0)).contains("invented");
    assertThat(new ObjectMapper().readTree(result.toFile())).isEqualTo(json);
  }

  @Test
  void shouldComputeByHand() throws IOException {
    // Means 3 and 4.5; deviations sqrt(2) and sqrt(0.5). Both order them alike, so W is 1.
    assertThat(run(panel("expert,A11,A41!a,2,4!b,4,5"), "--threshold", "3", "--cv", "0.4"))
        .isZero();

    JsonNode first = json().get("candidates").get(0);
    assertThat(first.get("mean").doubleValue()).isEqualTo(3);
    assertThat(first.get("standardDeviation").doubleValue()).isCloseTo(Math.sqrt(2), within(1e-12));
    assertThat(first.get("cv").doubleValue()).isCloseTo(Math.sqrt(2) / 3, within(1e-12));
    assertThat(first.get("removedBecause").textValue()).isEqualTo("CV above 0.4");
    assertThat(json().get("kendall").get("w").doubleValue()).isCloseTo(1, within(1e-12));
    assertThat(json().get("weights").get("A41").doubleValue()).isEqualTo(1);
    assertThat(json().get("weights").get("A11").doubleValue()).isZero();
    assertThat(json().get("problems").toString()).contains("Not judged by the panel", "A12");
  }

  @Test
  void shouldKeepWhatIsExactlyAtTheLimits() throws IOException {
    run(panel("A11,A41!3,4!4,4"), "--threshold", "3.5", "--cv", "0.21");

    assertThat(json().get("candidates").get(0).get("kept").booleanValue()).isTrue();
  }

  @Test
  void shouldSayWhereNothingCanBeSaid() throws IOException {
    assertThat(run(panel("A11,fame!2,2!3,3"))).isZero();

    assertThat(json().get("kendall").get("w").isNull()).isTrue();
    assertThat(json().get("weights").isNull()).isTrue();
    assertThat(json().get("problems").toString())
        .contains("Kendall's W is not given", "there are no weights");
    assertThat(out.toString()).doesNotContain("NaN");
  }

  @Test
  void shouldGiveNoWeightToWhatIsNotMeasured() throws IOException {
    run(panel("A11,fame!4,5!5,5"));

    assertThat(json().get("weights").get("A11").doubleValue()).isEqualTo(1);
    assertThat(json().get("problems").toString()).contains("so without a weight: fame.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A11,A12!1,2!3,6 | line 3, column 2 (A12): '6' is not allowed; expected is a score from 1",
        "A11,A12!1,NaN!3,4 | line 2, column 2 (A12): 'NaN' is not allowed; expected is a score",
        "A11,A12!1,!3,4 | line 2, column 2 (A12): '' is not allowed; expected is a score",
        "A11,sales,A32!1,2,3!3,4,5 | line 1, column 3: 'A32' is not allowed; expected is a",
        "A11,A12!1,2 | line 3: no further expert; expected are two or more",
        "expert,A11!a,1!b,2 | line 1: too few columns of candidates; expected are two or more",
        "A11,A12!1,2!3 | line 3, column 2: 1 cell; expected are 2, as in the header",
      })
  void shouldRefusePanel(String text, String expected) throws IOException {
    Path csv = panel(text);
    Path result = directory.resolve("screen.json");

    assertThat(run(csv, "--out", result)).isEqualTo(2);

    assertThat(err.toString()).startsWith(csv + ", line ").contains(expected);
    assertThat(out.toString()).isEmpty();
    assertThat(result).doesNotExist();
  }
}
