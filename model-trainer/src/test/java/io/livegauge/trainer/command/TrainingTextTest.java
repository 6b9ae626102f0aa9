package io.livegauge.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.0000",
    "0.00005, 0.0001",
    "0.0000499, 5.0e-05",
    "1.234e-17, 1.2e-17",
    "-3e-9, -3.0e-09",
    "0.5, 0.5000",
    "123.456, 123.46",
    "-8.8e20, -8.800e+20",
    "NaN, -",
  })
  void shouldShowDigitsWhateverTheSize(double value, String shown) {
    assertThat(TrainingText.number(value)).isEqualTo(shown);
  }
}
