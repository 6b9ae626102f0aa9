package io.livegauge.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RidgeRegressionTest {
  private static double[][] inputs(int rows, long seed) {
    Random random = new Random(seed);
    double[][] inputs = new double[rows][];
    for (int row = 0; row < rows; row++) {
      double shared = random.nextDouble();
      inputs[row] = new double[] {shared, shared + 0.1 * random.nextDouble(), random.nextDouble()};
    }
    return inputs;
  }

  private static double target(double[] x, Random random) {
    return 0.3 + 0.5 * x[0] - 0.2 * x[2] + 0.05 * random.nextGaussian();
  }

  @Property(tries = 20)
  void shouldStandWhereTheObjectiveIsFlat(
      @ForAll long seed, @ForAll @IntRange(min = -5, max = 2) int decade) {
    double penalty = Math.pow(10, decade);
    double[][] inputs = inputs(50, seed);
    Random noise = new Random(seed + 1);
    double[] targets = new double[50];
    Moments moments = new Moments(3);
    for (int row = 0; row < 50; row++) {
      targets[row] = target(inputs[row], noise);
      moments.add(inputs[row], targets[row]);
    }

    RidgeRegression fitted = RidgeRegression.fit(moments, penalty);

    // By the intercept: residuals sum to 0. By a coefficient: mean of x·residual = penalty·var·b.
    double sum = 0;
    double[] products = new double[3];
    double squares = 0;
    for (int row = 0; row < 50; row++) {
      double residual = targets[row] - fitted.predict(inputs[row]);
      sum += residual;
      squares += residual * residual;
      for (int i = 0; i < 3; i++) {
        products[i] += inputs[row][i] * residual / 50;
      }
    }
    assertThat(sum).isCloseTo(0, within(1e-9));
    for (int i = 0; i < 3; i++) {
      assertThat(products[i])
          .isCloseTo(penalty * moments.covariance(i, i) * fitted.coefficients()[i], within(1e-9));
    }
    assertThat(moments.squaredErrors(fitted.intercept(), fitted.coefficients()))
        .isCloseTo(squares, within(1e-9));
  }

  @Test
  void shouldBeLeastSquaresWithHardlyAPenaltyAndTheMeanWithAHugeOne() {
    Moments moments = new Moments(1);
    for (double x : new double[] {0, 0.25, 0.5, 1}) {
      moments.add(new double[] {x}, 0.1 + 0.6 * x);
    }

    RidgeRegression free = RidgeRegression.fit(moments, 1e-12);
    RidgeRegression held = RidgeRegression.fit(moments, 1e12);
    RidgeRegression halved = RidgeRegression.fit(moments, 1);

    assertThat(free.intercept()).isCloseTo(0.1, within(1e-9));
    assertThat(free.coefficients()[0]).isCloseTo(0.6, within(1e-9));
    assertThat(held.predict(new double[] {1})).isCloseTo(0.1 + 0.6 * 0.4375, within(1e-9));
    assertThat(halved.coefficients()[0]).isCloseTo(0.3, within(1e-9));
  }

  @Test
  void shouldPassOverWhatDoesNotVary() {
    Moments moments = new Moments(2);
    for (double x : new double[] {0, 0.5, 1}) {
      moments.add(new double[] {x, 0.7}, x);
    }

    RidgeRegression fitted = RidgeRegression.fit(moments, 1e-9);

    assertThat(fitted.coefficients()[1]).isZero();
    assertThat(fitted.predict(new double[] {0.5, 0.7})).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void shouldChooseThePenaltyByWhatWasLeftOut() {
    Random random = new Random(4);
    double[][] inputs = inputs(60, 5);
    List<Moments> signal = new ArrayList<>();
    List<Moments> noise = new ArrayList<>();
    for (int part = 0; part < 5; part++) {
      signal.add(new Moments(3));
      noise.add(new Moments(3));
    }
    for (int row = 0; row < 60; row++) {
      signal.get(row % 5).add(inputs[row], target(inputs[row], random));
      noise.get(row % 5).add(inputs[row], random.nextGaussian());
    }
    double[] penalties = {100, 1, 1e-3};

    assertThat(RidgeRegression.fit(signal, penalties).penalty()).isEqualTo(1e-3);
    assertThat(RidgeRegression.fit(noise, penalties).penalty()).isGreaterThanOrEqualTo(1);
  }

  @Test
  void shouldTakePartsAway() {
    double[][] inputs = inputs(10, 6);
    Moments all = new Moments(3);
    Moments first = new Moments(3);
    Moments rest = new Moments(3);
    for (int row = 0; row < 10; row++) {
      all.add(inputs[row], row);
      (row < 4 ? first : rest).add(inputs[row], row);
    }

    Moments left = all.minus(first);

    assertThat(left.rows()).isEqualTo(6);
    assertThat(left.covariance(0, 2)).isCloseTo(rest.covariance(0, 2), within(1e-12));
    assertThat(first.plus(rest).mean(3)).isCloseTo(4.5, within(1e-12));
  }
}
