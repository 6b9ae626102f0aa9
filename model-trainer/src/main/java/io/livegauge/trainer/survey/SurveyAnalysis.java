package io.livegauge.trainer.survey;

import io.livegauge.trainer.statistics.Bartlett;
import io.livegauge.trainer.statistics.Covariances;
import io.livegauge.trainer.statistics.CronbachAlpha;
import io.livegauge.trainer.statistics.LinearDependence;
import io.livegauge.trainer.statistics.SamplingAdequacy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Reliability and validity of the rows that count. What is not defined is null, and a problem says
 * why.
 *
 * @param overall over all items
 * @param dimensions over the items of each dimension
 * @param items in the definition's order
 * @param problems sentences on what is not given or is to be taken with care
 */
record SurveyAnalysis(
    Scope overall, List<Scope> dimensions, List<ItemStatistics> items, List<String> problems) {

  /**
   * Coefficients of a group of items.
   *
   * @param items their indices
   * @param alphas Cronbach's alpha without each of the items
   * @param itemRests correlation of each item with the sum of the others
   * @param adequacy KMO overall and per item
   */
  record Scope(
      String name,
      List<Integer> items,
      Double alpha,
      Double standardised,
      Double[] alphas,
      Double[] itemRests,
      SamplingAdequacy adequacy,
      Bartlett bartlett) {
    Double kmo() {
      return adequacy == null ? null : finite(adequacy.overall());
    }

    Double kmo(int place) {
      return adequacy == null ? null : finite(adequacy.perItem()[place]);
    }
  }

  /**
   * An item's answers, turned round where it is reversed.
   *
   * @param deviation standard deviation with n − 1; null below two rows
   * @param counts how often each answer was given
   */
  record ItemStatistics(
      SurveyDefinition.Item item,
      Double mean,
      Double deviation,
      Double min,
      Double max,
      TreeMap<Integer, Integer> counts) {}

  static SurveyAnalysis of(SurveyDefinition definition, Screening screening) {
    List<String> problems = new ArrayList<>();
    List<SurveyDefinition.Item> items = definition.items();
    List<ItemStatistics> statistics = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      statistics.add(statistics(items.get(i), i, screening.answers()));
    }
    if (screening.valid() < 2) {
      problems.add(
          "Only "
              + screening.valid()
              + " of "
              + screening.returned()
              + " rows "
              + (screening.valid() == 1 ? "is" : "are")
              + " valid: no coefficient can be given; two rows are the least.");
    }
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      all.add(i);
    }
    Scope overall = scope("overall", all, items, screening.answers(), problems);
    List<Scope> dimensions = new ArrayList<>();
    for (String name : definition.dimensions()) {
      List<Integer> own = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        if (name.equals(items.get(i).dimension())) {
          own.add(i);
        }
      }
      dimensions.add(scope(name, own, items, screening.answers(), problems));
    }
    return new SurveyAnalysis(
        overall, List.copyOf(dimensions), List.copyOf(statistics), List.copyOf(problems));
  }

  private static Scope scope(
      String name,
      List<Integer> indices,
      List<SurveyDefinition.Item> items,
      double[][] all,
      List<String> problems) {
    int size = indices.size();
    Double[] alphas = new Double[size];
    Double[] itemRests = new Double[size];
    Scope nothing = new Scope(name, indices, null, null, alphas, itemRests, null, null);
    if (size < 2) {
      problems.add(
          name
              + ": "
              + items.get(indices.get(0)).column()
              + " is its only item; coefficients need two or more.");
      return nothing;
    }
    if (all.length < 2) {
      return nothing;
    }
    double[][] rows = new double[all.length][size];
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < size; i++) {
        rows[row][i] = all[row][indices.get(i)];
      }
    }
    List<String> constant = constant(rows, indices, items);
    if (!constant.isEmpty()) {
      problems.add(
          name
              + ": every valid row has the same answer in "
              + String.join(", ", constant)
              + ", which so correlates with nothing: no coefficient is given. Leave "
              + (constant.size() == 1 ? "it" : "them")
              + " out of the definition to get them.");
      return nothing;
    }
    double[][] covariances = Covariances.of(rows);
    double[][] correlations = Covariances.correlations(covariances);
    Double alpha = finite(CronbachAlpha.of(covariances));
    if (alpha == null) {
      problems.add(
          name
              + ": the sum of its items never varies, so alpha is not defined; is an item reversed?");
    } else if (alpha < 0) {
      problems.add(
          name
              + ": alpha is below 0, as its items contradict each other more than they agree; is a"
              + " reversed item not marked?");
    }
    for (int i = 0; i < size; i++) {
      alphas[i] = size == 2 ? null : finite(CronbachAlpha.without(i, covariances));
      itemRests[i] = finite(CronbachAlpha.itemRest(i, covariances));
    }
    List<String> against = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (itemRests[i] != null && itemRests[i] < 0) {
        against.add(items.get(indices.get(i)).column());
      }
    }
    if (!against.isEmpty()) {
      problems.add(
          name
              + ": "
              + String.join(", ", against)
              + (against.size() == 1 ? " runs" : " run")
              + " against the other items; reversed, and not marked so?");
    }
    SamplingAdequacy adequacy = null;
    Bartlett bartlett = null;
    if (rows.length <= size) {
      problems.add(
          name
              + ": "
              + rows.length
              + " valid rows for "
              + size
              + " items: their correlation matrix is singular, so KMO and Bartlett's test are not"
              + " given; "
              + (size + 1)
              + " rows are the least.");
    } else {
      List<LinearDependence> dependences = LinearDependence.find(correlations);
      for (LinearDependence dependence : dependences) {
        problems.add(
            name
                + ": the correlation matrix is singular: "
                + items.get(indices.get(dependence.item())).column()
                + " follows wholly from "
                + columns(dependence.from(), indices, items)
                + ", so KMO and Bartlett's test are not given.");
      }
      if (dependences.isEmpty()) {
        adequacy = SamplingAdequacy.of(correlations);
        bartlett = Bartlett.of(correlations, rows.length);
        if (size == 2) {
          problems.add(name + ": of two items KMO is 0.5 whatever the answers; it says nothing.");
        }
      }
    }
    return new Scope(
        name,
        indices,
        alpha,
        finite(CronbachAlpha.of(correlations)),
        alphas,
        itemRests,
        adequacy,
        bartlett);
  }

  private static List<String> constant(
      double[][] rows, List<Integer> indices, List<SurveyDefinition.Item> items) {
    List<String> constant = new ArrayList<>();
    for (int i = 0; i < indices.size(); i++) {
      int item = i;
      if (Arrays.stream(rows).allMatch(row -> row[item] == rows[0][item])) {
        constant.add(items.get(indices.get(i)).column());
      }
    }
    return constant;
  }

  private static String columns(
      List<Integer> places, List<Integer> indices, List<SurveyDefinition.Item> items) {
    return String.join(
        ", ", places.stream().map(place -> items.get(indices.get(place)).column()).toList());
  }

  private static ItemStatistics statistics(
      SurveyDefinition.Item item, int index, double[][] answers) {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    double sum = 0;
    for (double[] row : answers) {
      counts.merge((int) row[index], 1, Integer::sum);
      sum += row[index];
    }
    int n = answers.length;
    if (n == 0) {
      return new ItemStatistics(item, null, null, null, null, counts);
    }
    double mean = sum / n;
    double squares = 0;
    for (double[] row : answers) {
      squares += (row[index] - mean) * (row[index] - mean);
    }
    return new ItemStatistics(
        item,
        mean,
        n < 2 ? null : Math.sqrt(squares / (n - 1)),
        (double) counts.firstKey(),
        (double) counts.lastKey(),
        counts);
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
