package io.livegauge.trainer.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.model.Network;
import io.livegauge.trainer.data.Rows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PermutationImportanceTest {
  private static final Network LINEAR = Networks.linear(1, 2, 0);

  @Test
  void shouldFindTwiceTheVarianceThatATermOfALinearNetworkHas() {
    // Without noise the gain of w x is w² E (x' − x)² = 2 w² / 12 for x drawn evenly from 0 to 1.
    Rows rows = Networks.rows(LINEAR, 4_000, 1, 0, 1);

    PermutationImportance importance = PermutationImportance.of(LINEAR, rows, 30, 1);

    assertThat(importance.gains())
        .containsExactly(new double[] {1 / 6.0, 4 / 6.0, 0}, within(0.015));
    assertThat(importance.deviations()[1]).isPositive().isLessThan(0.02);
    assertThat(importance.deviations()[2]).isZero();
  }

  @Test
  void shouldSplitItsGainsOverTheRows() {
    Rows rows = Networks.rows(LINEAR, 10, 5, 0.1, 2);

    PermutationImportance importance = PermutationImportance.of(LINEAR, rows, 30, 1);

    for (int column = 0; column < 3; column++) {
      int place = column;
      assertThat(Arrays.stream(importance.rowGains()).mapToDouble(row -> row[place]).sum() / 50)
          .isCloseTo(importance.gains()[column], within(1e-12));
    }
  }

  @Test
  void shouldLeaveTheRowsAsTheyAre() {
    Rows rows = Networks.rows(LINEAR, 10, 1, 0, 3);
    double[][] before = Arrays.stream(rows.inputs()).map(double[]::clone).toArray(double[][]::new);

    PermutationImportance.of(LINEAR, rows, 2, 1);

    assertThat(rows.inputs()).isDeepEqualTo(before);
  }
}
