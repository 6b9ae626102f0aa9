package io.livegauge.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
  @Test
  void shouldReadTheConstantsOfTheContract() {
    Rules rules = Rules.of(JobConfig.defaults());

    assertThat(rules.windowSlices).isEqualTo(60);
    assertThat(rules.capFloors).containsExactly(100, 5, 15, 5);
    assertThat(rules.fingerprintMillis).isEqualTo(600_000);
    assertThat(rules.silenceMillis).isEqualTo(21_600_000);
    assertThat(rules.dormancyMillis).isEqualTo(600_000);
  }

  @ParameterizedTest
  @CsvSource({
    "window=7s, --window, 7s, a whole number of slices of 5s",
    "window=5001s slice=1s, --window, 5001s, from 1 to 3600",
    "slice=7s, --window, 5min, a whole number of slices of 7s",
    "dormancy=364s, --dormancy, 364s, 365s",
    "presence=10min, --dormancy, 10min, 905s",
    "slice=6min window=6min, --dormancy, 10min, 13min",
    "silence=5min, --silence, 5min, from 10min",
    "silence=1441min, --silence, 1441min, to 24h",
    "duplicate-id=7h, --silence, 6h, from 7h",
    "duplicate-ad=7h, --silence, 6h, from 7h",
    "streak-memory=34s, --streak-memory, 34s, 35s",
    "streak-memory=7h, --streak-memory, 7h, to silence (6h)"
  })
  void shouldRefuseOptionsThatDoNotFitEachOther(
      String given, String option, String value, String allowed) {
    assertThatThrownBy(() -> JobConfig.of(options(given)))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining(option + ":")
        .hasMessageContaining("'" + value + "'")
        .hasMessageContaining(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "dormancy=365s",
    "silence=10min",
    "silence=24h",
    "silence=1d",
    "streak-memory=35s",
    "streak-memory=6h",
    "window=5s",
    "window=3600s slice=1s dormancy=2h"
  })
  void shouldTakeTheLimitsThemselves(String given) {
    assertThatCode(() -> JobConfig.of(options(given))).doesNotThrowAnyException();
  }

  /** Durations are added to event times and to each other; none may be so long that this wraps. */
  @Test
  void shouldRefuseEveryDurationThatCouldOverflow() {
    for (Option<?> option : JobOptions.ALL) {
      if (JobConfig.defaults().find(option) instanceof Duration) {
        assertThatThrownBy(() -> JobConfig.of(Map.of(option.name(), "106751991167d")))
            .as(option.name())
            .isInstanceOf(OptionException.class)
            .hasMessageContaining("--" + option.name() + ":");
      }
    }
  }

  @Property(tries = 200)
  void shouldPutEveryInstantIntoTheSliceThatHoldsIt(
      @ForAll @LongRange(min = 1, max = 253_402_300_799_999L) long time) {
    Rules rules = Rules.of(JobConfig.defaults());

    assertThat(rules.sliceEndOf(time)).isGreaterThan(time).isLessThanOrEqualTo(time + 5_000);
    assertThat(rules.sliceEndOf(time) % 5_000).isZero();
    assertThat(rules.sliceOf(time)).isEqualTo(rules.sliceEndOf(time) / 5_000 - 1);
    assertThat(rules.firstSliceEndFrom(time)).isGreaterThanOrEqualTo(time).isLessThan(time + 5_000);
    long end = rules.sliceEndOf(time);
    assertThat(rules.firstSliceEndFrom(end)).isEqualTo(end);
  }

  private static Map<String, String> options(String given) {
    Map<String, String> options = new HashMap<>();
    for (String option : given.split(" ", -1)) {
      options.put(
          option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
    }
    return options;
  }
}
