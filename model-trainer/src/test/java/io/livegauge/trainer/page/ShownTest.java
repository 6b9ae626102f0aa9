package io.livegauge.trainer.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {
  @Test
  void shouldRoundAndGroup() {
    assertThat(Shown.number(1234567.891, 2)).isEqualTo("1,234,567.89");
    assertThat(Shown.count(1000000)).isEqualTo("1,000,000");
    assertThat(Shown.count(1, "row", "rows")).isEqualTo("1 row");
    assertThat(Shown.percent(0.1234, 1)).isEqualTo("12.3 %");
    assertThat(Shown.interval(-0.5, 0.25, 2)).isEqualTo("-0.50 to 0.25");
  }

  @Test
  void shouldGiveZeroNoSign() {
    assertThat(Shown.number(-0.0001, 2)).isEqualTo("0.00");
    assertThat(Shown.signed(-0.0001, 2)).isEqualTo("0.00");
    assertThat(Shown.signed(0.0001, 2)).isEqualTo("0.00");
    assertThat(Shown.signed(0.1, 2)).isEqualTo("+0.10");
    assertThat(Shown.signed(-0.1, 2)).isEqualTo("-0.10");
  }

  @Test
  void shouldNameWhatIsNotDefined() {
    assertThat(Shown.number(Double.NaN, 2)).isEqualTo("not defined");
    assertThat(Shown.signed(Double.NEGATIVE_INFINITY, 2)).isEqualTo("not defined");
    assertThat(Shown.percent(Double.POSITIVE_INFINITY, 2)).isEqualTo("not defined");
    assertThat(Shown.interval(Double.NaN, 1, 2)).isEqualTo("not defined");
  }
}
