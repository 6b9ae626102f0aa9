package io.livegauge.trainer.comparison;

import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.evaluation.Metrics;
import io.livegauge.trainer.training.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A trained network beside the learners that cost little: the mean, ridge regression, trees. */
public final class CheapRivals {
  /** Of more rows the trees' cross-validation takes longer than most trainings. */
  public static final int MOST_ROWS_OF_TREES = 20_000;

  private static final String TREES = "trees";
  private static final Set<String> CHEAP = Set.of(TREES, "ridge", "mean");

  private CheapRivals() {}

  /**
   * Compares, with the one seed that the network was trained with. Times are not taken, so that
   * equal trainings give equal comparisons. Trees stay away where there are too many rows, or where
   * their library cannot be loaded.
   *
   * @throws TrainingException where a rival cannot learn from these rows
   */
  public static Comparison of(TrainedModel trained) throws TrainingException {
    List<Learner> rivals =
        Learners.all(trained.options()).stream()
            .filter(learner -> CHEAP.contains(learner.name()))
            .toList();
    List<Learner> withoutTrees =
        rivals.stream().filter(learner -> !learner.name().equals(TREES)).toList();
    if (trained.data().training().size() > MOST_ROWS_OF_TREES) {
      return beside(trained, withoutTrees);
    }
    try {
      return beside(trained, rivals);
    } catch (TrainingException e) {
      return beside(trained, withoutTrees);
    }
  }

  private static Comparison beside(TrainedModel trained, List<Learner> rivals)
      throws TrainingException {
    Comparison held =
        new Contest(rivals, Contest.Progress.NONE, () -> 0)
            .hold(trained.data(), List.of(trained.options().seed()));
    List<Contender> contenders = new ArrayList<>(List.of(network(trained)));
    contenders.addAll(held.contenders());
    return new Comparison(
        held.data(), held.training(), held.heldOut(), held.seeds(), List.copyOf(contenders));
  }

  private static Contender network(TrainedModel trained) {
    Rows heldOut = trained.data().heldOut();
    double[] predictions = new double[heldOut.size()];
    double[] squaredErrors = new double[heldOut.size()];
    for (int row = 0; row < predictions.length; row++) {
      double output = trained.network().output(heldOut.inputs()[row]);
      predictions[row] = Math.max(0, Math.min(1, output));
      double error = predictions[row] - heldOut.targets()[row];
      squaredErrors[row] = error * error;
    }
    int inputs = trained.network().inputs();
    return new Contender(
        NetworkLearner.BACK_PROPAGATION,
        "the network of this training, " + inputs + "-" + trained.options().hidden() + "-1",
        true,
        trained.options().parameters(inputs),
        List.of(new Run(trained.options().seed(), Metrics.of(predictions, heldOut.targets()), 0)),
        predictions,
        squaredErrors);
  }
}
