package io.livegauge.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.event.Settlement;
import io.livegauge.indicator.Indicator;
import io.livegauge.measure.Measurement;
import io.livegauge.model.Model;
import io.livegauge.model.Role;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.Scorer;
import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.DataSummary;
import io.livegauge.trainer.data.SessionKey;
import io.livegauge.trainer.data.SettledSessions;
import io.livegauge.trainer.data.Settlements;
import io.livegauge.trainer.data.StoredSessions;
import io.livegauge.trainer.data.TargetWeights;
import io.livegauge.trainer.data.WindowDataset;
import io.livegauge.trainer.data.WindowStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTrainingTest {
  private static final TrainingOptions QUICK = new TrainingOptions(3, 4, 20, 0.02, 5);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T17:00:00.5Z"), ZoneOffset.UTC);

  @TempDir private Path directory;

  @Test
  void shouldWriteAnArtifactThatSaysWhereItComesFrom() throws IOException, TrainingException {
    StoredSessions.writeWindows(directory, StoredSessions.measurements(10, 6, 1));
    Model model = StoredSessions.model(train(5, CLOCK));
    assertThat(model.version()).isEqualTo(5);
    assertThat(model.createdAt()).isEqualTo("2026-11-21T17:00:00Z");
    assertThat(model.validFrom()).isEqualTo(1_700_000_000_000L);
    assertThat(model.currency()).isEqualTo("CNY");
    assertThat(model.network().inputs()).isEqualTo(14);
    assertThat(model.layers().get(0).neurons()).isEqualTo(5);
    JsonNode training = model.training();
    assertThat(training.get("rows").intValue()).isEqualTo(60);
    assertThat(training.get("seed").intValue()).isEqualTo(3);
    assertThat(training.get("epochs").intValue()).isEqualTo(4);
    assertThat(training.get("dataSha256").textValue()).matches("[0-9a-f]{64}");
    assertThat(training.get("target").textValue()).contains("settled session");
    assertThat(training.get("split").textValue())
        .isEqualTo("by stream, seeded: 8 to learn from, 2 held out");
    assertThat(training.get("library").textValue()).isEqualTo("Deeplearning4j 1.0.0-M2.1");
    assertThat(training.get("source").textValue()).isEqualTo("made up");
    JsonNode metrics = training.get("metrics");
    double rmse = metrics.get("rmse").doubleValue();
    assertThat(rmse * rmse / (1 - metrics.get("r2").doubleValue()))
        .isCloseTo(metrics.get("testVariance").doubleValue(), within(1e-12));
    assertThat(training.get("indicatorWeights").get("permutation")).hasSize(14);
  }

  @Test
  void shouldGiveTheSameBytesForTheSameDataAndSeed() throws IOException, TrainingException {
    StoredSessions.writeWindows(directory, StoredSessions.measurements(10, 6, 1));
    byte[] once = train(1, CLOCK);
    assertThat(train(1, CLOCK)).isEqualTo(once);

    Clock later = Clock.fixed(Instant.parse("2027-01-01T00:00:00Z"), ZoneOffset.UTC);
    Files.move(
        directory.resolve("2023-11-14/part-0.avro"), directory.resolve("2023-11-14/renamed.avro"));
    assertThat(parts(train(1, later))).isEqualTo(parts(once));
  }

  private static ObjectNode parts(byte[] artifact) throws IOException {
    ObjectNode node = (ObjectNode) new ObjectMapper().readTree(artifact);
    return node.without(List.of("createdAt", "sha256"));
  }

  @Test
  void shouldFeedTheNetworkWhatTheJobWillFeedIt() throws IOException, TrainingException {
    List<Measurement> measurements = StoredSessions.measurements(10, 6, 1);
    StoredSessions.writeWindows(directory, measurements);
    Model model = StoredSessions.model(train(1, CLOCK));
    WindowDataset data = data(List.of(directory));

    List<double[]> fed = new ArrayList<>(List.of(data.training().inputs()));
    fed.addAll(List.of(data.heldOut().inputs()));
    List<double[]> served = new ArrayList<>();
    for (boolean isHeldOut : new boolean[] {false, true}) {
      for (Measurement each : measurements) {
        SessionKey key = new SessionKey(each.streamId(), each.sessionStart());
        if (data.heldOutSessions().contains(key) == isHeldOut) {
          served.add(normalized(Scorer.score(each, model, null, ScoringOptions.DEFAULTS)));
        }
      }
    }
    assertThat(served).hasSameSizeAs(fed);
    for (int row = 0; row < fed.size(); row++) {
      assertThat(served.get(row)).containsExactly(fed.get(row), within(0.000051));
    }
  }

  private static double[] normalized(ScoreRecord record) {
    return record.indicators().stream()
        .mapToDouble(score -> score.normalized10000() / 1e4)
        .toArray();
  }

  @Test
  void shouldSettleByTheSettlementStore() throws IOException, TrainingException {
    StoredSessions.writeWindows(
        directory.resolve("windows"), StoredSessions.measurements(10, 6, 1));
    List<Settlement> settlements =
        List.of(
            Settlements.rating("s1", "r1", 1_700_000_900_000L, null, "o1", 5),
            Settlements.rating("s1", "r1", 1_700_000_900_000L, null, "o1", 5),
            Settlements.rating("s1", "r2", 1_700_000_900_000L, null, null, 5));
    StoredSessions.writeSettlements(directory.resolve("settlements"), settlements);
    DataSummary summary =
        data(List.of(directory.resolve("windows"), directory.resolve("settlements"))).summary();
    assertThat(summary.settlements()).isEqualTo(1);
    assertThat(summary.settlementsIgnored()).isEqualTo(2);
    // A directory above both holds the same, and no file counts twice.
    WindowStore store = WindowStore.read(List.of(directory, directory.resolve("settlements")));
    assertThat(store.settlements()).hasSize(3);
    assertThat(store.checksums()).hasSize(3);
    SettledSessions settled = new SettledSessions(store.windows(), store.settlements());
    assertThat(
            settled
                .sessions()
                .get(new SessionKey("s1", 1_700_000_000_000L + 1_234))
                .denominator(Indicator.A41))
        .isEqualTo(61);
  }

  @Test
  void shouldNameTheFileThatCannotBeRead() throws IOException {
    Files.writeString(directory.resolve("part-0.avro"), "this is no Avro file");
    assertThatThrownBy(() -> train(1, CLOCK))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("part-0.avro");
  }

  @Test
  void shouldSayThatThereAreNoWindows() {
    assertThatThrownBy(() -> train(1, CLOCK))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("no window");
  }

  private byte[] train(long version, Clock clock) throws TrainingException {
    return train(data(List.of(directory)), version, clock);
  }

  private static WindowDataset data(List<Path> stores) throws TrainingException {
    return WindowDataset.of(
        WindowStore.read(stores),
        TargetWeights.equal(),
        "equal",
        ScoringOptions.DEFAULTS,
        QUICK.seed());
  }

  private static byte[] train(WindowDataset data, long version, Clock clock)
      throws TrainingException {
    return new ModelTraining(NetworkTrainer.Progress.NONE)
        .train(data, QUICK)
        .artifact(
            new Release(
                version, clock.instant(), 1_700_000_000_000L, Role.CHAMPION, "made up", null));
  }
}
