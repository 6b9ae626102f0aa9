package io.livegauge.trainer.evaluation;

import io.livegauge.trainer.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the predictions of one category of streams are from their targets.
 *
 * @param category null for the sessions that have none
 * @param rows how many
 * @param sessions of how many sessions they are
 * @param metrics in units of the target; R² within the category
 * @param bias mean of prediction − target: above 0 where the category is overrated
 */
public record CategoryError(String category, int rows, int sessions, Metrics metrics, double bias) {

  /** One entry a category that has rows: the one of most rows first, then by name. */
  public static List<CategoryError> of(double[] predictions, Rows rows) {
    Map<String, Integer> places = new LinkedHashMap<>();
    int[] placeOfSession = new int[rows.sessionCount()];
    for (int session = 0; session < placeOfSession.length; session++) {
      String category = rows.categories().get(session);
      placeOfSession[session] = places.computeIfAbsent(category, name -> places.size());
    }
    int[] counts = new int[places.size()];
    for (int session : rows.sessions()) {
      counts[placeOfSession[session]]++;
    }
    double[][] some = new double[counts.length][];
    double[][] targets = new double[counts.length][];
    Arrays.setAll(some, place -> new double[counts[place]]);
    Arrays.setAll(targets, place -> new double[counts[place]]);
    int[] next = new int[counts.length];
    int[] sessions = new int[counts.length];
    boolean[] isSeen = new boolean[rows.sessionCount()];
    for (int row = 0; row < predictions.length; row++) {
      int session = rows.sessions()[row];
      int place = placeOfSession[session];
      some[place][next[place]] = predictions[row];
      targets[place][next[place]++] = rows.targets()[row];
      sessions[place] += isSeen[session] ? 0 : 1;
      isSeen[session] = true;
    }
    List<CategoryError> errors = new ArrayList<>();
    places.forEach(
        (category, place) -> {
          if (counts[place] > 0) {
            errors.add(
                new CategoryError(
                    category,
                    counts[place],
                    sessions[place],
                    Metrics.of(some[place], targets[place]),
                    bias(some[place], targets[place])));
          }
        });
    errors.sort(
        Comparator.comparingInt((CategoryError error) -> -error.rows())
            .thenComparing(
                CategoryError::category, Comparator.nullsLast(Comparator.naturalOrder())));
    return List.copyOf(errors);
  }

  private static double bias(double[] predictions, double[] targets) {
    double sum = 0;
    for (int row = 0; row < targets.length; row++) {
      sum += predictions[row] - targets[row];
    }
    return sum / targets.length;
  }
}
