package io.livegauge.trainer.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.trainer.data.Rows;
import java.util.ArrayList;
import java.util.List;

/**
 * How early in a session its target can be told: at some shares of the held-out sessions, one row a
 * session, beside what can be had without a network.
 *
 * @param moments by share
 */
public record SessionCourse(List<Moment> moments) {
  private static final double[] SHARES = {0.1, 0.25, 0.5, 0.75};

  /**
   * One share of all sessions.
   *
   * @param share of a session that had passed; its row is the first window at or after that
   * @param sessions how many there are, and so rows
   * @param network the model's figures
   * @param weighted those of the baseline "the target's weights applied to this window": the
   *     weighted mean of the row's normalised inputs; null where the target has no weights
   * @param mean those of the training sessions' mean target, the same for every row
   */
  public record Moment(
      double share, int sessions, Metrics network, Metrics weighted, Metrics mean) {

    /** Whether the weighted inputs come nearer than the network. */
    public boolean isWonByWeights() {
      return weighted != null && weighted.rmse() < network.rmse();
    }

    /** Whether the mean comes nearer than the network. */
    public boolean isWonByMean() {
      return mean.rmse() < network.rmse();
    }
  }

  /**
   * Measures predictions over the course of the sessions.
   *
   * @param predictions one a held-out row
   * @param heldOut sorted by session, and in a session by time
   * @param training whose sessions' mean target is the plainest guess
   * @param targetWeights of the inputs, or null
   * @return null where the rows have no time
   */
  public static SessionCourse of(
      double[] predictions, Rows heldOut, Rows training, double[] targetWeights) {
    if (heldOut.size() == 0 || Double.isNaN(heldOut.progress()[0])) {
      return null;
    }
    double guess = meanTarget(training);
    List<Moment> moments = new ArrayList<>();
    for (double share : SHARES) {
      int[] rows = rowsAt(share, heldOut);
      double[] targets = new double[rows.length];
      double[] network = new double[rows.length];
      double[] weighted = new double[rows.length];
      double[] mean = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        targets[i] = heldOut.targets()[rows[i]];
        network[i] = predictions[rows[i]];
        weighted[i] = targetWeights == null ? 0 : dot(targetWeights, heldOut.inputs()[rows[i]]);
        mean[i] = guess;
      }
      moments.add(
          new Moment(
              share,
              rows.length,
              Metrics.of(network, targets),
              targetWeights == null ? null : Metrics.of(weighted, targets),
              Metrics.of(mean, targets)));
    }
    return new SessionCourse(List.copyOf(moments));
  }

  /** Each session counts once, however many windows it has. */
  private static double meanTarget(Rows rows) {
    double sum = 0;
    int sessions = 0;
    for (int row = 0; row < rows.size(); row++) {
      if (row == 0 || rows.sessions()[row] != rows.sessions()[row - 1]) {
        sum += rows.targets()[row];
        sessions++;
      }
    }
    return sum / sessions;
  }

  private static int[] rowsAt(double share, Rows rows) {
    List<Integer> found = new ArrayList<>();
    int last = -1;
    for (int row = 0; row < rows.size(); row++) {
      if (rows.sessions()[row] != last && rows.progress()[row] >= share) {
        found.add(row);
        last = rows.sessions()[row];
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private static double dot(double[] weights, double[] inputs) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * inputs[i];
    }
    return sum;
  }

  /** One object a share, with the figures of the network and of both baselines. */
  public ArrayNode toJson() {
    ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    for (Moment moment : moments) {
      ObjectNode node = nodes.addObject();
      node.put("share", moment.share());
      node.put("sessions", moment.sessions());
      node.set("network", moment.network().toJson());
      node.set("weightedInputs", moment.weighted() == null ? null : moment.weighted().toJson());
      node.set("mean", moment.mean().toJson());
    }
    return nodes;
  }
}
