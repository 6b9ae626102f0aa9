package io.livegauge.job.slice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SliceOperatorTest {
  @Test
  void shouldTellHowFarEventTimeIsBehindTheClock() {
    assertThat(SliceOperator.lag(1_000, 6_500)).isEqualTo(5_500);
    assertThat(SliceOperator.lag(1_000, 900)).isEqualTo(-100);
  }

  @Test
  void shouldTellNoLagWhereThereIsNoEventTime() {
    assertThat(SliceOperator.lag(Long.MIN_VALUE, 6_500)).isEqualTo(-1);
    assertThat(SliceOperator.lag(Long.MAX_VALUE, 6_500)).isEqualTo(-1);
  }
}
