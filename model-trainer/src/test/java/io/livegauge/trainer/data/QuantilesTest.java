package io.livegauge.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuantilesTest {
  @Test
  void shouldInterpolateBetweenNeighbours() {
    Quantiles quantiles = new Quantiles(new double[] {40, 10, 30, 20});
    assertThat(quantiles.at(0)).isEqualTo(10);
    assertThat(quantiles.at(1)).isEqualTo(40);
    assertThat(quantiles.median()).isEqualTo(25);
    assertThat(quantiles.at(0.1)).isCloseTo(13, within(1e-12));
  }

  @Test
  void shouldGiveTheOneValueOfASampleOfOne() {
    assertThat(new Quantiles(new double[] {7}).at(0.99)).isEqualTo(7);
  }

  @Test
  void shouldRefuseAnEmptySample() {
    assertThatThrownBy(() -> new Quantiles(new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
