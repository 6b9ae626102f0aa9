package io.livegauge.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.indicator.Indicator;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.DataSummary;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.data.Tables;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TableOptionsTest {
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void shouldHoldOutRowsBySeed() throws IOException {
    Dataset data = load(Tables.lines(50, 1));
    assertThat(data.training().size()).isEqualTo(40);
    assertThat(data.heldOut().size()).isEqualTo(10);
    DataSummary summary = data.summary();
    assertThat(summary.split()).isEqualTo("by group, seeded: 40 rows to learn from, 10 held out");
    assertThat(summary.target()).startsWith("column 'target' of table.csv; 0 is ");
    assertThat(summary.sha256()).hasSize(64);
    assertThat(summary.notes()).isEmpty();
    assertThat(load(Tables.lines(50, 1)).heldOut().targets()).isEqualTo(data.heldOut().targets());
    assertThat(load(Tables.lines(50, 1), "--seed", "2").heldOut().targets())
        .isNotEqualTo(data.heldOut().targets());
  }

  @Test
  void shouldNormaliseTheTargetByTrainingRowsAlone() throws IOException {
    Dataset data = load(Tables.lines(50, 1));
    assertThat(data.training().targets()).contains(0.0, 1.0);
    assertThat(Arrays.stream(data.training().targets()))
        .allMatch(target -> target >= 0 && target <= 1);
    assertThat(data.summary().targetRange().min()).isBetween(1_000.0, 1_500.0);
    assertThat(data.summary().targetRange().max()).isBetween(4_500.0, 5_000.0);
    assertThat(data.targetWeights()).isNull();
    // A table of a rising target in the order of time: what is held out lies above all others.
    List<String> lines = new ArrayList<>(List.of(Tables.lines(1, 1).get(0) + ",time"));
    for (int i = 0; i < 20; i++) {
      lines.add(Tables.lines(20, 1).get(i + 1).replaceFirst("[^,]*$", 100 + i + "," + i));
    }
    Rows later = load(lines, "--split", "time").heldOut();
    assertThat(Arrays.stream(later.targets()))
        .hasSize(4)
        .allMatch(target -> target > 1 && target < 1.5);
  }

  @Test
  void shouldKeepRowsOfOneGroupTogether() throws IOException, TrainingException {
    List<String> lines = new ArrayList<>();
    for (String line : Tables.lines(40, 1)) {
      lines.add(line + "," + (lines.isEmpty() ? "host" : "h" + lines.size() % 8));
    }
    Dataset data = load(lines, "--group", "host");
    assertThat(data.training().sessionCount() + data.heldOut().sessionCount()).isEqualTo(8);
    assertThat(data.heldOut().size()).isGreaterThanOrEqualTo(5);
    for (int row = 1; row < data.training().size(); row++) {
      assertThat(data.training().sessions()[row])
          .isGreaterThanOrEqualTo(data.training().sessions()[row - 1]);
    }
    assertThat(data.training().progress()).containsOnly(Double.NaN);
    assertThat(data.watch().heldOutCount()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void shouldTakeRowsAloneWhereThereIsNoSession() throws IOException {
    List<String> lines = Tables.lines(30, 1).stream().map(line -> cut(line, 0)).toList();
    Dataset data = load(lines);
    assertThat(data.training().sessionCount()).isEqualTo(24);
    assertThat(data.heldOut().categories()).contains("beauty", "food");
  }

  @Test
  void shouldSayWhatATableCannotTell() throws IOException {
    List<String> lines = new ArrayList<>(List.of("# invented", Tables.lines(1, 1).get(0) + ",x,y"));
    for (String line : Tables.lines(30, 1).subList(1, 31)) {
      lines.add(
          replace(replace(replace(line, 1, "food"), column("A42"), "0.5"), column("A21"), "7")
              + ",1,2");
    }
    assertThat(load(lines).summary().notes())
        .containsExactly(
            "table.csv says of itself that it is invented.",
            "Columns that are not used: x, y.",
            "One category only, 'food': the figures say nothing of streams of another.",
            "Constant: A21 is 7 in all training rows, so nothing can be learned of it and it has no"
                + " weight.",
            "Constant: A42 is 0.5 in all training rows, so nothing can be learned of it and it has"
                + " no weight.",
            "A21 is outside 1 to 5 in 30 of 30 rows, as in no session that the job measures: look at"
                + " them; if they are right, the model fits this table and not the job.");
  }

  @Test
  void shouldSayWhereIndicatorsAreWhatTheyCannotBe() throws IOException {
    List<String> lines = Tables.lines(30, 1);
    for (String name : List.of("A11", "A12", "A13", "A14", "A31", "A33", "A42", "A51")) {
      lines.set(5, replace(lines.get(5), column(name), "-0.5"));
    }
    for (String name : List.of("A31", "A32", "A33", "A42", "A43", "A51")) {
      lines.set(7, replace(lines.get(7), column(name), "1.5"));
    }
    lines.set(9, replace(replace(lines.get(9), column("A41"), "0.9"), column("A32"), "-7"));
    lines.set(11, replace(lines.get(11), column("A43"), "-1.5"));
    assertThat(load(lines).summary().notes())
        .extracting(note -> note.substring(0, note.indexOf(" of 30 rows, as in no session")))
        .containsExactly(
            "A11 is below 0 in 1",
            "A12 is below 0 in 1",
            "A13 is below 0 in 1",
            "A14 is below 0 in 1",
            "A31 is outside 0 to 1 in 2",
            "A33 is below 0 in 1",
            "A41 is outside 1 to 5 in 1",
            "A42 is below 0 in 1",
            "A51 is outside 0 to 1 in 2");
  }

  @Test
  void shouldSayThatFewRowsMakeUpTheRangeOfTheTarget() throws IOException {
    assertThat(load(withOutlier(5), "--split", "time").summary().notes())
        .containsExactly(
            "The target's range comes from few: 1 of 400 training rows lies far out, and the middle"
                + " 98 % span less than 0.01 % of it. On the scale from 0 to 1 the others hardly"
                + " differ, so errors look small there and R2 says little.");
  }

  @Test
  void shouldSayThatHeldOutTargetsLieFarOutside() throws IOException {
    assertThat(load(withOutlier(500), "--split", "time").summary().notes())
        .containsExactly(
            "1 of 100 held-out rows has a target far outside the range that was learned from: the"
                + " errors there outweigh all others.");
  }

  /** In the order of time, so that the last fifth is held out. */
  private static List<String> withOutlier(int outlier) {
    List<String> lines = Tables.lines(500, 1);
    lines.set(outlier, replace(lines.get(outlier), column("target"), "1e12"));
    lines.set(0, lines.get(0) + ",time");
    for (int row = 1; row <= 500; row++) {
      lines.set(row, lines.get(row) + "," + row);
    }
    return lines;
  }

  @ParameterizedTest
  @CsvSource({"A13, 1e308", "A41, -1.1e12", "target, 1e300", "target, -2000000000000"})
  void shouldNameANumberThatIsTooLarge(String name, String cell) throws IOException {
    List<String> lines = Tables.lines(30, 1);
    lines.set(4, replace(lines.get(4), column(name), cell));
    assertThat(run(lines)).isEqualTo(2);
    assertThat(err.toString())
        .contains("line 5, column " + (column(name) + 1) + " (" + name + "): '" + cell + "' is not")
        .contains("expected is a number from -1e12 to 1e12");
  }

  @Test
  void shouldShowNoControlCharactersOfAFileAndNoLongNames() throws IOException {
    List<String> lines = Tables.lines(30, 1);
    lines.set(0, lines.get(0).replace("A31", "\u001b[31mA31").replace("A32", "x".repeat(100_000)));
    assertThat(run(lines)).isEqualTo(2);
    assertThat(err.toString()).contains("no column A31, A32").doesNotContain("\u001b");
    assertThat(err.toString().length()).isLessThan(10_000);

    err.getBuffer().setLength(0);
    lines = Tables.lines(30, 1);
    lines.set(4, replace(lines.get(4), column("A41"), "\u001b]0;" + "9".repeat(100_000)));
    assertThat(run(lines)).isEqualTo(2);
    assertThat(err.toString()).contains("line 5, column 13 (A41): '").doesNotContain("\u001b");
    assertThat(err.toString().length()).isLessThan(10_000);
  }

  @Test
  void shouldCutLongNamesOfColumnsThatAreNotUsed() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Tables.lines(30, 1)) {
      lines.add(line + "," + (lines.isEmpty() ? "x".repeat(100_000) : "1"));
    }
    assertThat(load(lines).summary().notes())
        .singleElement()
        .satisfies(note -> assertThat(note).contains("not used: xxx").hasSizeLessThan(200));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "", "many", "1e999", "4;5", "0x1p3", "-"})
  void shouldNameACellThatIsNoNumber(String cell) throws IOException {
    List<String> lines = Tables.lines(30, 1);
    lines.set(4, replace(lines.get(4), column("A41"), cell));
    assertThat(run(lines)).isEqualTo(2);
    assertThat(err.toString())
        .contains("line 5, column 13 (A41): '" + cell + "' is not allowed; expected is a number");
  }

  @Test
  void shouldTakeNumbersAsProgramsPrintThem() throws IOException {
    List<String> lines = Tables.lines(30, 1);
    lines.set(4, replace(lines.get(4), column("A51"), "3.0000000000000004e-02"));
    assertThat(run(lines)).isZero();
  }

  @Test
  void shouldNameColumnsThatAreMissing() throws IOException {
    assertThat(run(Tables.lines(30, 1).stream().map(line -> cut(cut(line, 5), 2)).toList()))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "table.csv, line 1: no column A11, A14; expected are the 14 indicators A11 to A51 and"
                + " 'target'; there are session, category, A12");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--target gmv | line 1: no column 'gmv'; expected is one; there are session, category, A11",
        "--group host | line 1: no column 'host'; expected is one",
        "--split time | line 1: no column 'time'; expected is one",
        "--target A13 | option --target: 'A13' is not allowed; allowed is a column that is none of",
        "--split row | option --split: 'row' is not allowed; allowed is time or stream",
        "--held-out 0.6 | option --held-out: '0.6' is not allowed; allowed is a number from 0.01",
        "--held-out NaN | option --held-out: 'NaN' is not allowed; allowed is a number from 0.01",
        "--windows . | options --windows, --table: only one of them is allowed",
        "--settlements . | option --settlements: only together with --windows",
        "--weights w.json | option --weights: only together with --windows",
        "--survey s.csv | option --survey: only together with --windows",
        "--definition s.yaml | option --definition: only together with --windows",
      })
  void shouldRefuseOptions(String options, String expected) throws IOException {
    assertThat(run(Tables.lines(30, 1), options.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(expected);
  }

  @Test
  void shouldRefuseColumnsThatAreThereTwice() throws IOException {
    List<String> lines = Tables.lines(30, 1);
    lines.set(0, lines.get(0).replace("A12", "A11"));
    assertThat(run(lines)).isEqualTo(2);
    assertThat(err.toString())
        .contains("line 1, column 4: 'A11' is not allowed; expected is a name that no other");
  }

  @Test
  void shouldRefuseTargetsThatAreAllTheSame() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Tables.lines(30, 1)) {
      lines.add(lines.isEmpty() ? line : replace(line, column("target"), "7"));
    }
    assertThat(run(lines)).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "table.csv, column 17 (target): the target is 7.0 in all 24 training rows; expected"
                + " are values that differ");
  }

  @Test
  void shouldRefuseIndicatorsThatAreAllConstant() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Tables.lines(30, 1)) {
      String constant = line;
      for (Indicator indicator : Indicator.values()) {
        constant = lines.isEmpty() ? line : replace(constant, column(indicator.name()), "1");
      }
      lines.add(constant);
    }
    assertThat(run(lines)).isEqualTo(2);
    assertThat(err.toString()).contains("all 14 indicators are constant in all 24 training rows");
  }

  @Test
  void shouldRefuseTablesThatCannotBeDivided() throws IOException {
    assertThat(run(Tables.lines(3, 1))).isEqualTo(2);
    assertThat(err.toString()).contains("table.csv has 3 rows; at least 4 are needed");

    List<String> lines = new ArrayList<>();
    for (String line : Tables.lines(30, 1)) {
      lines.add(lines.isEmpty() ? line : replace(line, 0, "s1"));
    }
    assertThat(run(lines)).isEqualTo(2);
    assertThat(err.toString())
        .contains("of 30 rows of 1 group", "rows of one group never stand on both sides");
  }

  @ParameterizedTest
  @CsvSource({"2026-11-21", "2026-11-21T17:00:00Z", "1700000000000"})
  void shouldReadTimes(String time) throws IOException {
    assertThat(run(withTime(time), "--split", "time")).isZero();
  }

  @Test
  void shouldRefuseATimeThatIsNone() throws IOException {
    assertThat(run(withTime("21.11.2026"), "--split", "time")).isEqualTo(2);
    assertThat(err.toString())
        .contains("line 2, column 18 (time): '21.11.2026' is not allowed; expected is epoch ms");
  }

  private static List<String> withTime(String time) {
    List<String> lines = new ArrayList<>();
    for (String line : Tables.lines(30, 1)) {
      lines.add(line + "," + (lines.isEmpty() ? "time" : time));
    }
    return lines;
  }

  private static int column(String name) {
    return Tables.columns().indexOf(name);
  }

  private static String replace(String line, int column, String cell) {
    List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
    cells.set(column, cell);
    return String.join(",", cells);
  }

  private static String cut(String line, int column) {
    List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
    cells.remove(column);
    return String.join(",", cells);
  }

  private Dataset load(List<String> lines, String... options) throws IOException {
    LoadCommand command = new LoadCommand();
    assertThat(run(command, lines, options)).as(err.toString()).isZero();
    return command.loaded();
  }

  private int run(List<String> lines, String... options) throws IOException {
    return run(new LoadCommand(), lines, options);
  }

  private int run(LoadCommand command, List<String> lines, String... options) throws IOException {
    Path table = Files.write(directory.resolve("table.csv"), lines);
    return new CommandLine(command)
        .setErr(new PrintWriter(err, true))
        .execute(
            Stream.concat(Stream.of("--table", table.toString()), Stream.of(options))
                .toArray(String[]::new));
  }
}
