package io.livegauge.trainer.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SvgPathTest {
  @Test
  void shouldGoInSteps() {
    assertThat(SvgPath.shortened("M10 20 L12.5 20 Q13 21 14 22 C1 2 3 4 5 6 ZM11 20 L11 -1.25 Z"))
        .isEqualTo("m10 20l2.5 0q.5 1 1.5 2c-13-20-11-18-9-16zm1 0l0-21.25z");
  }

  @Test
  void shouldNotAddUpWhatRoundingLeavesOut() {
    StringBuilder path = new StringBuilder("M0 0");
    for (int i = 1; i <= 300; i++) {
      path.append(" L").append(i * 0.004).append(" 0");
    }

    double x = 0;
    for (String step :
        SvgPath.shortened(path.toString()).substring("m0 0l".length()).split("l", -1)) {
      x += Double.parseDouble(step.substring(0, step.indexOf(' ')));
    }

    assertThat(x).isBetween(1.199, 1.201);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "5,.05", "-5,-.05", "50,.5", "100,1", "-1230,-12.3", "1234,12.34"})
  void shouldWriteShortNumbers(long hundredths, String text) {
    assertThat(SvgPath.hundredths(hundredths)).isEqualTo(text);
  }

  @Test
  void shouldRefuseOtherCommands() {
    assertThatIllegalArgumentException().isThrownBy(() -> SvgPath.shortened("M1 1 A1 1"));
  }
}
