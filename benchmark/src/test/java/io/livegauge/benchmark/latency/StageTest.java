package io.livegauge.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class StageTest {
  @Test
  void shouldSpreadItsEventsEvenly() {
    Stage stage = new Stage("50 %", 4, 1_000, 2_000, 500);

    assertThat(stage.events()).isEqualTo(14);
    assertThat(stage.nanosOf(0)).isZero();
    assertThat(stage.nanosOf(3)).isEqualTo(750_000_000);
    assertThat(stage.nanosOf(13)).isEqualTo(3_250_000_000L);
  }

  @Property
  void shouldKeepItsRateForAnyTime(
      @ForAll @IntRange(min = 1, max = 1_000_000) int rate,
      @ForAll @LongRange(min = 0, max = 10_000_000_000L) long event) {
    Stage stage = new Stage("any", rate, 0, 1_000, 0);

    assertThat(stage.nanosOf(event + rate) - stage.nanosOf(event))
        .isEqualTo(TimeUnit.SECONDS.toNanos(1));
    assertThat(stage.nanosOf(event + 1)).isGreaterThanOrEqualTo(stage.nanosOf(event));
  }

  @Test
  void shouldRefuseWhatIsNoStage() {
    assertThatThrownBy(() -> new Stage("none", 0, 1, 1, 1)).hasMessageContaining("rate is 0");
    assertThatThrownBy(() -> new Stage("past", 1, -1, 1, 1)).hasMessageContaining("-1");
  }
}
