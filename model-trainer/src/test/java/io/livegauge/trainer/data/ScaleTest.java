package io.livegauge.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.model.Transform;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void shouldTakeTheFirstAndTheLastPercentileAsBounds() {
    double[] sample = IntStream.rangeClosed(0, 100).asDoubleStream().toArray();
    Feature feature = Scale.fit(Indicator.A11, sample, 42);
    assertThat(feature.min()).isCloseTo(1, within(1e-12));
    assertThat(feature.max()).isCloseTo(99, within(1e-12));
    assertThat(feature.reference()).isEqualTo(42);
    assertThat(feature.transform()).isEqualTo(Transform.IDENTITY);
    assertThat(feature.direction()).isEqualTo('+');
  }

  @Test
  void shouldPutASampleOfOneValueInTheMiddle() {
    Feature feature = Scale.fit(Indicator.A22, new double[] {3, 3, 3}, 3);
    assertThat(feature.max()).isGreaterThan(feature.min());
    assertThat(feature.normalize(3)).isEqualTo(0.5);
  }

  @Test
  void shouldTakeLogarithmsOfCountsAndSalesOnly() {
    double[] sample = {1, 2, 3};
    for (Indicator indicator : Indicator.values()) {
      boolean isCount =
          switch (indicator) {
            case A12, A13, A14, A32 -> true;
            default -> false;
          };
      assertThat(Scale.fit(indicator, sample, 2).transform())
          .isEqualTo(isCount ? Transform.LOG1P : Transform.IDENTITY);
    }
  }

  @Test
  void shouldNotSpendTheScaleOnSalesBelowZero() {
    Feature feature = Scale.fit(Indicator.A32, new double[] {-500, 0, 10_000}, 0);
    assertThat(feature.min()).isZero();
    assertThat(feature.normalize(-500)).isZero();
    assertThat(Scale.fit(Indicator.A32, new double[] {-500, -5}, -5).min()).isLessThan(-400);
  }

  @Test
  void shouldTurnRoundWhereLessIsBetter() {
    Feature feature = Scale.fit(Indicator.A42, new double[] {0, 1}, 0.5);
    assertThat(feature.normalize(0)).isEqualTo(1);
    assertThat(feature.normalize(1)).isZero();
  }
}
