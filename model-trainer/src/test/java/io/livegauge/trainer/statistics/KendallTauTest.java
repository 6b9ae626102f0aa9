package io.livegauge.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KendallTauTest {
  @Test
  void shouldCountPairsByHand() {
    // Ten pairs, eight of them alike: (8 − 2) / 10.
    assertThat(KendallTau.b(new double[] {1, 2, 3, 4, 5}, new double[] {2, 1, 3, 5, 4}))
        .isCloseTo(0.6, within(1e-12));
  }

  @Test
  void shouldCorrectForTies() {
    // Of six pairs x tells five apart, y all: (4 − 1) / √(5 · 6).
    assertThat(KendallTau.b(new double[] {1, 1, 2, 3}, new double[] {1, 2, 4, 3}))
        .isCloseTo(3 / Math.sqrt(30), within(1e-12));
  }

  @Test
  void shouldBeOneOrMinusOneForTheSameAndTheOppositeOrder() {
    double[] order = {0.1, 0.4, 0.2, 0.9};

    assertThat(KendallTau.b(order, order)).isEqualTo(1);
    assertThat(KendallTau.b(order, new double[] {-1, -4, -2, -9})).isEqualTo(-1);
  }

  @Test
  void shouldSayNothingWhereAListTellsNothingApart() {
    assertThat(KendallTau.b(new double[] {1, 1}, new double[] {1, 2})).isNaN();
  }
}
