package io.livegauge.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.event.Settlement;
import io.livegauge.measure.Measurement;
import io.livegauge.model.Model;
import io.livegauge.model.Role;
import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.training.ModelTraining;
import io.livegauge.trainer.training.NetworkTrainer;
import io.livegauge.trainer.training.Release;
import io.livegauge.trainer.training.TrainedModel;
import io.livegauge.trainer.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettledTargetsTest {
  private static final Duration DAY = Duration.ofHours(24);

  @TempDir private Path store;
  private List<Measurement> measurements;

  @BeforeEach
  void writeAStore() throws IOException {
    measurements = StoredSessions.measurements(8, 5, 1);
    StoredSessions.writeWindows(store, measurements);
    StoredSessions.writeSettlements(
        store,
        List.of(
            refund(0, 30_000),
            refund(3, 5_000),
            Settlements.rating("s3", "r1", end(3) + 5, start(3), "o1", 5)));
  }

  private Settlement refund(int session, long amount) {
    return Settlements.refund("s" + session, "e1", end(session) + 5, start(session), amount);
  }

  private long start(int session) {
    return measurements.get(5 * session).sessionStart();
  }

  private long end(int session) {
    return measurements.get(5 * session + 4).windowEnd();
  }

  private SettledTargets targets(Duration settledFor, Instant now) throws TrainingException {
    SettledTargets targets = new SettledTargets(settledFor, now);
    for (Path file : StoreFiles.in(List.of(store))) {
      StoreFiles.read(file, targets::add, targets::add);
    }
    return targets;
  }

  @Test
  void shouldBeWhatTheModelHasLearned() throws TrainingException {
    WindowDataset data =
        WindowDataset.of(
            WindowStore.read(List.of(store)),
            TargetWeights.equal(),
            "equal",
            ScoringOptions.DEFAULTS,
            1);
    TrainedModel trained =
        new ModelTraining(NetworkTrainer.Progress.NONE).train(data, TrainingOptions.DEFAULTS);
    Model model =
        StoredSessions.model(
            trained.artifact(new Release(4, Instant.EPOCH, null, Role.CHALLENGER, null, null)));

    assertThat(targets(Duration.ZERO, Instant.EPOCH).of(model)).isEqualTo(data.targets());
    assertThat(targets(DAY, Instant.ofEpochMilli(end(0)).plus(DAY)).of(model))
        .isEqualTo(data.targets());
    assertThat(targets(DAY, Instant.ofEpochMilli(end(0)).plus(DAY).minusMillis(1)).of(model))
        .isEmpty();
  }

  @Test
  void shouldSayWhereAnArtifactDoesNotTell() throws TrainingException, IOException {
    SettledTargets targets = targets(DAY, Instant.EPOCH);
    Model golden = StoredSessions.base();

    assertThatThrownBy(() -> targets.of(golden))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("training.targetBounds");
  }
}
