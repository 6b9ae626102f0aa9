package io.livegauge.trainer.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How far predictions are from targets, both in 0..1. For one set of rows {@code rmse² / (1 − r2)}
 * is {@code testVariance}.
 *
 * @param mae mean absolute error
 * @param rmse root of the mean squared error
 * @param r2 1 − squared error / squared deviation of the targets; NaN where they do not vary
 * @param testVariance of the targets, divided by their count
 */
public record Metrics(double mae, double rmse, double r2, double testVariance) {
  /** Compares two arrays of one length, at least 1. */
  public static Metrics of(double[] predictions, double[] targets) {
    int n = targets.length;
    double mean = 0;
    boolean varies = false;
    for (double target : targets) {
      mean += target / n;
      varies |= target != targets[0];
    }
    double absolute = 0;
    double squared = 0;
    double variance = 0;
    for (int i = 0; i < n; i++) {
      double error = predictions[i] - targets[i];
      absolute += Math.abs(error) / n;
      squared += error * error / n;
      variance += (targets[i] - mean) * (targets[i] - mean) / n;
    }
    if (!varies) {
      // The sums round; what is left of that is no variance.
      return new Metrics(absolute, Math.sqrt(squared), Double.NaN, 0);
    }
    return new Metrics(
        absolute, Math.sqrt(squared), variance > 0 ? 1 - squared / variance : Double.NaN, variance);
  }

  /** The four by name; {@code r2} is null where it is not defined. */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("mae", mae);
    node.put("rmse", rmse);
    if (Double.isNaN(r2)) {
      node.putNull("r2");
    } else {
      node.put("r2", r2);
    }
    node.put("testVariance", testVariance);
    return node;
  }
}
