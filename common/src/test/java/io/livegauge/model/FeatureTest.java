package io.livegauge.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.indicator.Indicator;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureTest {
  @Test
  void shouldScaleBetweenTheBoundsAndClipOutside() {
    Feature feature = new Feature(Indicator.A21, Transform.IDENTITY, 1, 5, '+', 3);

    assertThat(feature.normalize(2)).isEqualTo(0.25);
    assertThat(feature.normalize(0)).isZero();
    assertThat(feature.normalize(6)).isEqualTo(1);
  }

  @Test
  void shouldTurnRoundWhatIsBetterWhenLess() {
    Feature feature = new Feature(Indicator.A42, Transform.IDENTITY, 0, 0.5, '-', 0.1);

    assertThat(feature.normalize(0.125)).isEqualTo(0.75);
    assertThat(feature.normalize(-1)).isEqualTo(1);
    assertThat(feature.normalize(7)).isZero();
  }

  @Test
  void shouldScaleLogarithmsOfValueAndBounds() {
    Feature feature = new Feature(Indicator.A32, Transform.LOG1P, -99, 99, '+', 0);

    assertThat(feature.normalize(0)).isEqualTo(0.5);
    assertThat(feature.normalize(9)).isCloseTo(0.75, within(1e-15));
    assertThat(feature.normalize(-9)).isCloseTo(0.25, within(1e-15));
  }

  @Test
  void shouldMirrorLogarithmsAtZero() {
    assertThat(Transform.LOG1P.apply(-20)).isEqualTo(-Transform.LOG1P.apply(20));
    assertThat(Transform.LOG1P.apply(20)).isCloseTo(Math.log(21), within(1e-14));
  }

  @Test
  void shouldMapRatiosBetweenKnots() {
    Knots knots = new Knots(0.1, 0.2, 0.4, 0.5, 0.9);

    assertThat(knots.map(0)).isEqualTo(1);
    assertThat(knots.map(0.1)).isEqualTo(1);
    assertThat(knots.map(0.15)).isCloseTo(1.5, within(1e-12));
    assertThat(knots.map(0.2)).isEqualTo(2);
    assertThat(knots.map(0.25)).isCloseTo(2.25, within(1e-12));
    assertThat(knots.map(0.7)).isCloseTo(4.5, within(1e-12));
    assertThat(knots.map(0.9)).isEqualTo(5);
    assertThat(knots.map(1)).isEqualTo(5);
  }

  @Test
  void shouldRefuseKnotsThatDoNotRise() {
    assertThatThrownBy(() -> new Knots(0, 0.1, 0.1, 0.2, 0.3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Knots(0, 0.1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseValuesOfAnotherNumber() {
    Normalizer normalizer = new Normalizer(List.of(ModelFixtures.features().get(0)));

    assertThatThrownBy(() -> normalizer.normalize(new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 1");
  }
}
