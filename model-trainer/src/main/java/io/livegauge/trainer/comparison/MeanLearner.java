package io.livegauge.trainer.comparison;

import io.livegauge.trainer.data.Rows;
import java.util.Arrays;

/** Predicts the mean of the training targets, whatever the inputs: what every other has to beat. */
final class MeanLearner implements Learner {
  @Override
  public String name() {
    return "mean";
  }

  @Override
  public String description() {
    return "the mean of the training targets, whatever the inputs";
  }

  @Override
  public boolean isSeeded() {
    return false;
  }

  @Override
  public Predictor fit(Rows training, long seed) {
    double mean = Arrays.stream(training.targets()).average().orElse(0);
    return new Predictor() {
      @Override
      public double[] predict(double[][] inputs) {
        double[] predictions = new double[inputs.length];
        Arrays.fill(predictions, mean);
        return predictions;
      }

      @Override
      public int parameters() {
        return 1;
      }
    };
  }
}
