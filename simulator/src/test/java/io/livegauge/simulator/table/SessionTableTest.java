package io.livegauge.simulator.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.indicator.Indicator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTableTest {
  /** What {@code ./livegauge simulate --table docs/examples/sessions.csv} writes. */
  private static final Path SHIPPED = Path.of("..", "docs", "examples", "sessions.csv");

  private static final int MANY = 20_000;

  private static SessionTable table(int rows, double noise, double signal) {
    return new SessionTable(new SessionTableOptions(7, rows, noise, signal));
  }

  private static byte[] bytes(SessionTable table) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    table.write(bytes);
    return bytes.toByteArray();
  }

  private static List<String> lines(SessionTable table) throws IOException {
    return new String(bytes(table), StandardCharsets.UTF_8).lines().toList();
  }

  /** The rows without comments and header, split into cells. */
  private static List<String[]> cells(SessionTable table) throws IOException {
    return lines(table).stream()
        .filter(line -> !line.startsWith("#"))
        .skip(1)
        .map(line -> line.split(",", -1))
        .toList();
  }

  @Test
  void shouldWriteTheShippedTableByDefault() throws IOException {
    assertThat(SHIPPED).hasBinaryContent(bytes(new SessionTable(SessionTableOptions.standard())));
  }

  @Test
  void shouldWriteOneRowForEachSession() throws IOException {
    List<String> lines = lines(table(300, 5, 1));

    List<String> table = lines.stream().dropWhile(line -> line.startsWith("#")).toList();
    assertThat(table.get(0))
        .isEqualTo(
            "session,category,A11,A12,A13,A14,A21,A22,A23,A31,A32,A33,A41,A42,A43,A51,target");
    assertThat(table).hasSize(301);
    Set<String> sessions = new HashSet<>();
    for (String[] row : cells(table(300, 5, 1))) {
      assertThat(row).hasSize(17).doesNotContain("");
      assertThat(sessions.add(row[0])).isTrue();
    }
    assertThat(sessions).contains("s00001", "s00300");
    assertThat(cells(table(300, 5, 1)).stream().map(row -> row[1]).distinct())
        .containsExactlyInAnyOrder("beauty", "fashion", "food", "electronics", "home");
  }

  @Test
  void shouldSayWhatItIs() throws IOException {
    List<String> comments =
        lines(table(300, 4.5, 1)).stream().filter(l -> l.startsWith("#")).toList();

    assertThat(comments).allMatch(line -> line.length() <= 100);
    assertThat(comments.get(0)).startsWith("# SIMULATED: 300 invented sessions");
    assertThat(comments)
        .contains(
            "# Made by: ./livegauge simulate --table FILE.csv"
                + " --rows 300 --noise 4.5 --signal 1 --seed 7")
        .anyMatch(line -> line.contains("its sigma is 4.5 points"))
        .anyMatch(line -> line.startsWith("# Attainable R2: 1 - sigma^2 / variance = 0."))
        .anyMatch(line -> line.startsWith("# A41 0.2"));
  }

  /** The header's formula, typed in again as a reader would. */
  @Test
  void shouldFollowItsOwnFormula() throws IOException {
    for (String[] row : cells(table(200, 0, 1))) {
      double a11 = linear(row, Indicator.A11, 0, 600);
      double a12 = logarithmic(row, Indicator.A12, 60, 12_000);
      double a13 = logarithmic(row, Indicator.A13, 5, 2_000);
      double a14 = logarithmic(row, Indicator.A14, 500, 200_000);
      double a21 = linear(row, Indicator.A21, 1, 5);
      double a22 = linear(row, Indicator.A22, 1, 5);
      double a23 = linear(row, Indicator.A23, 1, 5);
      double a31 = linear(row, Indicator.A31, 0, 0.12);
      double a32 = logarithmic(row, Indicator.A32, 200_000, 100_000_000);
      double a33 = linear(row, Indicator.A33, 0, 0.35);
      double a41 = linear(row, Indicator.A41, 1, 5);
      double a42 = 1 - linear(row, Indicator.A42, 0, 0.05);
      double a43 = linear(row, Indicator.A43, -0.02, 0.16);
      double a51 = linear(row, Indicator.A51, 0, 0.12);
      double z =
          (3 * a41 + 1.1 * sat(a31, 2) + 1.95 * sat(a51, 2) + 1.2 * sat(a11, 3))
              + (1.6 * a32 + 1.6 * a22 + 0.9 * a23 + 0.9 * a14 + 0.8 * a33 + 0.65 * a43)
              + (0.65 * a21 + 0.5 * a42 + 0.4 * a12 + 0.3 * a13)
              + (1.2 * a31 * a41 + 0.8 * a11 * a23);

      assertThat(Double.parseDouble(row[16]))
          .isCloseTo(20 + 60 / (1 + Math.exp(-1.4 * (z - 9.4))), within(0.5e-4 + 1e-9));
    }
  }

  private static double sat(double x, double k) {
    return (1 - Math.exp(-k * x)) / (1 - Math.exp(-k));
  }

  private static double linear(String[] row, Indicator indicator, double low, double high) {
    double value = Double.parseDouble(row[2 + indicator.ordinal()]);
    return Math.min(1, Math.max(0, (value - low) / (high - low)));
  }

  private static double logarithmic(String[] row, Indicator indicator, double low, double high) {
    double value = Double.parseDouble(row[2 + indicator.ordinal()]);
    double x = (Math.log1p(value) - Math.log1p(low)) / (Math.log1p(high) - Math.log1p(low));
    return Math.min(1, Math.max(0, x));
  }

  @Test
  void shouldKeepEveryIndicatorInItsUnit() {
    SessionTable table = table(MANY, 5, 1);
    for (int i = 0; i < MANY; i++) {
      SessionRow row = table.row(i);
      for (Indicator indicator : Indicator.values()) {
        double value = row.value(indicator);
        switch (indicator) {
          case A12, A13, A14, A32 -> assertThat(value).isNotNegative().isEqualTo(Math.rint(value));
          case A21, A22, A23, A41 -> assertThat(value).isBetween(1.0, 5.0);
          case A31, A33, A42, A51 -> assertThat(value).isBetween(0.0, 1.0);
          case A43 -> assertThat(value).isBetween(-0.1, 1.0);
          case A11 -> assertThat(value).isPositive().isLessThan(7_200);
        }
      }
    }
  }

  @Test
  void shouldCorrelateMildly() {
    SessionTable table = table(MANY, 5, 1);
    double[][] x = new double[MANY][];
    for (int i = 0; i < MANY; i++) {
      x[i] = PerformanceFunction.normalized(table.row(i).values());
    }
    double largest = 0;
    for (int a = 0; a < 14; a++) {
      for (int b = 0; b < a; b++) {
        largest = Math.max(largest, Math.abs(correlation(column(x, a), column(x, b))));
      }
    }
    assertThat(largest).isBetween(0.3, 0.55);
  }

  @Test
  void shouldAddNoiseOfTheStatedSigma() {
    SessionTable table = table(MANY, 5, 1);
    double[] noise = new double[MANY];
    double[] performance = new double[MANY];
    for (int i = 0; i < MANY; i++) {
      SessionRow row = table.row(i);
      performance[i] = row.performance();
      noise[i] = row.target() - row.performance();
    }

    assertThat(mean(noise)).isCloseTo(0, within(4 * 5 / Math.sqrt(MANY)));
    assertThat(Math.sqrt(variance(noise))).isCloseTo(5, within(4 * 5 / Math.sqrt(2.0 * MANY)));
    assertThat(correlation(noise, performance)).isCloseTo(0, within(4 / Math.sqrt(MANY)));
    // Whoever knows the function reaches what is attainable.
    assertThat(1 - variance(noise) / table.targetVariance())
        .isCloseTo(table.attainableR2(), within(0.005));
    assertThat(table.attainableR2()).isBetween(0.9, 0.94);
  }

  @Test
  void shouldBeNoiseAloneWithoutSignal() throws IOException {
    SessionTable table = table(MANY, 5, 0);

    assertThat(table.attainableR2()).isZero();
    assertThat(Math.sqrt(table.targetVariance())).isCloseTo(5, within(0.1));
    double[] target = new double[MANY];
    double[] performance = new double[MANY];
    for (int i = 0; i < MANY; i++) {
      target[i] = table.row(i).target();
      performance[i] = table.row(i).performance();
    }
    assertThat(mean(target)).isCloseTo(50, within(0.15));
    assertThat(correlation(target, performance)).isCloseTo(0, within(4 / Math.sqrt(MANY)));
    assertThat(lines(table(10, 5, 0)))
        .contains("# Attainable R2: 0, the target is noise alone.")
        .anyMatch(line -> line.startsWith("# True importance: none of any indicator"));
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"})
  void shouldStayOnItsScaleByDefault(long seed) {
    assertThat(new SessionTable(new SessionTableOptions(seed, 500, 5, 1)).outsideScale()).isZero();
  }

  @Test
  void shouldSayWhatLeavesTheScaleRatherThanClip() throws IOException {
    SessionTable table = table(500, 40, 1);

    assertThat(table.outsideScale()).isPositive();
    assertThat(lines(table))
        .anyMatch(line -> line.contains(table.outsideScale() + " targets lie outside 0 to 100"));
    assertThat(cells(table).stream().mapToDouble(row -> Double.parseDouble(row[16])))
        .anyMatch(target -> target < 0 || target > 100);
  }

  @Test
  void shouldHaveNothingToAttainWhereAllTargetsAreEqual() throws IOException {
    assertThat(table(20, 0, 0).attainableR2()).isNaN();
    assertThat(table(1, 0, 1).attainableR2()).isNaN();
    assertThat(table(20, 0, 1).attainableR2()).isEqualTo(1);
    assertThat(lines(table(20, 0, 0))).contains("# Attainable R2: none, all targets are equal.");
  }

  @Test
  void shouldGiveEqualBytesForEqualOptionsOnly() throws IOException {
    byte[] bytes = bytes(table(50, 5, 1));

    assertThat(bytes(table(50, 5, 1))).isEqualTo(bytes);
    assertThat(bytes(new SessionTable(new SessionTableOptions(8, 50, 5, 1)))).isNotEqualTo(bytes);
  }

  @Test
  void shouldBeginWithShorterTableAndKeepIndicatorsUnderOtherNoise() throws IOException {
    List<String[]> rows = cells(table(50, 5, 1));

    assertThat(cells(table(80, 5, 1)).subList(0, 50)).usingRecursiveComparison().isEqualTo(rows);
    List<String[]> noisier = cells(table(50, 9, 0.5));
    for (int i = 0; i < 50; i++) {
      assertThat(Arrays.copyOf(noisier.get(i), 16)).isEqualTo(Arrays.copyOf(rows.get(i), 16));
      assertThat(noisier.get(i)[16]).isNotEqualTo(rows.get(i)[16]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 5 | 1 | rows is 0: 1 to 1000000 is allowed",
        "1000001 | 5 | 1 | rows is 1000001: 1 to 1000000 is allowed",
        "1 | -1 | 1 | noise is -1.0: 0 to 100 is allowed",
        "1 | NaN | 1 | noise is NaN: 0 to 100 is allowed",
        "1 | 5 | 1.1 | signal is 1.1: 0 to 1 is allowed"
      })
  void shouldRefuseOptions(int rows, double noise, double signal, String message) {
    assertThatThrownBy(() -> new SessionTableOptions(1, rows, noise, signal))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static double[] column(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - meanA) * (b[i] - meanB);
    }
    return sum / a.length / Math.sqrt(variance(a) * variance(b));
  }
}
