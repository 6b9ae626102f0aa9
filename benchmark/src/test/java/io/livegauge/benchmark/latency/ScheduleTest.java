package io.livegauge.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private final Schedule schedule =
      new Schedule(
          1_002_000,
          List.of(new Stage("a", 10, 4_000, 10_000, 1_000), new Stage("b", 20, 5_000, 15_000, 0)));

  @Test
  void shouldRunOneStageAfterTheOther() {
    assertThat(schedule.beginMillis(0)).isEqualTo(1_002_000);
    assertThat(schedule.beginMillis(1)).isEqualTo(1_017_000);
    assertThat(schedule.endMillis()).isEqualTo(1_037_000);
  }

  @Test
  void shouldCountTheSlicesThatEndInTheMeasuredPart() {
    // 1,006,000 to 1,016,000; 1,022,000 to 1,037,000
    assertThat(schedule.sliceEnds(0, 5_000)).containsExactly(1_010_000L, 1_015_000L);
    assertThat(schedule.sliceEnds(1, 5_000)).containsExactly(1_025_000L, 1_030_000L, 1_035_000L);
  }

  @Test
  void shouldCountNoSliceThatEndsWithTheWarmUp() {
    Schedule onTime = new Schedule(0, List.of(new Stage("a", 1, 5_000, 5_000, 0)));

    assertThat(onTime.sliceEnds(0, 5_000)).containsExactly(10_000L);
  }

  @Test
  void shouldNeedAStage() {
    assertThatThrownBy(() -> new Schedule(0, List.of())).hasMessageContaining("one stage");
  }
}
