package io.livegauge.trainer.weights;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.indicator.Indicator;
import io.livegauge.model.IntegratedGradients;
import io.livegauge.model.Network;
import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.statistics.ClusterBootstrap;
import io.livegauge.trainer.statistics.KendallTau;
import io.livegauge.trainer.statistics.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * How much a network leans on each indicator, by several methods side by side. None of them is the
 * truth: they ask different questions, and where they agree one may believe them.
 *
 * @param byMethod one weight an indicator, in their order; a method that is not defined for the
 *     network, or was not asked for, is not in it
 * @param completeness how well the contributions behind two of the methods add up
 * @param rows that were looked at
 * @param heldOutRows that there are
 * @param sessions of the rows that were looked at
 * @param settings as asked for
 */
public record IndicatorWeights(
    Map<Method, List<Weight>> byMethod,
    Completeness completeness,
    int rows,
    int heldOutRows,
    int sessions,
    WeightSettings settings) {

  private static final double UPPER_SHARE = 0.975;

  /**
   * Measures.
   *
   * @param network with one input an indicator
   * @param reference the normalised reference vector, from which contributions are counted
   * @param heldOut at least one row, with inputs as the network sees them
   */
  public static IndicatorWeights of(
      Network network, double[] reference, Rows heldOut, WeightSettings settings) {
    Rows rows = sample(heldOut, settings);
    Map<Method, List<Weight>> methods = new EnumMap<>(Method.class);
    PermutationImportance permutation =
        PermutationImportance.of(network, rows, settings.shuffles(), settings.seed());
    methods.put(Method.PERMUTATION, permutationWeights(permutation, rows, settings));

    int steps = ScoringOptions.DEFAULTS.steps();
    double[][] gradients = new double[rows.size()][];
    for (int row = 0; row < gradients.length; row++) {
      gradients[row] =
          IntegratedGradients.contributions(network, reference, rows.inputs()[row], steps);
    }
    methods.put(
        Method.INTEGRATED_GRADIENTS,
        weights(sizes(gradients), rows.sessions(), rows.sessionCount(), settings));

    int[] places = sampledPlaces(rows.size(), settings.shapleyRows(), settings.seed());
    double[][] shapley = new double[places.length][];
    ShapleyValues values = new ShapleyValues(network, reference);
    for (int i = 0; i < places.length; i++) {
      shapley[i] = values.of(rows.inputs()[places[i]]);
    }
    if (places.length > 0) {
      methods.put(
          Method.SHAPLEY,
          weights(sizes(shapley), rows.at(places).sessions(), rows.sessionCount(), settings));
    }
    methods.put(Method.OLDEN, plain(Shares.of(ConnectionWeights.olden(network))));
    if (ConnectionWeights.hasGarson(network)) {
      methods.put(Method.GARSON, plain(ConnectionWeights.garson(network)));
    }
    return new IndicatorWeights(
        Collections.unmodifiableMap(methods),
        completeness(network, reference, rows, gradients, places, shapley),
        rows.size(),
        heldOut.size(),
        (int) Arrays.stream(rows.sessions()).distinct().count(),
        settings);
  }

  private static Rows sample(Rows rows, WeightSettings settings) {
    return rows.size() <= settings.mostRows()
        ? rows
        : rows.at(sampledPlaces(rows.size(), settings.mostRows(), settings.seed()));
  }

  /** So many of the places, or all, each at most once, in ascending order. */
  private static int[] sampledPlaces(int size, int wanted, long seed) {
    int[] places = Shuffle.inOrder(size);
    Shuffle.shuffle(places, new Random(seed));
    int[] sampled = Arrays.copyOf(places, Math.min(size, wanted));
    Arrays.sort(sampled);
    return sampled;
  }

  private static double[][] sizes(double[][] contributions) {
    double[][] sizes = new double[contributions.length][];
    for (int row = 0; row < sizes.length; row++) {
      sizes[row] = Arrays.stream(contributions[row]).map(Math::abs).toArray();
    }
    return sizes;
  }

  /** Gains below 0 count as nothing. */
  private static double[] gainShares(double[] gains) {
    return Shares.of(Arrays.stream(gains).map(gain -> Math.max(0, gain)).toArray());
  }

  private static List<Weight> permutationWeights(
      PermutationImportance permutation, Rows rows, WeightSettings settings) {
    double[] shares = gainShares(permutation.gains());
    double sum = Arrays.stream(permutation.gains()).map(gain -> Math.max(0, gain)).sum();
    double[] deviations =
        Arrays.stream(permutation.deviations())
            .map(deviation -> sum > 0 ? deviation / sum : 0)
            .toArray();
    return weights(
        shares,
        deviations,
        intervals(
            permutation.rowGains(),
            rows.sessions(),
            rows.sessionCount(),
            settings,
            IndicatorWeights::gainShares));
  }

  private static List<Weight> weights(
      double[][] sizes, int[] sessions, int sessionCount, WeightSettings settings) {
    double[] means = new double[sizes[0].length];
    for (double[] row : sizes) {
      for (int i = 0; i < means.length; i++) {
        means[i] += row[i] / sizes.length;
      }
    }
    return weights(
        Shares.of(means), null, intervals(sizes, sessions, sessionCount, settings, Shares::of));
  }

  private static List<Weight> plain(double[] shares) {
    return weights(shares, null, List.of());
  }

  private static List<ClusterBootstrap.Interval> intervals(
      double[][] rows,
      int[] sessions,
      int sessionCount,
      WeightSettings settings,
      UnaryOperator<double[]> shares) {
    return settings.resamples() == 0
        ? List.of()
        : new ClusterBootstrap(settings.resamples(), settings.seed())
            .figures(rows, sessions, sessionCount, UPPER_SHARE, shares);
  }

  private static List<Weight> weights(
      double[] shares, double[] deviations, List<ClusterBootstrap.Interval> intervals) {
    Indicator[] indicators = Indicator.values();
    List<Integer> bySize = new ArrayList<>();
    for (int i = 0; i < indicators.length; i++) {
      bySize.add(i);
    }
    bySize.sort(Comparator.comparingDouble((Integer i) -> -Math.abs(shares[i])));
    List<Weight> weights = new ArrayList<>();
    for (int i = 0; i < indicators.length; i++) {
      boolean hasInterval = !intervals.isEmpty();
      weights.add(
          new Weight(
              indicators[i],
              shares[i],
              bySize.indexOf(i) + 1,
              deviations == null ? Double.NaN : deviations[i],
              hasInterval ? intervals.get(i).lower() : Double.NaN,
              hasInterval ? intervals.get(i).upper() : Double.NaN));
    }
    return List.copyOf(weights);
  }

  private static Completeness completeness(
      Network network,
      double[] reference,
      Rows rows,
      double[][] gradients,
      int[] places,
      double[][] shapley) {
    double baseline = 100 * network.output(reference);
    double largest = 0;
    double sum = 0;
    double[] gains = new double[rows.size()];
    for (int row = 0; row < gains.length; row++) {
      gains[row] = 100 * network.output(rows.inputs()[row]) - baseline;
      double residual = Math.abs(gains[row] - Arrays.stream(gradients[row]).sum());
      largest = Math.max(largest, residual);
      sum += residual;
    }
    if (places.length == 0) {
      return new Completeness(
          rows.size(), largest, sum / rows.size(), 0, Double.NaN, Double.NaN, Double.NaN);
    }
    double largestShapley = 0;
    double differences = 0;
    double largestDifference = 0;
    for (int i = 0; i < places.length; i++) {
      largestShapley =
          Math.max(largestShapley, Math.abs(gains[places[i]] - Arrays.stream(shapley[i]).sum()));
      for (int input = 0; input < reference.length; input++) {
        double difference = Math.abs(gradients[places[i]][input] - shapley[i][input]);
        differences += difference;
        largestDifference = Math.max(largestDifference, difference);
      }
    }
    return new Completeness(
        rows.size(),
        largest,
        sum / rows.size(),
        places.length,
        largestShapley,
        differences / (places.length * reference.length),
        largestDifference);
  }

  /** Kendall's τ-b between two methods, by the sizes of their weights. */
  public double agreement(Method one, Method other) {
    return KendallTau.b(magnitudes(one), magnitudes(other));
  }

  private double[] magnitudes(Method method) {
    return byMethod.get(method).stream().mapToDouble(weight -> Math.abs(weight.weight())).toArray();
  }

  /** As artifacts carry it: by method a list of code, weight and rank. */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    byMethod.forEach(
        (method, weights) -> {
          ArrayNode entries = node.putArray(method.key());
          for (Weight weight : weights) {
            entries
                .addObject()
                .put("code", weight.indicator().name())
                .put("weight", weight.weight())
                .put("rank", weight.rank());
          }
        });
    return node;
  }

  /** What they rest on, in one sentence. */
  public String basis() {
    return String.format(
        Locale.ROOT,
        "%s; %d shuffles; contributions from the reference vector, %d steps",
        rows == heldOutRows
            ? "all " + rows + " held-out rows"
            : "a sample of "
                + rows
                + " of "
                + heldOutRows
                + " held-out rows, seed "
                + settings.seed(),
        settings.shuffles(),
        ScoringOptions.DEFAULTS.steps());
  }
}
