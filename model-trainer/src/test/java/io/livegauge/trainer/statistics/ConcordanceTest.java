package io.livegauge.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConcordanceTest {
  @Test
  void shouldBeOneForTheSameOrder() {
    Concordance concordance = Concordance.of(new double[][] {{1, 2, 4}, {2, 3, 5}, {1, 4, 5}});

    assertThat(concordance.w()).isCloseTo(1, within(1e-12));
    assertThat(concordance.chiSquare()).isCloseTo(6, within(1e-12));
    assertThat(concordance.degreesOfFreedom()).isEqualTo(2);
    assertThat(concordance.p()).isCloseTo(Math.exp(-3), within(1e-12));
    assertThat(concordance.rankSums()).containsExactly(3, 6, 9);
  }

  @Test
  void shouldBeZeroForOppositeOrders() {
    Concordance concordance = Concordance.of(new double[][] {{1, 2, 3}, {3, 2, 1}});

    assertThat(concordance.w()).isZero();
    assertThat(concordance.p()).isEqualTo(1);
  }

  @Test
  void shouldCorrectForTies() {
    // Ranks: 1, 2.5, 2.5, 4 and 1.5, 1.5, 3, 4. Sums 2.5, 4, 5.5, 8; mean 5; S = 6.25 + 1 + 0.25 +
    // 9
    // = 16.5. Two pairs are tied: T = 6 + 6. W = 12 · 16.5 / (4 · 60 − 2 · 12) = 198 / 216.
    Concordance concordance = Concordance.of(new double[][] {{1, 3, 3, 5}, {2, 2, 4, 5}});

    assertThat(concordance.rankSums()).containsExactly(2.5, 4, 5.5, 8);
    assertThat(concordance.w()).isCloseTo(198.0 / 216, within(1e-12));
    assertThat(concordance.chiSquare()).isCloseTo(2 * 3 * 198.0 / 216, within(1e-12));
    assertThat(concordance.degreesOfFreedom()).isEqualTo(3);
  }

  @Test
  void shouldBeOneForTheSameTies() {
    double[][] scores = {{4, 4, 5, 3}, {4, 4, 5, 3}, {4, 4, 5, 3}};

    assertThat(Concordance.of(scores).w()).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldNotCountJudgesWhoTellNothingApart() {
    assertThat(Concordance.of(new double[][] {{4, 4, 4}, {3, 3, 3}}).w()).isNaN();
  }
}
