package io.livegauge.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.measure.Measurement;
import io.livegauge.model.Model;
import io.livegauge.model.ModelWriter;
import io.livegauge.score.AvroRows;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.Scorer;
import io.livegauge.score.ScoringOptions;
import io.livegauge.score.WindowRows;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Settlements;
import io.livegauge.trainer.data.StoredSessions;
import io.livegauge.trainer.gate.TrainedChallenger;
import io.livegauge.trainer.registry.DirectoryFiles;
import io.livegauge.trainer.registry.Draft;
import io.livegauge.trainer.registry.MemoryTopic;
import io.livegauge.trainer.registry.Registry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowCommandTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T17:00:00Z"), ZoneOffset.UTC);

  private static Model challenger;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;
  private Path windows;
  private Path registry;
  private List<Measurement> measurements;

  @BeforeAll
  static void train(@TempDir Path store) throws TrainingException, IOException {
    challenger = TrainedChallenger.of(store, 2);
  }

  @BeforeEach
  void makePlaces() throws IOException {
    windows = Files.createDirectories(directory.resolve("windows"));
    registry = directory.resolve("registry");
    measurements = StoredSessions.measurements(8, 5, 9);
  }

  private void store(Model beside) throws IOException {
    Model champion = StoredSessions.base();
    try (AvroRows.Writer<ScoreRecord> rows =
        WindowRows.INSTANCE.writeTo(Files.newOutputStream(windows.resolve("part-0.avro")))) {
      for (Measurement measurement : measurements) {
        rows.write(Scorer.score(measurement, champion, beside, ScoringOptions.DEFAULTS));
      }
    }
  }

  private void register() throws IOException, TrainingException {
    Registry there = new Registry(new DirectoryFiles(registry), CLOCK);
    Model champion = StoredSessions.base();
    there.register(
        (version, current) -> Draft.of(ModelWriter.of(champion).version(version).write(), true));
    there.register((version, current) -> Draft.of(challenger.bytes(), false));
  }

  @Test
  void shouldCompareByTheRegistrysArtifact() throws Exception {
    store(challenger);
    register();

    assertThat(shadow("--registry", registry.toString())).isZero();

    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .contains("Champion 1 against challenger 2: 40 windows of 8 sessions")
        .contains("The challenger did better.");
    assertThat(out.toString().lines())
        .allSatisfy(line -> assertThat(line.startsWith("{") || line.length() <= 80).isTrue());
    JsonNode json = lastLine();
    assertThat(json.path("windows").asInt()).isEqualTo(40);
    assertThat(json.path("waiting").asInt()).isZero();
    JsonNode pair = json.path("pairs").path(0);
    assertThat(pair.path("sessions").asInt()).isEqualTo(8);
    assertThat(pair.path("championErrors").path("mae").asDouble())
        .isGreaterThan(pair.path("challengerErrors").path("mae").asDouble());
    assertThat(pair.path("improvement").path("lower").asDouble()).isPositive();
    assertThat(pair.path("winner").asText()).isEqualTo("challenger");
  }

  @Test
  void shouldCompareByAFile() throws Exception {
    store(challenger);
    Path artifact = Files.write(directory.resolve("challenger.json"), challenger.bytes());
    assertThat(shadow("--model", artifact.toString())).isZero();
    JsonNode before = lastLine();

    StoredSessions.writeSettlements(
        directory.resolve("settlements"),
        List.of(
            Settlements.refund(
                "s0",
                "e1",
                measurements.get(4).windowEnd() + 5,
                measurements.get(4).sessionStart(),
                1_000_000)));
    String settlements = directory.resolve("settlements").toString();
    assertThat(shadow("--model", artifact.toString(), "--settlements", settlements)).isZero();

    assertThat(lastLine().path("pairs").path(0).path("challengerErrors"))
        .isNotEqualTo(before.path("pairs").path(0).path("challengerErrors"));
  }

  @Test
  void shouldWaitForSessionsToSettle() throws Exception {
    store(challenger);
    register();

    assertThat(shadow("--registry", registry.toString(), "--settled-for", "365d")).isZero();
    assertThat(lastLine().path("waiting").asInt()).isZero();
    measurements = List.copyOf(measurements.subList(0, 39));
    store(challenger);
    assertThat(shadow("--registry", registry.toString())).isZero();

    // The last session has no end yet.
    assertThat(lastLine().path("waiting").asInt()).isEqualTo(4);
    assertThat(out.toString()).contains("4 windows wait for sessions to end and to settle");
  }

  @Test
  void shouldSayThatThereIsNoShadow() throws Exception {
    store(null);

    assertThat(shadow("--registry", registry.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no window in ", "has a shadow score");
  }

  @Test
  void shouldSayThatTheArtifactIsAnothers() throws Exception {
    store(challenger);
    Path artifact =
        Files.write(directory.resolve("other.json"), ModelWriter.of(challenger).version(9).write());

    assertThat(shadow("--model", artifact.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is version 9; the shadow scores in ", "are by [2]");
  }

  @Test
  void shouldSayThatTheArtifactDoesNotTellItsTarget() throws Exception {
    Model other = StoredSessions.model(ModelWriter.of(StoredSessions.base()).version(2).write());
    store(other);
    Path artifact = Files.write(directory.resolve("other.json"), other.bytes());

    assertThat(shadow("--model", artifact.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("training.targetBounds");
  }

  @Test
  void shouldLeaveOutWhatTheRegistryDoesNotHave() throws Exception {
    store(challenger);

    assertThat(shadow("--registry", registry.toString())).isZero();
    assertThat(lastLine().path("leftOut").asInt()).isEqualTo(40);
    assertThat(out.toString()).contains("40 windows are left out");
  }

  @Test
  void shouldNameOptionValueAndWhatIsAllowed() {
    windows = directory.resolve("nowhere");
    assertThat(shadow()).isEqualTo(2);
    assertThat(err.toString()).contains("option --windows: '", "a directory of Avro files");
  }

  private JsonNode lastLine() throws IOException {
    List<String> all = out.toString().lines().toList();
    return new ObjectMapper().readTree(all.get(all.size() - 1));
  }

  private int shadow(String... options) {
    List<String> all = new ArrayList<>(List.of("shadow", "--windows", windows.toString()));
    all.addAll(List.of(options));
    return ModelCommand.of(
            location -> new DirectoryFiles(Path.of(location)),
            (bootstrap, name, properties) -> new MemoryTopic(),
            CLOCK)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
