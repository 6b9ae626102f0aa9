package io.livegauge.trainer.comparison;

import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Rows;
import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Gradient-boosted trees by XGBoost, on one thread, so that equal seeds give equal trees. How many
 * trees is chosen by cross-validation over sessions: in each fold trees are added until the fold's
 * error has not fallen for 25 of them, and the mean of the best counts is taken for all rows.
 */
final class TreesLearner implements Learner {
  private static final int MOST_TREES = 500;
  private static final int PATIENCE = 25;

  @Override
  public String name() {
    return "trees";
  }

  @Override
  public String description() {
    return "gradient-boosted trees (XGBoost): depth 3, rate 0.05, of rows and columns 80 % a tree,"
        + " up to 500 trees by 5-fold cross-validation over sessions";
  }

  @Override
  public boolean isSeeded() {
    return true;
  }

  @Override
  public Predictor fit(Rows training, long seed) throws TrainingException {
    try {
      int trees = trees(training, seed);
      DMatrix matrix = matrix(training);
      try {
        return new TreesPredictor(
            XGBoost.train(matrix, settings(seed), trees, Map.of(), null, null));
      } finally {
        matrix.dispose();
      }
    } catch (XGBoostError e) {
      throw new TrainingException("XGBoost cannot learn from these rows: " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw new TrainingException(
          "XGBoost's native library cannot be loaded on this machine ("
              + e.getMessage()
              + "); it needs libgomp. Leave trees out of --models, or install that",
          e);
    }
  }

  private static Map<String, Object> settings(long seed) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("objective", "reg:squarederror");
    settings.put("eval_metric", "rmse");
    settings.put("tree_method", "hist");
    settings.put("eta", 0.05);
    settings.put("max_depth", 3);
    settings.put("subsample", 0.8);
    settings.put("colsample_bytree", 0.8);
    settings.put("nthread", 1);
    // XGBoost takes no seed beyond 31 bits.
    settings.put("seed", (int) (seed & Integer.MAX_VALUE));
    settings.put("verbosity", 0);
    settings.put("verbose_eval", 0);
    return settings;
  }

  private static int trees(Rows rows, long seed) throws XGBoostError {
    SessionFolds folds = SessionFolds.of(rows, seed);
    double sum = 0;
    for (int fold = 0; fold < folds.count(); fold++) {
      sum += best(rows.at(folds.places(fold, false)), rows.at(folds.places(fold, true)), seed);
    }
    return (int) Math.max(1, Math.round(sum / folds.count()));
  }

  /** After how many trees the watched rows are predicted best. */
  private static int best(Rows learned, Rows watched, long seed) throws XGBoostError {
    DMatrix learn = matrix(learned);
    DMatrix watch = matrix(watched);
    try {
      float[][] errors = new float[1][MOST_TREES];
      Booster booster =
          XGBoost.train(
              learn,
              settings(seed),
              MOST_TREES,
              Map.of("watched", watch),
              errors,
              null,
              null,
              PATIENCE);
      booster.dispose();
      int best = 0;
      // Where it stopped early, what follows was not computed and is 0.
      for (int tree = 1; tree < MOST_TREES && errors[0][tree] > 0; tree++) {
        if (errors[0][tree] < errors[0][best]) {
          best = tree;
        }
      }
      return best + 1;
    } finally {
      learn.dispose();
      watch.dispose();
    }
  }

  private static DMatrix matrix(Rows rows) throws XGBoostError {
    DMatrix matrix = matrix(rows.inputs());
    float[] targets = new float[rows.size()];
    for (int row = 0; row < targets.length; row++) {
      targets[row] = (float) rows.targets()[row];
    }
    matrix.setLabel(targets);
    return matrix;
  }

  private static DMatrix matrix(double[][] inputs) throws XGBoostError {
    int columns = inputs[0].length;
    float[] values = new float[inputs.length * columns];
    for (int row = 0; row < inputs.length; row++) {
      for (int column = 0; column < columns; column++) {
        values[row * columns + column] = (float) inputs[row][column];
      }
    }
    return new DMatrix(values, inputs.length, columns, Float.NaN);
  }

  /** Trees, held by the native library until the object is collected. */
  private record TreesPredictor(Booster booster) implements Predictor {
    @Override
    public double[] predict(double[][] inputs) {
      try {
        DMatrix matrix = matrix(inputs);
        try {
          float[][] predicted = booster.predict(matrix);
          double[] predictions = new double[inputs.length];
          for (int row = 0; row < predictions.length; row++) {
            predictions[row] = predicted[row][0];
          }
          return predictions;
        } finally {
          matrix.dispose();
        }
      } catch (XGBoostError e) {
        throw new IllegalStateException("XGBoost cannot predict: " + e.getMessage(), e);
      }
    }

    @Override
    public int parameters() {
      return 0;
    }
  }
}
