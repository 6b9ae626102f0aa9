package io.livegauge.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.model.Model;
import io.livegauge.trainer.data.StoredSessions;
import io.livegauge.trainer.data.Tables;
import io.livegauge.trainer.registry.DirectoryFiles;
import io.livegauge.trainer.registry.ModelTopic;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;
  private Path windows;
  private Path artifact;

  @BeforeEach
  void makePlaces() throws IOException {
    windows = Files.createDirectories(directory.resolve("windows"));
    artifact = Files.createDirectories(directory.resolve("out")).resolve("model.json");
  }

  @Test
  void shouldTrainAndShow() throws IOException {
    StoredSessions.writeWindows(windows, StoredSessions.measurements(10, 6, 1));
    assertThat(train("--epochs", "3", "--version", "9", "--provenance", "made-up sessions"))
        .isZero();
    List<String> lines = out.toString().lines().toList();
    JsonNode summary = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(summary.get("rows").intValue()).isEqualTo(60);
    assertThat(summary.get("sessions").intValue()).isEqualTo(10);
    assertThat(summary.get("version").intValue()).isEqualTo(9);
    assertThat(summary.get("metrics").get("mae").isNumber()).isTrue();
    assertThat(summary.get("seconds").isNumber()).isTrue();
    assertThat(summary.get("sha256").textValue())
        .isEqualTo(StoredSessions.model(Files.readAllBytes(artifact)).sha256());
    assertThat(err.toString()).contains("epoch 3/3");
    assertThat(files()).containsExactly("model.json");

    assertThat(show(artifact)).isZero();
    String shown = out.toString();
    assertThat(shown)
        .contains("version", summary.get("sha256").textValue(), "A11", "A51", "14-5-1")
        .contains("made-up sessions", "rmse", "permutation", "CNY");
    assertThat(shown.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @ParameterizedTest
  @CsvSource({
    "--seed, -1, an integer from 0 to",
    "--epochs, 0, an integer from 1 to 100000",
    "--epochs, many, an integer from 1 to 100000",
    "--batch, 1.5, an integer from 1 to 1000000",
    "--learning-rate, 0, a number above 0",
    "--learning-rate, NaN, a number above 0",
    "--learning-rate, 0x1p-3, 'a number above 0, up to 1'",
    "--patience, 0, an integer from 1 to 100000",
    "--device, gpu, 'auto, cpu or cuda'",
    "--threads, 65, an integer from 1 to 64",
    "--hidden, 1001, an integer from 1 to 1000",
    "--version, 0, an integer from 1 to",
    "--valid-from, 99999999999999999999, an integer from 0 to",
    "--provenance, ' ', 1 to 1000 characters",
    "--settlements, /no/such/place, a directory of Avro files",
  })
  void shouldNameOptionValueAndWhatIsAllowed(String option, String value, String allowed)
      throws IOException {
    StoredSessions.writeWindows(windows, StoredSessions.measurements(10, 6, 1));
    assertThat(train(option, value)).isEqualTo(2);
    assertThat(err.toString())
        .contains(option + ": '" + value + "' is not allowed; allowed is " + allowed);
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldRefuseWindowsThatAreNoDirectory() throws IOException {
    windows = directory.resolve("nowhere");
    assertThat(train()).isEqualTo(2);
    assertThat(err.toString()).contains("option --windows: '", "a directory");
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldRefuseAnOutputThatHasNoPlace() throws IOException {
    artifact = directory.resolve("no/such/place/model.json");
    assertThat(train()).isEqualTo(2);
    assertThat(err.toString()).contains("option --out: '");
  }

  @Test
  void shouldLeaveTheOldArtifactWhereTrainingFails() throws IOException {
    Files.writeString(artifact, "the old one");
    StoredSessions.writeWindows(windows, StoredSessions.measurements(3, 6, 1));
    assertThat(train()).isEqualTo(1);
    assertThat(err.toString()).contains("3 ended sessions");
    assertThat(Files.readString(artifact)).isEqualTo("the old one");
    assertThat(files()).containsExactly("model.json");
  }

  @Test
  void shouldTrainOnATable() throws IOException {
    Path table = Files.write(directory.resolve("table.csv"), Tables.lines(60, 1));
    assertThat(onTable(table, "--epochs", "2")).isZero();
    List<String> lines = out.toString().lines().toList();
    JsonNode summary = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(summary.get("rows").intValue()).isEqualTo(60);
    assertThat(summary.get("course").isNull()).isTrue();
    assertThat(summary.get("notes").toString()).contains("Fewer rows than parameters");
    assertThat(lines.subList(0, lines.size() - 1))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(out.toString()).contains("held out", "points", "RMSE", "14-5-1, 2 epochs");
    JsonNode range =
        StoredSessions.model(Files.readAllBytes(artifact)).training().get("targetRange");
    assertThat(range.get("column").textValue()).isEqualTo("target");
    assertThat(range.get("max").doubleValue()).isGreaterThan(range.get("min").doubleValue());
    byte[] once = Files.readAllBytes(artifact);
    assertThat(onTable(table, "--epochs", "2")).isZero();
    assertThat(Files.readAllBytes(artifact)).isEqualTo(once);
  }

  @Test
  void shouldNotReplaceWhatItReads() throws IOException {
    Path table = Files.write(directory.resolve("table.csv"), Tables.lines(60, 1));
    byte[] was = Files.readAllBytes(table);
    artifact = directory.resolve("out/../table.csv");
    assertThat(onTable(table, "--epochs", "1")).isEqualTo(2);
    assertThat(err.toString())
        .contains("option --out: '", "allowed is another file than those that are read");
    assertThat(Files.readAllBytes(table)).isEqualTo(was);
  }

  @Test
  void shouldTellTheCourseOfSessions() throws IOException {
    StoredSessions.writeWindows(windows, StoredSessions.measurements(10, 60, 1));
    assertThat(train("--epochs", "2", "--batch", "100")).isZero();
    assertThat(out.toString().lines())
        .anyMatch(line -> line.startsWith("       10 %"))
        .anyMatch(line -> line.startsWith("       75 %"))
        .anyMatch(line -> line.startsWith("The weights alone do better than the network at"));
    String json = out.toString().lines().reduce((first, second) -> second).orElseThrow();
    assertThat(new ObjectMapper().readTree(json).get("course")).hasSize(4);
  }

  @Test
  void shouldSearchForTheHiddenSize() throws IOException {
    StoredSessions.writeWindows(windows, StoredSessions.measurements(10, 6, 1));
    assertThat(train("--search", "--epochs", "1", "--patience", "5", "--threads", "2")).isZero();
    assertThat(err.toString())
        .contains("search 50/50", "std. error", "smallest within one standard error of the best");
    Model model = StoredSessions.model(Files.readAllBytes(artifact));
    JsonNode search = model.training().get("hiddenSearch");
    assertThat(search.get("chosen").intValue()).isEqualTo(model.layers().get(0).neurons());
    assertThat(search.get("tried")).hasSize(10);
    assertThat(model.training().get("threads").intValue()).isEqualTo(2);
    assertThat(show(artifact)).isZero();
    assertThat(out.toString().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void shouldSayWhichDeviceItComputesOn() throws IOException {
    StoredSessions.writeWindows(windows, StoredSessions.measurements(10, 6, 1));
    assertThat(train("--epochs", "1", "--device", "auto")).isZero();
    assertThat(err.toString()).startsWith("On the ");
    assertThat(StoredSessions.model(Files.readAllBytes(artifact)).training().has("device"))
        .isTrue();
  }

  @Test
  void shouldRefuseASearchForWhatIsGiven() {
    assertThat(train("--search", "--hidden", "5")).isEqualTo(2);
    assertThat(err.toString())
        .contains("option --search: not together with --hidden, which it finds");
  }

  private int onTable(Path table, String... options) {
    Clock clock = Clock.fixed(Instant.parse("2026-11-21T17:00:00Z"), ZoneOffset.UTC);
    out.getBuffer().setLength(0);
    return run(
        new CommandLine(new TrainCommand(clock)),
        Stream.concat(
                Stream.of("--table", table.toString(), "--out", artifact.toString()),
                Stream.of(options))
            .toArray(String[]::new));
  }

  @Test
  void shouldSayWhyAModelIsInvalid() throws IOException {
    Files.writeString(artifact, "{\"format\": \"livegauge-model/2\"}");
    assertThat(show(artifact)).isEqualTo(1);
    assertThat(err.toString()).contains("is no valid model", "livegauge-model/2");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldRefuseToShowWhatIsNotThere() {
    assertThat(show(artifact)).isEqualTo(2);
    assertThat(err.toString()).contains("argument FILE: '", "a file that can be read");
  }

  @Test
  void shouldAskForACommand() {
    assertThat(run(model())).isEqualTo(2);
    assertThat(err.toString()).contains("allowed are list, show, diff");
  }

  @Test
  void shouldHelp() {
    assertThat(run(new CommandLine(new TrainCommand()), "--help")).isZero();
    assertThat(run(model(), "--help")).isZero();
    assertThat(run(model(), "show", "--help")).isZero();
    assertThat(out.toString()).contains("--learning-rate", "show", "FILE");
    assertThat(out.toString().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  private int train(String... options) {
    Clock clock = Clock.fixed(Instant.parse("2026-11-21T17:00:00Z"), ZoneOffset.UTC);
    String[] all =
        Stream.concat(
                Stream.of("--windows", windows.toString(), "--out", artifact.toString()),
                Stream.of(options))
            .toArray(String[]::new);
    return run(new CommandLine(new TrainCommand(clock)), all);
  }

  private static CommandLine model() {
    return ModelCommand.of(DirectoryFiles::open, ModelTopic.Opener.KAFKA, Clock.systemUTC());
  }

  private int show(Path file) {
    out.getBuffer().setLength(0);
    return run(model(), "show", file.toString());
  }

  private int run(CommandLine command, String... arguments) {
    return command
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
