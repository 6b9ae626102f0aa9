package io.livegauge.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.model.Network;
import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Sessions;
import io.livegauge.trainer.data.TargetWeights;
import io.livegauge.trainer.data.WindowDataset;
import io.livegauge.trainer.data.WindowObservation;
import io.livegauge.trainer.data.WindowStore;
import io.livegauge.trainer.evaluation.Metrics;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

class NetworkTrainerTest {
  private static final TrainingOptions QUICK = new TrainingOptions(3, 30, 20, 0.02, 5);

  @Test
  void shouldLearnWhatTheInputsSay() throws TrainingException {
    WindowDataset data = dataset();
    List<Double> errors = new ArrayList<>();
    MultiLayerNetwork trained =
        new NetworkTrainer(QUICK, (epoch, epochs) -> errors.add(epoch.trainingLoss()))
            .train(data.training().inputs(), data.training().targets());
    assertThat(errors).hasSize(30);
    assertThat(errors.get(29)).isLessThan(errors.get(0) / 4);
    Network plain = PlainNetwork.of(trained);
    double[] predictions = new double[data.heldOut().size()];
    for (int row = 0; row < predictions.length; row++) {
      predictions[row] = plain.output(data.heldOut().inputs()[row]);
    }
    assertThat(Metrics.of(predictions, data.heldOut().targets()).r2()).isGreaterThan(0.7);
  }

  @Test
  void shouldGiveTheSameWeightsForTheSameSeed() throws TrainingException {
    WindowDataset data = dataset();
    TrainingOptions few = new TrainingOptions(3, 3, 20, 0.01, 5);
    assertThat(parameters(few, data)).isEqualTo(parameters(few, data));
    assertThat(parameters(new TrainingOptions(4, 3, 20, 0.01, 5), data))
        .isNotEqualTo(parameters(few, data));
  }

  private static double[] parameters(TrainingOptions options, WindowDataset data)
      throws TrainingException {
    return new NetworkTrainer(options, NetworkTrainer.Progress.NONE)
        .train(data.training().inputs(), data.training().targets())
        .params()
        .toDoubleVector();
  }

  private static WindowDataset dataset() throws TrainingException {
    List<WindowObservation> windows = Sessions.of(40, 8, 5);
    return WindowDataset.of(
        new WindowStore(windows, List.of(), List.of()),
        TargetWeights.equal(),
        "equal",
        ScoringOptions.DEFAULTS,
        2);
  }
}
