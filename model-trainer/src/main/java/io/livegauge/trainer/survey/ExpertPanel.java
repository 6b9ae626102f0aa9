package io.livegauge.trainer.survey;

import io.livegauge.indicator.Indicator;
import io.livegauge.trainer.io.CsvTable;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.io.Numbers;
import io.livegauge.trainer.statistics.Concordance;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a panel of experts makes of candidate indicators.
 *
 * @param file the file's name, without its directories
 * @param isInvented whether the file says of itself that it is invented
 * @param weights of the 14 indicators, adding up to 1; a removed one, or one that the panel did not
 *     judge, has 0; empty where none of the 14 is kept
 */
record ExpertPanel(
    String file,
    boolean isInvented,
    int experts,
    Limits limits,
    List<Judged> candidates,
    Concordance concordance,
    Map<Indicator, Double> weights) {
  /** Lowest score. */
  static final double MIN = 1;

  /** Highest score. */
  static final double MAX = 5;

  /** The column with the experts' names, which may be missing. */
  private static final String NAMES = "expert";

  /**
   * When a candidate is kept.
   *
   * @param threshold its mean score is at least this
   * @param variation its coefficient of variation is at most this
   */
  record Limits(double threshold, double variation) {}

  /**
   * A candidate with its scores' figures.
   *
   * @param candidate which of the study's list it is; null for another one
   * @param deviation standard deviation with n − 1
   * @param variation deviation / mean
   * @param why why it is removed; null where it is kept
   */
  record Judged(
      String column,
      Candidate candidate,
      double mean,
      double deviation,
      double variation,
      double rankSum,
      String why) {
    boolean isKept() {
      return why == null;
    }

    Indicator indicator() {
      return candidate == null ? null : candidate.indicator();
    }
  }

  static ExpertPanel read(CsvTable table, Limits limits) throws InputException {
    List<Integer> columns = new ArrayList<>();
    Map<Candidate, String> named = new EnumMap<>(Candidate.class);
    for (int i = 0; i < table.columns().size(); i++) {
      String column = table.columns().get(i);
      if (column.toLowerCase(Locale.ROOT).equals(NAMES)) {
        continue;
      }
      Candidate candidate = Candidate.of(column);
      if (candidate != null && named.put(candidate, column) != null) {
        throw table.wrong(table.header(), i, "a candidate that no other column is");
      }
      columns.add(i);
    }
    if (columns.size() < 2) {
      throw new InputException(
          table.file()
              + ", line "
              + table.header().line()
              + ": too few columns of candidates; expected are two or more");
    }
    int experts = table.rows().size();
    if (experts < 2) {
      throw new InputException(
          table.file()
              + ", line "
              + (table.rows().get(0).line() + 1)
              + ": no further expert; expected are two or more");
    }
    double[][] scores = new double[experts][columns.size()];
    for (int row = 0; row < experts; row++) {
      for (int i = 0; i < columns.size(); i++) {
        CsvTable.Row cells = table.rows().get(row);
        OptionalDouble score = Numbers.parse(cells.cells().get(columns.get(i)));
        if (score.isEmpty() || score.getAsDouble() < MIN || score.getAsDouble() > MAX) {
          throw table.wrong(cells, columns.get(i), "a score from 1 to 5");
        }
        scores[row][i] = score.getAsDouble();
      }
    }
    Concordance concordance = Concordance.of(scores);
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      judged.add(
          judged(
              table.columns().get(columns.get(i)), scores, i, concordance.rankSums()[i], limits));
    }
    return new ExpertPanel(
        String.valueOf(table.file().getFileName()),
        table.isInvented(),
        experts,
        limits,
        List.copyOf(judged),
        concordance,
        weights(judged));
  }

  private static Judged judged(
      String column, double[][] scores, int place, double rankSum, Limits limits) {
    double sum = 0;
    for (double[] row : scores) {
      sum += row[place];
    }
    double mean = sum / scores.length;
    double squares = 0;
    for (double[] row : scores) {
      squares += (row[place] - mean) * (row[place] - mean);
    }
    double deviation = Math.sqrt(squares / (scores.length - 1));
    double variation = deviation / mean;
    List<String> why = new ArrayList<>();
    if (mean < limits.threshold()) {
      why.add("mean below " + Numbers.plain(limits.threshold()));
    }
    if (variation > limits.variation()) {
      why.add("CV above " + Numbers.plain(limits.variation()));
    }
    return new Judged(
        column,
        Candidate.of(column),
        mean,
        deviation,
        variation,
        rankSum,
        why.isEmpty() ? null : String.join(", ", why));
  }

  private static Map<Indicator, Double> weights(List<Judged> judged) {
    double sum = 0;
    for (Judged candidate : judged) {
      sum += candidate.isKept() && candidate.indicator() != null ? candidate.mean() : 0;
    }
    Map<Indicator, Double> weights = new EnumMap<>(Indicator.class);
    if (sum == 0) {
      return weights;
    }
    for (Indicator indicator : Indicator.values()) {
      weights.put(indicator, 0.0);
    }
    for (Judged candidate : judged) {
      if (candidate.isKept() && candidate.indicator() != null) {
        weights.put(candidate.indicator(), candidate.mean() / sum);
      }
    }
    return weights;
  }

  /** Sentences on what is not given or is to be taken with care. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (Double.isNaN(concordance.w())) {
      problems.add(
          "Every expert scores all candidates alike, so there are no ranks to agree on: Kendall's W"
              + " is not given.");
    }
    List<String> others = new ArrayList<>();
    EnumMap<Indicator, Boolean> seen = new EnumMap<>(Indicator.class);
    for (Judged candidate : candidates) {
      if (candidate.indicator() != null) {
        seen.put(candidate.indicator(), true);
      } else if (candidate.isKept()) {
        others.add(candidate.column());
      }
    }
    if (!others.isEmpty()) {
      problems.add(
          "Kept, but none of the 14 indicators that are measured, so without a weight: "
              + String.join(", ", others)
              + ".");
    }
    List<String> unseen = new ArrayList<>();
    for (Indicator indicator : Indicator.values()) {
      if (!seen.containsKey(indicator)) {
        unseen.add(indicator.name());
      }
    }
    if (!unseen.isEmpty()) {
      problems.add("Not judged by the panel, so with weight 0: " + String.join(", ", unseen) + ".");
    }
    if (weights.isEmpty()) {
      problems.add("None of the 14 indicators is kept: there are no weights.");
    }
    return problems;
  }
}
