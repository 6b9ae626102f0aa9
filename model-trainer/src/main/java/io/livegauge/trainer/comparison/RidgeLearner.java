package io.livegauge.trainer.comparison;

import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.statistics.Moments;
import io.livegauge.trainer.statistics.RidgeRegression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ridge regression with its penalty by cross-validation over sessions. */
final class RidgeLearner implements Learner {
  /** The folds are the same for every seed, so that the result is. */
  private static final long FOLD_SEED = 1;

  /** From 100 down to 0.00001, four steps a decade: of equal ones the larger is taken. */
  private static final double[] PENALTIES = new double[29];

  static {
    Arrays.setAll(PENALTIES, i -> Math.pow(10, 2 - i / 4.0));
  }

  @Override
  public String name() {
    return "ridge";
  }

  @Override
  public String description() {
    return "ridge regression, its penalty by 5-fold cross-validation over sessions";
  }

  @Override
  public boolean isSeeded() {
    return false;
  }

  @Override
  public Predictor fit(Rows training, long seed) {
    SessionFolds folds = SessionFolds.of(training, FOLD_SEED);
    int inputs = training.inputs()[0].length;
    List<Moments> parts = new ArrayList<>();
    for (int fold = 0; fold < folds.count(); fold++) {
      parts.add(new Moments(inputs));
    }
    for (int row = 0; row < training.size(); row++) {
      parts.get(folds.ofRow()[row]).add(training.inputs()[row], training.targets()[row]);
    }
    RidgeRegression fitted = RidgeRegression.fit(parts, PENALTIES);
    return new Predictor() {
      @Override
      public double[] predict(double[][] rows) {
        return Arrays.stream(rows).mapToDouble(fitted::predict).toArray();
      }

      @Override
      public int parameters() {
        return inputs + 1;
      }
    };
  }
}
