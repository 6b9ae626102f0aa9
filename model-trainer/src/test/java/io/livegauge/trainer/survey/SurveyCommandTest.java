package io.livegauge.trainer.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.trainer.io.Numbers;
import io.livegauge.trainer.statistics.Attitude;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SurveyCommandTest {
  private static final Path EXAMPLES = Path.of("..", "docs", "examples");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int run(Object... arguments) {
    CommandLine line = new CommandLine(new SurveyCommand());
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    line.setParameterExceptionHandler(
        (error, given) -> {
          err.append(error.getMessage());
          return 2;
        });
    return line.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private JsonNode json() throws IOException {
    List<String> lines = out.toString().lines().toList();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  private Path attitude() throws IOException {
    StringBuilder text = new StringBuilder(String.join(",", Attitude.COLUMNS)).append('\n');
    for (double[] row : Attitude.rows()) {
      List<String> cells = new ArrayList<>();
      for (double cell : row) {
        cells.add(Numbers.plain(cell));
      }
      text.append(String.join(",", cells)).append('\n');
    }
    return file("attitude.csv", text.toString());
  }

  private Path attitudeDefinition(String reversed) throws IOException {
    StringBuilder text = new StringBuilder("scale: {min: 0, max: 100}\nitems:\n");
    for (String column : Attitude.COLUMNS) {
      text.append("  - {column: ").append(column);
      text.append(column.equals(reversed) ? ", reversed: true}\n" : "}\n");
    }
    return file("attitude.yaml", text.toString());
  }

  @Test
  void shouldGiveReferenceValues() throws IOException {
    assertThat(run(attitude(), "--definition", attitudeDefinition(""))).isZero();

    JsonNode overall = json().get("overall");
    assertThat(overall.get("alpha").doubleValue()).isCloseTo(0.8431427696, within(8e-9));
    assertThat(overall.get("alphaStandardised").doubleValue()).isCloseTo(0.83908380, within(8e-9));
    assertThat(overall.get("kmo").doubleValue()).isCloseTo(0.76327543, within(7e-9));
    JsonNode bartlett = overall.get("bartlett");
    assertThat(bartlett.get("chiSquare").doubleValue()).isCloseTo(98.752779, within(9e-7));
    assertThat(bartlett.get("degreesOfFreedom").intValue()).isEqualTo(21);
    assertThat(bartlett.get("p").doubleValue()).isCloseTo(4.792539e-12, within(5e-19));
    assertThat(bartlett.get("determinant").doubleValue()).isCloseTo(0.0218689336, within(2e-10));
    assertThat(json().get("items").get(5).get("alphaIfDropped").doubleValue())
        .isCloseTo(0.8638723114, within(8e-9));
    assertThat(json().get("items").get(4).get("alphaIfDropped").doubleValue())
        .isCloseTo(0.7953865742, within(7e-9));
    assertThat(json().get("answers").get("recoveryRate").doubleValue()).isEqualTo(1);
  }

  @Test
  void shouldTurnReversedItemsRound() throws IOException {
    List<String> turned = new ArrayList<>();
    for (String line : Files.readAllLines(attitude())) {
      String[] cells = line.split(",");
      if (!cells[0].equals("rating")) {
        cells[0] = Integer.toString(100 - Integer.parseInt(cells[0]));
      }
      turned.add(String.join(",", cells));
    }
    Path csv = file("turned.csv", String.join("\n", turned));

    assertThat(run(csv, "--definition", attitudeDefinition("rating"))).isZero();

    JsonNode report = json();
    assertThat(report.get("overall").get("alpha").doubleValue())
        .isCloseTo(0.8431427696, within(8e-9));
    assertThat(report.get("items").get(0).get("reversed").booleanValue()).isTrue();
    assertThat(report.get("items").get(0).get("mean").doubleValue())
        .isCloseTo(64.6333333333, within(1e-9));

    run(csv, "--definition", attitudeDefinition(""));
    assertThat(json().get("problems").toString()).contains("rating runs against the other items");
  }

  @Test
  void shouldScreenTheExample() throws IOException {
    Path reports = directory.resolve("new/reports");

    assertThat(
            run(
                EXAMPLES.resolve("survey.csv"),
                "--definition",
                EXAMPLES.resolve("survey.yaml"),
                "--out",
                reports))
        .isZero();

    JsonNode answers = json().get("answers");
    assertThat(answers.get("excludedByFirstReason").toString())
        .isEqualTo(
            "{\"missing\":2,\"out_of_scale\":1,\"failed_attention\":1,\"too_fast\":2,"
                + "\"straight_lining\":1}");
    assertThat(answers.get("excludedByAnyReason").get("straight_lining").intValue()).isEqualTo(2);
    assertThat(answers.get("excluded").get(0).get("line").intValue()).isEqualTo(9);
    assertThat(answers.get("valid").intValue()).isEqualTo(33);
    assertThat(answers.get("recoveryRate").doubleValue()).isEqualTo(33 / 45.0);
    assertThat(json().get("invented").booleanValue()).isTrue();
    assertThat(json().get("dimensions")).hasSize(3);

    List<String> lines = out.toString().lines().toList();
    assertThat(lines.subList(0, lines.size() - 3)).allMatch(line -> line.length() <= 80);
    assertThat(out.toString())
        .contains("effective recovery rate 73.33 % of those sent", "listwise", "INVENTED")
        .contains("It does not show that", "Columns not used: respondent");

    assertThat(new ObjectMapper().readTree(reports.resolve("survey.json").toFile()))
        .isEqualTo(json());
    String page = Files.readString(reports.resolve("survey.html"));
    assertThat(page)
        .contains("INVENTED example", "The host leaves my questions open.", "73.33 %")
        .doesNotContain("<script", "http://", "https://", "NaN");
    assertThat(page.split("<svg ", -1)).hasSize(5);
    try (Stream<Path> files = Files.list(reports)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void shouldWriteTheSameBytesAgain() throws IOException {
    Path csv = EXAMPLES.resolve("survey.csv");

    assertThat(run(csv, "--out", directory.resolve("one"))).isZero();
    assertThat(run(csv, "--out", directory.resolve("two"))).isZero();

    for (String name : List.of("survey.json", "survey.html")) {
      assertThat(directory.resolve("one").resolve(name))
          .hasSameBinaryContentAs(directory.resolve("two").resolve(name));
    }
  }

  @Test
  void shouldStayWithinTheTerminal() throws IOException {
    StringBuilder text = new StringBuilder("A11_of_the_first_question,A11_of_the_second_question");
    text.append("\n1,1\n2,2\n3,3\n4,4\n5,5\n4,5".repeat(20_000));
    Path csv = file("many.csv", text.toString());

    assertThat(run(csv)).isZero();

    List<String> lines = out.toString().lines().toList();
    assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.length() <= 80);
    assertThat(out.toString()).contains("A11_of_~question", "below 1e-300 (log10 p -");
    JsonNode bartlett = json().get("overall").get("bartlett");
    assertThat(bartlett.get("p").doubleValue()).isZero();
    assertThat(bartlett.get("log10P").doubleValue()).isLessThan(-1000);
  }

  @Test
  void shouldTakeColumnsByTheirCodes() throws IOException {
    Path csv =
        file(
            "codes.csv",
            "\uFEFFid;A11;A11_b;A41 x;A4;A110\r\n\r\n1;4;5;3;9;9\r\n2;\"2\";2;4;9;9\r\n3;1;1;2;9;9\r\n");

    assertThat(run(csv)).isZero();

    List<String> items = new ArrayList<>();
    json().get("items").forEach(item -> items.add(item.get("column").textValue()));
    assertThat(items).containsExactly("A11", "A11_b", "A41 x");
    assertThat(json().get("columnsNotUsed").toString()).isEqualTo("[\"id\",\"A4\",\"A110\"]");
    assertThat(json().get("problems").toString())
        .contains("overall: 3 valid rows for 3 items", "A4: A41 x is its only item");
    assertThat(json().get("overall").get("kmo").isNull()).isTrue();
    assertThat(json().get("overall").get("alpha").isNumber()).isTrue();
  }

  @Test
  void shouldNameItemsThatNeverChange() throws IOException {
    Path csv = file("c.csv", "A11,A12,A13\n1,4,2\n3,4,3\n2,4,5\n5,4,4\n");

    assertThat(run(csv)).isZero();

    assertThat(json().get("overall").get("alpha").isNull()).isTrue();
    assertThat(json().get("problems").toString()).contains("same answer in A12");
    assertThat(out.toString()).doesNotContain("NaN");
  }

  @Test
  void shouldNameItemsThatFollowFromOthers() throws IOException {
    Path csv =
        file("s.csv", "A11,A12,A13,A14\n1,4,1,2\n3,2,3,3\n2,5,2,5\n5,1,5,4\n4,4,4,1\n2,3,2,2\n");

    assertThat(run(csv)).isZero();

    assertThat(json().get("problems").toString()).contains("A13 follows wholly from A11");
    assertThat(json().get("overall").get("kmo").isNull()).isTrue();
    assertThat(json().get("overall").get("bartlett").isNull()).isTrue();
  }

  @Test
  void shouldTellWhereNothingIsValid() throws IOException {
    Path csv = file("n.csv", "A11,A12\n1,\n,3\n");

    assertThat(run(csv, "--out", directory)).isZero();

    assertThat(json().get("answers").get("valid").intValue()).isZero();
    assertThat(json().get("problems").toString()).contains("Only 0 of 2 rows are valid");
    assertThat(out + Files.readString(directory.resolve("survey.html"))).doesNotContain("NaN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A11,A12!1,2!3,x | line 3, column 2 (A12): 'x' is not allowed; expected is a whole number",
        "A11,A12!NaN,2 | line 2, column 1 (A11): 'NaN' is not allowed; expected is a whole number",
        "A11,A12!1,2!1 | line 3, column 2: 1 cell; expected are 2, as in the header",
        "A11,A12!1,2,3 | line 2, column 3: 3 cells; expected are 2, as in the header",
        "# c!!A11,A12!1,2!!# c!3,1e5 | line 7, column 2 (A12): '1e5' is not allowed",
        "A11,A11!1,2 | line 1, column 2: 'A11' is not allowed; expected is a name that no other",
        "A11,!1,2 | line 1, column 2: '' is not allowed; expected is the name of a column",
        "A11,A12 | line 2: no row; expected is one or more",
        "q1,A12!1,2 | line 1: only one column begins with the code of an indicator; expected are",
        "A11,A12!1,\"2!3,4 | no CSV: ",
      })
  void shouldRefuseTable(String text, String expected) throws IOException {
    Path csv = file("t.csv", text.replace('!', '\n'));
    Path reports = directory.resolve("reports");

    assertThat(run(csv, "--out", reports)).isEqualTo(2);

    assertThat(err.toString()).startsWith(csv + ", line ").contains(expected);
    assertThat(out.toString()).isEmpty();
    assertThat(reports).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# only a comment\n"})
  void shouldRefuseTableWithNothing(String text) throws IOException {
    Path csv = file("t.csv", text);

    assertThat(run(csv)).isEqualTo(2);

    assertThat(err.toString())
        .isEqualTo(csv + ", line 1: nothing; expected is a header with" + " column names");
  }

  @Test
  void shouldRefuseWhatIsNoText() throws IOException {
    Path csv =
        Files.write(
            directory.resolve("t.csv"),
            "A11,A12\n1,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(run(csv)).isEqualTo(2);

    assertThat(err.toString()).contains("line 2, character 3: bytes that are no UTF-8");
  }

  @Test
  void shouldNotRepeatAWholeFileThatIsNoDefinition() throws IOException {
    Path csv = file("t.csv", "A11,A12\n1,2\n3,4\n");
    Path yaml = file("d.yaml", "1,2,3\n".repeat(10_000));

    assertThat(run(csv, "--definition", yaml)).isEqualTo(2);

    assertThat(err.toString()).contains("line 1, column 1: '1,2,3", "expected is a mapping");
    assertThat(err.toString().length()).isLessThan(1_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | line 1: nothing; expected is the definition",
        "items: [ | no YAML: ",
        "scale:!\t- a | line 2, column 1: no YAML: ",
        "items: [] | line 1, column 1: no 'scale'; expected is it among these keys",
        "scale: {min: 1, max: 5}!items: [] | line 2, column 8: 0 items; expected is two or more",
        "scale: {min: 5, max: 1}!items: [] | line 1, column 22: '1'; expected is a number from 6",
        "scale: {min: 1, max: 5}!item: [] | line 2, column 7: the key 'item'; expected is one of",
        "scale: {min: 1, max: 5}!scale: {min: 1, max: 5} | line 2",
        "- a | line 1, column 1: a list; expected is a mapping with the keys title",
        "scale: {min: 1, max: 5}!items: [{column: A13}] | line 2, column 18: the column 'A13'",
        "scale: {min: 1, max: 5}!items: [{column: A11}, {column: A11}] | 'A11' a second time",
        "scale: {min: 1, max: 5}!items: [{column: A11, reversed: x}] | 'x'; expected is true or",
        "scale: {min: 1, max: 5}!items: [{column: A11, indicator: A99}] | 'A99'; expected is one",
        "scale: {min: 1, max: 5}!sent: 1!items: [] | line 2, column 7: '1'; expected is at least",
        "scale: {min: 1, max: 5}!items: []!duration: {column: A11} | 0 items; expected is two",
      })
  void shouldRefuseDefinition(String text, String expected) throws IOException {
    Path csv = file("t.csv", "A11,A12\n1,2\n3,4\n");
    Path yaml = file("d.yaml", text.replace('!', '\n'));
    Path reports = directory.resolve("reports");

    assertThat(run(csv, "--definition", yaml, "--out", reports)).isEqualTo(2);

    assertThat(err.toString()).startsWith(yaml + ", line ").contains(expected);
    assertThat(reports).doesNotExist();
  }
}
