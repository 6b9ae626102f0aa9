package io.livegauge.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.model.Layer;
import io.livegauge.model.Network;
import io.livegauge.model.Role;
import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.data.Sessions;
import io.livegauge.trainer.data.Split;
import io.livegauge.trainer.data.StoredSessions;
import io.livegauge.trainer.data.TargetWeights;
import io.livegauge.trainer.data.WindowDataset;
import io.livegauge.trainer.data.WindowStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
  /** A rate at which the loss goes up and down. */
  private static final TrainingOptions PATIENT = new TrainingOptions(3, 60, 20, 0.2, 5, 3, 1);

  @Test
  void shouldTakeTheBestEpochByWatchedRowsAlone() throws TrainingException {
    Dataset data = dataset(24);
    TrainedModel trained = train(data, PATIENT);
    int taken = trained.stopping().epoch();
    assertThat(trained.course()).hasSizeLessThan(60).hasSize(taken + 3);
    double best = trained.course().get(taken - 1).validationLoss();
    assertThat(trained.course()).allMatch(epoch -> epoch.validationLoss() >= best);

    // What was taken is what so many epochs on the rows that were learned from give.
    Split watch = data.watch();
    Rows learned = data.training().ofSessions(watch.training());
    Network again =
        PlainNetwork.of(
            new NetworkTrainer(
                    new TrainingOptions(3, taken, 20, 0.2, 5), NetworkTrainer.Progress.NONE)
                .train(learned.inputs(), learned.targets()));
    assertThat(weights(trained.network())).isDeepEqualTo(weights(again));
    assertThat(trained.stopping().learned() + trained.stopping().watched())
        .isEqualTo(data.training().sessionCount());
    assertThat(trained.stopping().watched()).isEqualTo(2);
  }

  @Test
  void shouldWatchHeldOutRowsAndChooseNothingByThemWithoutPatience() throws TrainingException {
    Dataset data = dataset(24);
    TrainedModel trained = train(data, new TrainingOptions(3, 5, 20, 0.02, 5));
    assertThat(trained.stopping()).isNull();
    assertThat(trained.course()).hasSize(5);
    double rmse = trained.metrics().rmse();
    assertThat(trained.course().get(4).validationLoss()).isCloseTo(rmse * rmse, within(1e-12));
    assertThat(trained.course())
        .allMatch(epoch -> epoch.trainingAccuracy() >= 0 && epoch.trainingAccuracy() <= 1)
        .allMatch(epoch -> epoch.validationAccuracy() >= 0 && epoch.validationAccuracy() <= 1);
  }

  @Test
  void shouldSayInTheArtifactWhatItDid() throws TrainingException {
    TrainedModel trained = train(dataset(24), PATIENT);
    JsonNode training =
        StoredSessions.model(
                trained.artifact(new Release(1, Instant.EPOCH, null, Role.CHAMPION, null, null)))
            .training();
    JsonNode stopping = training.get("earlyStopping");
    assertThat(stopping.get("patience").intValue()).isEqualTo(3);
    assertThat(stopping.get("maxEpochs").intValue()).isEqualTo(60);
    assertThat(stopping.get("epochTaken").intValue()).isEqualTo(trained.stopping().epoch());
    assertThat(training.get("epochs").intValue()).isEqualTo(trained.course().size());
    assertThat(training.get("hidden").intValue()).isEqualTo(5);
  }

  @Test
  void shouldAskForMoreSessionsToWatch() {
    assertThatThrownBy(() -> train(dataset(5), PATIENT))
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("early stopping watches an eighth of the training sessions, but ")
        .hasMessageContaining("at least 2 of each");
  }

  @Test
  void shouldSayThatThereAreFewerRowsThanParameters() throws TrainingException {
    TrainingOptions once = new TrainingOptions(3, 1, 20, 0.02, 5);
    assertThat(once.parameters(14)).isEqualTo(81);
    assertThat(train(dataset(10, 4), once).notes())
        .anyMatch(
            note ->
                note.startsWith(
                    "Fewer rows than parameters: 32 to learn the 81 weights and biases of 14-5-1"));
    assertThat(train(dataset(30, 4), once).notes())
        .anyMatch(note -> note.startsWith("Fewer sessions than parameters: the 96 training rows"));
    assertThat(train(dataset(110, 1), once).notes())
        .noneMatch(note -> note.contains("than parameters"));
  }

  private static double[][][] weights(Network network) {
    return network.layers().stream().map(Layer::weights).toArray(double[][][]::new);
  }

  private static TrainedModel train(Dataset data, TrainingOptions options)
      throws TrainingException {
    return new ModelTraining(NetworkTrainer.Progress.NONE).train(data, options);
  }

  private static Dataset dataset(int sessions) throws TrainingException {
    return dataset(sessions, 6);
  }

  private static Dataset dataset(int sessions, int windows) throws TrainingException {
    return WindowDataset.of(
        new WindowStore(Sessions.of(sessions, windows, 5), List.of(), List.of()),
        TargetWeights.equal(),
        "equal",
        ScoringOptions.DEFAULTS,
        2);
  }
}
