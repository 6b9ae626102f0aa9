package io.livegauge.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.trainer.data.Tables;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportOptionsTest {
  private static final Path EXAMPLES = Path.of("..", "docs", "examples");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;
  private Path table;
  private Path artifact;
  private Path page;

  @BeforeEach
  void makePlaces() throws IOException {
    table = Files.write(directory.resolve("a table's.csv"), Tables.lines(60, 1));
    artifact = Files.createDirectories(directory.resolve("out")).resolve("model.json");
    page = artifact.resolveSibling("report.html");
  }

  private int train(Object... more) {
    Clock clock = Clock.fixed(Instant.parse("2026-11-21T17:00:00Z"), ZoneOffset.UTC);
    CommandLine line = new CommandLine(new TrainCommand(clock));
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    Stream<Object> arguments = Stream.of("--table", table, "--out", artifact, "--report", page);
    return line.execute(
        Stream.concat(arguments, Stream.of(more)).map(Object::toString).toArray(String[]::new));
  }

  private List<String> written() throws IOException {
    try (Stream<Path> files = Files.list(artifact.getParent())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void shouldWriteThePageBesideTheArtifact() throws IOException {
    assertThat(train("--epochs", 2)).isZero();

    assertThat(written()).containsExactly("model.json", "report.html");
    assertThat(Files.readString(page))
        .contains("Training of model version 1", "Errors by category")
        .contains(
            "./livegauge train --table '" + directory + "/a table'\\''s.csv' --out " + artifact)
        .doesNotContain("NaN");
    assertThat(out.toString()).contains("Page: " + page);
  }

  @Test
  void shouldTellOfAQuestionnaireBesideATable() throws IOException {
    assertThat(train("--epochs", 2, "--survey", EXAMPLES.resolve("survey.csv"))).isZero();

    assertThat(Files.readString(page)).contains("Cronbach", "Bartlett");
  }

  @Test
  void shouldCompareWithAllLearners() throws IOException {
    assertThat(train("--compare", "--epochs", 1, "--batch", 60)).isZero();

    assertThat(Files.readString(page))
        .contains("means over 10 seeds", "training (s)", "lstm", "cnn", "Against the network")
        .doesNotContain("NaN");
    assertThat(err.toString()).contains("60/60  seed 10  mean");
  }

  @Test
  void shouldRefuseAQuestionnaireThatCannotBeRead() throws IOException {
    Path survey = Files.writeString(directory.resolve("s.csv"), "A11,A12\n1,x\n");

    assertThat(train("--survey", survey)).isEqualTo(2);

    assertThat(err.toString()).contains("line 2, column 2 (A12): 'x' is not allowed");
    assertThat(written()).isEmpty();
  }

  @Test
  void shouldRefuseAPageThatHasNoPlace() throws IOException {
    page = directory.resolve("no/such/place/report.html");

    assertThat(train()).isEqualTo(2);

    assertThat(err.toString()).contains("option --report: '", "a directory that exists");
    assertThat(written()).isEmpty();
  }

  @Test
  void shouldRefuseThePageInTheArtifactsPlace() throws IOException {
    page = artifact;

    assertThat(train()).isEqualTo(2);

    assertThat(err.toString()).contains("another file than the artifact's");
    assertThat(written()).isEmpty();
  }

  @Test
  void shouldRefuseAComparisonThatIsTellingNobody() throws IOException {
    CommandLine line = new CommandLine(new TrainCommand()).setErr(new PrintWriter(err));

    assertThat(line.execute("--table", table.toString(), "--out", artifact.toString(), "--compare"))
        .isEqualTo(2);

    assertThat(err.toString()).contains("option --compare: only together with --report");
    assertThat(written()).isEmpty();
  }

  @Test
  void shouldRefuseAComparisonWithEarlyStopping() throws IOException {
    assertThat(train("--compare", "--patience", 3)).isEqualTo(2);

    assertThat(err.toString()).contains("option --compare: not together with --patience");
    assertThat(written()).isEmpty();
  }
}
