package io.livegauge.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinearDependenceTest {
  @Test
  void shouldFindNoneAmongItemsOfTheirOwn() {
    assertThat(LinearDependence.find(correlations(Attitude.rows()))).isEmpty();
  }

  @Test
  void shouldNameCopiesAndSums() {
    double[][] rows = Attitude.rows();
    double[][] more = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      double[] r = rows[i];
      more[i] = new double[] {r[0], r[1], 100 - r[0], r[2], r[1] + 2 * r[2], r[3]};
    }

    assertThat(LinearDependence.find(correlations(more)))
        .containsExactly(
            new LinearDependence(2, List.of(0)), new LinearDependence(4, List.of(1, 3)));
  }

  private static double[][] correlations(double[][] rows) {
    return Covariances.correlations(Covariances.of(rows));
  }
}
