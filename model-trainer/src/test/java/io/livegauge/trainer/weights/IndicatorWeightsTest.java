package io.livegauge.trainer.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.indicator.Indicator;
import io.livegauge.model.Activation;
import io.livegauge.model.Layer;
import io.livegauge.model.Network;
import io.livegauge.trainer.data.Rows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndicatorWeightsTest {
  private static final Network NETWORK = Networks.random(14, 5, 1);
  private static final double[] REFERENCE = new double[14];

  static {
    Arrays.fill(REFERENCE, 0.5);
  }

  private static IndicatorWeights weigh(Network network, Rows rows, WeightSettings settings) {
    return IndicatorWeights.of(network, REFERENCE, rows, settings);
  }

  @Test
  void shouldWeighByEveryMethodWithSharesAndRanks() {
    Rows rows = Networks.rows(NETWORK, 20, 5, 0.02, 2);

    IndicatorWeights weights = weigh(NETWORK, rows, new WeightSettings(1, 30, 5_000, 200, 10));

    assertThat(weights.byMethod()).containsOnlyKeys(Method.values());
    weights
        .byMethod()
        .forEach(
            (method, list) -> {
              assertThat(list.stream().map(Weight::indicator)).containsExactly(Indicator.values());
              assertThat(list.stream().mapToDouble(weight -> Math.abs(weight.weight())).sum())
                  .as(method.key())
                  .isCloseTo(1, within(1e-12));
              assertThat(list.stream().map(Weight::rank))
                  .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
              assertThat(list).allMatch(weight -> weight.hasInterval() == method.looksAtData());
            });
    assertThat(weights.byMethod().get(Method.OLDEN)).anyMatch(weight -> weight.weight() < 0);
    assertThat(weights.byMethod().get(Method.PERMUTATION))
        .allMatch(weight -> weight.deviation() > 0)
        .allMatch(weight -> weight.lower() <= weight.upper());
    assertThat(weights.agreement(Method.OLDEN, Method.OLDEN)).isEqualTo(1);
    assertThat(weights.rows()).isEqualTo(100);
    assertThat(weights.sessions()).isEqualTo(20);
    assertThat(weights.basis()).startsWith("all 100 held-out rows; 30 shuffles");
  }

  @Test
  void shouldAddUpToTheResidualAndAgreeWithShapleyValues() {
    Rows rows = Networks.rows(NETWORK, 20, 5, 0.02, 2);

    IndicatorWeights weights = weigh(NETWORK, rows, new WeightSettings(1, 2, 5_000, 0, 10));

    Completeness completeness = weights.completeness();
    // Midpoint sums of 32 steps miss a smooth path by a little; sums over all coalitions by
    // nothing.
    assertThat(completeness.largestResidual()).isLessThan(0.1);
    assertThat(completeness.meanResidual()).isLessThanOrEqualTo(completeness.largestResidual());
    assertThat(completeness.shapleyRows()).isEqualTo(10);
    assertThat(completeness.largestShapleyResidual()).isLessThan(1e-9);
    assertThat(completeness.meanDifference()).isLessThan(1.5);
    assertThat(weights.agreement(Method.INTEGRATED_GRADIENTS, Method.SHAPLEY)).isGreaterThan(0.8);
  }

  @Test
  void shouldFindTheTermsOfALinearNetworkByEveryMethodThatLooksAtData() {
    double[] terms = new double[14];
    Arrays.setAll(terms, i -> (14 - i) / 105.0);
    Network linear = Networks.linear(terms);
    Rows rows = Networks.rows(linear, 2_000, 1, 0, 4);

    IndicatorWeights weights = weigh(linear, rows, new WeightSettings(1, 5, 5_000, 100, 3));

    double squares = Arrays.stream(terms).map(term -> term * term).sum();
    List<Weight> contributions = weights.byMethod().get(Method.INTEGRATED_GRADIENTS);
    List<Weight> permutation = weights.byMethod().get(Method.PERMUTATION);
    for (int i = 0; i < 14; i++) {
      // All inputs are as far from the reference, so contributions go by the terms, gains by their
      // squares.
      assertThat(contributions.get(i).weight()).isCloseTo(terms[i], within(0.005));
      assertThat(contributions.get(i).lower()).isLessThan(contributions.get(i).weight());
      assertThat(contributions.get(i).upper()).isGreaterThan(contributions.get(i).weight());
      assertThat(permutation.get(i).weight())
          .isCloseTo(terms[i] * terms[i] / squares, within(0.01));
    }
    assertThat(weights.byMethod()).doesNotContainKey(Method.GARSON);
    assertThat(weights.completeness().largestResidual()).isLessThan(1e-9);
    assertThat(weights.agreement(Method.OLDEN, Method.PERMUTATION)).isEqualTo(1);
  }

  @Test
  void shouldWidenIntervalsWhereRowsOfASessionAreAlike() {
    Rows single = Networks.rows(NETWORK, 200, 1, 0.05, 5);
    int[] sessions = new int[200];
    Arrays.setAll(sessions, row -> row / 40);
    Rows few =
        new Rows(
            single.inputs(),
            single.targets(),
            sessions,
            single.categories().subList(0, 5),
            single.progress());
    WeightSettings settings = new WeightSettings(1, 5, 5_000, 500, 0);

    IndicatorWeights many = weigh(NETWORK, single, settings);
    IndicatorWeights ofFew = weigh(NETWORK, few, settings);

    assertThat(ofFew.sessions()).isEqualTo(5);
    assertThat(ofFew.byMethod().get(Method.PERMUTATION).stream().map(Weight::weight))
        .isEqualTo(many.byMethod().get(Method.PERMUTATION).stream().map(Weight::weight).toList());
    assertThat(ofFew.byMethod().get(Method.PERMUTATION).stream().map(Weight::lower).toList())
        .isNotEqualTo(many.byMethod().get(Method.PERMUTATION).stream().map(Weight::lower).toList());
  }

  @Test
  void shouldTakeASampleOfManyRowsAndSaySo() {
    Rows rows = Networks.rows(NETWORK, 300, 4, 0.02, 6);

    IndicatorWeights weights = weigh(NETWORK, rows, new WeightSettings(9, 2, 100, 50, 0));

    assertThat(weights.rows()).isEqualTo(100);
    assertThat(weights.heldOutRows()).isEqualTo(1_200);
    assertThat(weights.sessions()).isBetween(60, 100);
    assertThat(weights.basis()).startsWith("a sample of 100 of 1200 held-out rows, seed 9;");
    assertThat(weigh(NETWORK, rows, new WeightSettings(9, 2, 100, 50, 0))).isEqualTo(weights);
    assertThat(weigh(NETWORK, rows, new WeightSettings(10, 2, 100, 50, 0)).byMethod())
        .isNotEqualTo(weights.byMethod());
  }

  @Test
  void shouldWeighNothingInANetworkThatSaysTheSameOfAll() {
    Network constant =
        new Network(
            List.of(
                new Layer(Activation.SIGMOID, new double[3][14], new double[3]),
                new Layer(Activation.SIGMOID, new double[1][3], new double[1])));

    IndicatorWeights weights =
        weigh(constant, Networks.rows(NETWORK, 5, 2, 0.1, 7), new WeightSettings(1, 2, 100, 20, 2));

    assertThat(weights.byMethod()).hasSize(5);
    weights
        .byMethod()
        .values()
        .forEach(list -> assertThat(list).allMatch(weight -> weight.weight() == 0));
    assertThat(weights.agreement(Method.PERMUTATION, Method.OLDEN)).isNaN();
  }

  @Test
  void shouldWriteWhatArtifactsCarry() {
    Rows rows = Networks.rows(NETWORK, 5, 2, 0.02, 8);

    JsonNode json = weigh(NETWORK, rows, WeightSettings.forArtifact(1)).toJson();

    assertThat(json.properties().stream().map(entry -> entry.getKey()))
        .containsExactly("permutation", "integratedGradients", "olden", "garson");
    for (JsonNode method : json) {
      assertThat(method).hasSize(14);
      assertThat(method.get(0).get("code").textValue()).isEqualTo("A11");
      assertThat(method.get(0).properties().stream().map(entry -> entry.getKey()))
          .containsExactly("code", "weight", "rank");
    }
  }

  @Test
  void shouldCompareWithTheStudyOnWhatItPublishes() {
    assertThat(StudyRanks.agreement(ofOrder("A41", "A31", "A51", "A11", "A12", "A23")))
        .isEqualTo(1);
    assertThat(StudyRanks.agreement(ofOrder("A23", "A11", "A51", "A31", "A41"))).isEqualTo(-1);
    // One of ten pairs stands the other way round.
    assertThat(StudyRanks.agreement(ofOrder("A31", "A41", "A51", "A11", "A23")))
        .isCloseTo(0.8, within(1e-12));
  }

  private static List<Weight> ofOrder(String... codes) {
    List<String> order = List.of(codes);
    return Arrays.stream(Indicator.values())
        .map(
            indicator ->
                new Weight(
                    indicator,
                    order.contains(indicator.name()) ? 10 - order.indexOf(indicator.name()) : 0,
                    1,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN))
        .toList();
  }

  @Test
  void shouldRefuseSettingsOutOfRange() {
    assertThatThrownBy(() -> new WeightSettings(1, 1, 10, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shuffles is out of range: 1");
  }
}
