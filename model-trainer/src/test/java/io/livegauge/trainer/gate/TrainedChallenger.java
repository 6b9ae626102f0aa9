package io.livegauge.trainer.gate;

import io.livegauge.model.Model;
import io.livegauge.model.Role;
import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.StoredSessions;
import io.livegauge.trainer.data.TargetWeights;
import io.livegauge.trainer.data.WindowDataset;
import io.livegauge.trainer.data.WindowStore;
import io.livegauge.trainer.training.ModelTraining;
import io.livegauge.trainer.training.NetworkTrainer;
import io.livegauge.trainer.training.Release;
import io.livegauge.trainer.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A model that was trained on made-up sessions. */
public final class TrainedChallenger {
  private static final TrainingOptions OPTIONS = new TrainingOptions(1, 200, 20, 0.01, 5, 0, 1);

  private TrainedChallenger() {}

  /** Trained on sessions that are written to a directory. */
  public static Model of(Path store, long version) throws TrainingException, IOException {
    StoredSessions.writeWindows(store, StoredSessions.measurements(20, 6, 1));
    WindowDataset data =
        WindowDataset.of(
            WindowStore.read(List.of(store)),
            TargetWeights.equal(),
            "equal",
            ScoringOptions.DEFAULTS,
            1);
    return StoredSessions.model(
        new ModelTraining(NetworkTrainer.Progress.NONE)
            .train(data, OPTIONS)
            .artifact(new Release(version, Instant.EPOCH, null, Role.CHALLENGER, null, null)));
  }
}
