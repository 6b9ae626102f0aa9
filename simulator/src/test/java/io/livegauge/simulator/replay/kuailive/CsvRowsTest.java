package io.livegauge.simulator.replay.kuailive;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.simulator.replay.kuailive.CsvRows.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
  @TempDir private Path directory;

  /** Each row as its line and its cells, or its problem. */
  private List<String> read(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("rows.csv"), text);
    List<String> rows = new ArrayList<>();
    try (CsvRows csv = new CsvRows(file)) {
      while (csv.next()) {
        rows.add(csv.line() + (csv.problem() == null ? "" + csv.texts() : " " + csv.problem()));
      }
    }
    return rows;
  }

  @Test
  void shouldReadRows() throws IOException {
    assertThat(read("a,b\n1,2\n,\n")).containsExactly("1[a, b]", "2[1, 2]", "3[, ]");
    assertThat(read("")).isEmpty();
    assertThat(read("a")).containsExactly("1[a]");
    assertThat(read("a,")).containsExactly("1[a, ]");
    assertThat(read("\uFEFFa,b")).containsExactly("1[a, b]");
  }

  @Test
  void shouldPassOverBlankLinesAndCarriageReturns() throws IOException {
    assertThat(read("a,b\r\n\r\n\n1,2\r\n3,4\r")).containsExactly("1[a, b]", "4[1, 2]", "5[3, 4]");
  }

  @Test
  void shouldReadQuotedCells() throws IOException {
    assertThat(read("\"a,b\",\"say \"\"hi\"\"\"\n\"two\nlines\",\"\"\r\nx,\"y\""))
        .containsExactly("1[a,b, say \"hi\"]", "2[two\nlines, ]", "4[x, y]");
    // A quote within a cell stands for itself.
    assertThat(read("a\"b,c\n")).containsExactly("1[a\"b, c]");
    assertThat(read("\"\"\n")).containsExactly("1[]");
  }

  @Test
  void shouldLoseOneLineToAQuoteThatIsNotClosed() throws IOException {
    assertThat(read("1,\"two\n3,4\n5,6\n"))
        .containsExactly("1 has a quote that is not closed", "2[3, 4]", "3[5, 6]");
    assertThat(read("1,\"two\"x,3\n5,6\n"))
        .containsExactly("1 goes on behind a closing quote", "2[5, 6]");
  }

  @Test
  void shouldLoseOneLineToARowWithoutAnEnd() throws IOException {
    String problem = " is over 64 KiB, or a quote is not closed";
    assertThat(read("a\n" + "x".repeat(700_000) + "\nb\n"))
        .containsExactly("1[a]", "2" + problem, "3[b]");
    assertThat(read("\"open\n" + "y,z\n".repeat(40_000)))
        .hasSize(40_001)
        .contains("1" + problem, "2[y, z]", "40001[y, z]");
    assertThat(read(",".repeat(1_000) + "\nb")).containsExactly("1 has over 1000 cells", "2[b]");
  }

  /** Rows that lie across the places where the reader fetches more. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldReadLargeFiles(long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    int line = 1;
    for (int row = 0; row < 6_000; row++) {
      List<String> cells = new ArrayList<>();
      int begin = line;
      for (int cell = 0; cell <= random.nextInt(4); cell++) {
        String content = "c" + "é".repeat(random.nextInt(60));
        switch (random.nextInt(4)) {
          case 0 -> text.append(cell == 0 ? "" : ",").append('"').append(content).append('"');
          case 1 -> {
            text.append(cell == 0 ? "" : ",").append('"').append(content).append("\n\"\"\"");
            content += "\n\"";
            line++;
          }
          default -> text.append(cell == 0 ? "" : ",").append(content);
        }
        cells.add(content);
      }
      text.append(random.nextBoolean() ? "\n" : "\r\n");
      line++;
      if (random.nextInt(10) == 0) {
        text.append("\r\n");
        line++;
      }
      expected.add(begin + cells.toString());
    }
    assertThat(text.toString().getBytes(StandardCharsets.UTF_8).length).isGreaterThan(600_000);

    assertThat(read(text.toString())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-17, -17",
    "' 42 ', 42",
    "007, 7",
    "1746374400819, 1746374400819",
    "1746374400819.0, 1746374400819",
    "100, 100",
    "100.00, 100",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775807, -9223372036854775807"
  })
  void shouldReadIntegers(String text, long value) throws IOException {
    assertThat(number(text)).isEqualTo("VALID " + value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "1.5",
        "1e9",
        "--1",
        "-",
        ".0",
        "+1",
        "1 2",
        "0x10",
        "NaNs",
        "१",
        "9223372036854775808",
        "99999999999999999999"
      })
  void shouldNotTakeAnythingElseForAnInteger(String text) throws IOException {
    assertThat(number(text)).isEqualTo("NONE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "nan", "NaN", "null", "NULL", "None", "unknown", "\\N"})
  void shouldTellWhereThereIsNothing(String text) throws IOException {
    assertThat(number(text)).isEqualTo("MISSING");
    assertThat(read(text + ",x")).containsExactly("1[, x]");
  }

  private String number(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("number.csv"), "a," + text + ",b\n");
    try (CsvRows csv = new CsvRows(file)) {
      assertThat(csv.next()).isTrue();
      Found found = csv.number(1);
      return found + (found == Found.VALID ? " " + csv.integer() : "");
    }
  }
}
