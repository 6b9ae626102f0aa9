package io.livegauge.trainer.evaluation;

import io.livegauge.trainer.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether rows reach on average what was predicted for them: the mean target by tenth of the
 * prediction, and the straight line from predictions to targets.
 *
 * @param tenths at most ten, from the lowest predictions to the highest; fewer where there are
 *     fewer rows, or where predictions are equal, which are never parted
 * @param slope of the targets' regression on the predictions, 1 where calibrated; below 1 where
 *     high predictions are too high and low ones too low; NaN where predictions do not vary
 * @param intercept of the same line, 0 where calibrated; NaN where the slope is
 */
public record Calibration(List<Tenth> tenths, double slope, double intercept) {
  private static final int TENTHS = 10;

  /**
   * Rows with neighbouring predictions.
   *
   * @param rows how many
   * @param sessions of how many sessions they are
   * @param low the lowest prediction
   * @param high the highest prediction
   */
  public record Tenth(
      int rows, int sessions, double low, double high, double meanPrediction, double meanTarget) {}

  /** Compares the predictions of rows with their targets. */
  public static Calibration of(double[] predictions, Rows rows) {
    int count = rows.size();
    Integer[] order = new Integer[count];
    Arrays.setAll(order, row -> row);
    Arrays.sort(order, Comparator.comparingDouble(row -> predictions[row]));
    List<Tenth> tenths = new ArrayList<>();
    int from = 0;
    for (int tenth = 1; tenth <= TENTHS; tenth++) {
      int to = (int) ((long) tenth * count / TENTHS);
      while (to > from && to < count && predictions[order[to]] == predictions[order[to - 1]]) {
        to++;
      }
      if (to > from) {
        tenths.add(tenth(predictions, rows, order, from, to));
        from = to;
      }
    }
    double meanPrediction = Arrays.stream(predictions).average().orElse(Double.NaN);
    double meanTarget = Arrays.stream(rows.targets()).average().orElse(Double.NaN);
    double squares = 0;
    double products = 0;
    for (int row = 0; row < count; row++) {
      double deviation = predictions[row] - meanPrediction;
      squares += deviation * deviation;
      products += deviation * (rows.targets()[row] - meanTarget);
    }
    double slope = squares > 0 ? products / squares : Double.NaN;
    return new Calibration(List.copyOf(tenths), slope, meanTarget - slope * meanPrediction);
  }

  private static Tenth tenth(double[] predictions, Rows rows, Integer[] order, int from, int to) {
    double prediction = 0;
    double target = 0;
    Set<Integer> sessions = new HashSet<>();
    for (int place = from; place < to; place++) {
      prediction += predictions[order[place]];
      target += rows.targets()[order[place]];
      sessions.add(rows.sessions()[order[place]]);
    }
    int size = to - from;
    return new Tenth(
        size,
        sessions.size(),
        predictions[order[from]],
        predictions[order[to - 1]],
        prediction / size,
        target / size);
  }
}
