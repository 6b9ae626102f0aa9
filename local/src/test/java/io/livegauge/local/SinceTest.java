package io.livegauge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  @Test
  void shouldTakeADurationOrATime() {
    assertThat(Since.parse("90min").at(NOW)).isEqualTo("2026-03-01T06:30:00Z");
    assertThat(Since.parse("2025-12-31T23:00:00Z").at(NOW)).isEqualTo("2025-12-31T23:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-03-01",
        "Tuesday",
        "-1h",
        "0s",
        "-1000000000-01-01T00:00:00Z"
      })
  void shouldRefuseWhatIsNeither(String text) {
    assertThatThrownBy(() -> Since.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
