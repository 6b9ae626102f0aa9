package io.livegauge.trainer.comparison;

import io.livegauge.trainer.training.TrainingOptions;
import java.util.List;

/** All learners there are. */
public final class Learners {
  private Learners() {}

  /** The study's three networks, then those that a network has to beat to be worth its while. */
  public static List<Learner> all(TrainingOptions options) {
    return List.of(
        NetworkLearner.backPropagation(options),
        new RecurrentLearner(options),
        NetworkLearner.convolutional(options),
        new TreesLearner(),
        new RidgeLearner(),
        new MeanLearner());
  }

  /** Their names, in the same order. */
  public static List<String> names() {
    return all(TrainingOptions.DEFAULTS).stream().map(Learner::name).toList();
  }
}
