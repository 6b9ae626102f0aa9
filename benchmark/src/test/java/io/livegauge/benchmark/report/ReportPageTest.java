package io.livegauge.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.benchmark.result.Machine;
import io.livegauge.benchmark.result.Result;
import io.livegauge.benchmark.result.Result.Point;
import io.livegauge.benchmark.result.Result.Series;
import io.livegauge.benchmark.result.Results;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportPageTest {
  private static final Machine MACHINE =
      new Machine(2, "<b>fast</b>", 1L << 34, "Linux", "a JVM", 0.2, "Livegauge 1");

  @Test
  void shouldShowAllTargetsWhateverWasMeasured() {
    String page = ReportPage.html(List.of(), Map.of());
    List<TargetLine> lines = TargetLine.of(List.of());
    for (int number = 1; number <= 12; number++) {
      String start = number + ". ";
      assertThat(lines).anyMatch(line -> line.figure().startsWith(start));
    }
    for (TargetLine line : lines) {
      assertThat(line.marked()).isEqualTo("– not measured");
      assertThat(line.measured()).isEqualTo("–");
      assertThat(page).contains(line.figure(), line.aim());
    }
    assertThat(page)
        .contains("./livegauge bench pipeline, ./livegauge bench latency, ./livegauge bench scale")
        .contains("./livegauge bench micro, ./livegauge bench train");
  }

  @Test
  void shouldTellAimsFromLeastsAndMisses() {
    assertThat(verdict(12, scores(90, 4_000))).containsExactly("0.09 µs", "AIM_REACHED");
    assertThat(verdict(12, scores(500, 4_000))).containsExactly("0.5 µs", "MET");
    assertThat(verdict(12, scores(501, 4_000))).containsExactly("0.501 µs", "MISSED");
    assertThat(verdict(8, rate(400_000))).containsExactly("400,000", "AIM_REACHED");
    assertThat(verdict(8, rate(399_999))).containsExactly("399,999", "MET");
    assertThat(verdict(8, rate(199_999))).containsExactly("199,999", "MISSED");
    assertThat(verdict(8, rate(Double.NaN))).containsExactly("–", "NOT_MEASURED");
  }

  @Test
  void shouldEscapeWhatStandsInResults() throws Exception {
    Result result =
        result(
            "micro --out \"a&b\"",
            List.of("a note of <i>one</i>"),
            series("micro.x", "<script>alert(1)</script>", point("<img src=x>", 3)),
            series("micro.y", "Lines & more", point("1", 1), point("2", 4), point("30", 2)));
    String page = ReportPage.html(List.of(result), Map.of());

    assertThat(page)
        .doesNotContain("<script", "<img", "<b>fast", "<i>one")
        .contains("&lt;script&gt;alert(1)", "&lt;img src=x&gt;", "a note of &lt;i&gt;one");
    assertWellFormed(page);
  }

  @Test
  void shouldAskNoHostForAnything() throws Exception {
    FlameGraph profile = new FlameGraph();
    profile.add(List.of("java.lang.Thread.run", "io.livegauge.A.<init>"));
    String page = ReportPage.html(List.of(scores(90, 4_000)), Map.of("ours", profile));

    assertThat(page)
        .contains("default-src 'none'", "script-src 'sha256-")
        .doesNotContain("http://", "https://", "src=", "@import", "url(");
    assertWellFormed(page);
  }

  @Test
  void shouldDrawLinesWherePointsAreNumbersAndBarsElsewhere() {
    String line =
        Charts.of(series("s", "t", point("10", 1), point("1,000", 2), point("100,000", 3)));
    assertThat(line).contains("<polyline", ">100,000</text>").doesNotContain("class=\"bars\"");
    assertThat(Charts.of(series("s", "t", point("10", 1), point("20", 2))))
        .contains("class=\"bars\"");
    assertThat(Charts.of(series("s", "t", point("b", 0), point("a", 0))))
        .contains("class=\"bars\"")
        .doesNotContain("NaN");
  }

  @Test
  void shouldMakeThePageOfADirectory(@TempDir Path directory) throws IOException {
    Results.write(directory.resolve("micro.json"), scores(90, 4_000));
    StringWriter out = new StringWriter();

    assertThat(execute(out, "--in", directory.toString())).isZero();
    assertThat(out.toString()).contains("report.html");
    assertThat(directory.resolve("report.html"))
        .content(StandardCharsets.UTF_8)
        .contains("Single steps", "scoreWithGradients", "Not measured");
  }

  @Test
  void shouldSayWhatCannotBeRead(@TempDir Path directory) throws IOException {
    StringWriter err = new StringWriter();
    assertThat(execute(err, "--in", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(execute(err, "--in", directory.toString())).isEqualTo(2);
    Files.writeString(directory.resolve("micro.json"), "{");
    assertThat(execute(err, "--in", directory.toString())).isEqualTo(2);
    Files.delete(directory.resolve("micro.json"));
    Files.writeString(directory.resolve("a.jfr"), "no recording");
    assertThat(execute(err, "--in", directory.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("none', which is no directory", "holds no result", "micro.json is no result")
        .contains("a.jfr is no recording");
  }

  @Test
  void shouldShowThreeDigits() {
    assertThat(Shown.figure(0.0934)).isEqualTo("0.0934");
    assertThat(Shown.figure(4.9)).isEqualTo("4.9");
    assertThat(Shown.figure(12.345)).isEqualTo("12.3");
    assertThat(Shown.figure(587.4)).isEqualTo("587");
    assertThat(Shown.figure(1_234_567.8)).isEqualTo("1,234,568");
    assertThat(Shown.figure(0)).isEqualTo("0");
    assertThat(Shown.figure(-2.5)).isEqualTo("-2.5");
    assertThat(Shown.figure(Double.NaN)).isEqualTo("none");
  }

  private static int execute(StringWriter said, String... arguments) {
    return new CommandLine(new ReportCommand())
        .setOut(new PrintWriter(said, true))
        .setErr(new PrintWriter(said, true))
        .execute(arguments);
  }

  private static List<String> verdict(int number, Result result) {
    TargetLine line =
        TargetLine.of(List.of(result)).stream()
            .filter(one -> one.figure().startsWith(number + ". "))
            .findFirst()
            .orElseThrow();
    return List.of(line.measured(), line.verdict().name());
  }

  private static Result scores(double score, double withGradients) {
    return result(
        "micro",
        List.of(),
        series(
            "micro.score",
            "A score",
            point("score", score),
            point("scoreWithGradients", withGradients)));
  }

  private static Result rate(double rate) {
    return result(
        "pipeline",
        List.of(),
        series(
            "pipeline.target.rate",
            "Rate",
            new Point("ours-rocksdb", rate, rate, rate, List.of())));
  }

  private static Result result(String command, List<String> notes, Series... series) {
    return new Result(
        "./livegauge bench " + command,
        "2026-11-22T05:00:00Z",
        12.5,
        MACHINE,
        Map.of("events", "9,000,000"),
        List.of(series),
        notes);
  }

  private static Series series(String id, String title, Point... points) {
    return new Series(id, title, "ns", "lower", List.of(points));
  }

  private static Point point(String name, double value) {
    return Point.of(name, List.of(value, value * 1.1, value * 0.9));
  }

  private static void assertWellFormed(String page) throws Exception {
    String xml = page.substring(page.indexOf("<html"));
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
