package io.livegauge.simulator.replay.kuailive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FollowerRangeTest {

  @ParameterizedTest
  @CsvSource({
    "10000-100000, 31623",
    "' 10000 - 100000 ', 31623",
    "10-100, 32",
    "2-2, 2",
    "0-10, 0",
    "0, 0",
    "1234, 1234",
    "999999999999-1000000000000, 999999999999",
    "1000000000000, 1000000000000"
  })
  void shouldTakeTheGeometricMean(String text, long followers) {
    assertThat(FollowerRange.followers(text)).isEqualTo(followers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5000+",
        "<100",
        ">100",
        "100-10",
        "a-b",
        "1.5",
        "-5",
        "1-2-3",
        "1000000000001"
      })
  void shouldNotGuess(String text) {
    assertThat(FollowerRange.followers(text)).isEqualTo(FollowerRange.UNKNOWN);
  }
}
