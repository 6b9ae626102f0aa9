package io.livegauge.job;

import static io.livegauge.job.reference.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.event.EventType;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.Rules;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** State is bound to slice, window and buckets: restoring it with others is refused in words. */
class LayoutTest {
  @ParameterizedTest
  @CsvSource({"slice, 10s", "window, 240s", "buckets, 5"})
  void shouldRefuseStateOfAnotherLayout(String option, String value) throws Exception {
    try (RoadHarness road = new RoadHarness(Rules.of(JobConfig.defaults()))) {
      road.take(event(EventType.LIKE, "a").user(1).at(0).build());
      Rules others = Rules.of(JobConfig.of(Map.of(option, value)));
      assertThatThrownBy(() -> road.restart(others))
          .hasStackTraceContaining("taken with slice 5s, window 5min, buckets 4")
          .hasStackTraceContaining("configured with " + others.layout());
    }
  }
}
