package io.livegauge.job;

import static io.livegauge.job.reference.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.EventType;
import io.livegauge.event.Reason;
import io.livegauge.event.Rejection;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.Rules;
import io.livegauge.job.reference.EventBuilder;
import io.livegauge.measure.Measurement;
import org.junit.jupiter.api.Test;

/** A slice that was closed before a restart stays closed, though the watermark begins anew. */
class LateAfterRestoreTest {
  private final Rules rules = Rules.of(JobConfig.defaults());

  @Test
  void shouldRejectAnEventOfASliceThatClosedBeforeTheRestart() throws Exception {
    try (RoadHarness road = new RoadHarness(rules)) {
      road.take(event(EventType.LIKE, "a").user(1).at(1_000).build());
      road.advance(EventBuilder.BASE + 100_000);
      road.restart();

      road.take(event(EventType.LIKE, "late").user(1).at(3_000).build());
      road.take(event(EventType.LIKE, "late, of nobody known").user(2).at(3_000).build());
      road.take(event(EventType.STREAM_END, "late end").at(4_000).build());
      road.end();

      assertThat(road.rejections)
          .extracting(Rejection::reason)
          .containsExactly(Reason.LATE, Reason.LATE, Reason.LATE);
      assertThat(road.measurements).extracting(Measurement::windowEnd).doesNotHaveDuplicates();
      Measurement last = road.measurements.get(road.measurements.size() - 1);
      assertThat(last.isFinal()).isTrue();
      assertThat(last.quality().valid()).isEqualTo(1);
    }
  }
}
