package io.livegauge.job;

import static io.livegauge.job.reference.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.EventType;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.Rules;
import io.livegauge.job.reference.EventBuilder;
import io.livegauge.measure.Measurement;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What state is left of a stream, counted in entries. */
class StateLifeTest {
  private static final int BUCKETS = 4;
  private static final int STREAMS = 500;
  private static final long SECOND = 1_000;
  private static final long HOUR = 3_600 * SECOND;

  private final Rules rules = Rules.of(JobConfig.of(Map.of("buckets", Integer.toString(BUCKETS))));

  @Test
  void shouldLeaveOnlyEndMarkersOfEndedStreamsAndDropThemAfterADay() throws Exception {
    try (RoadHarness road = new RoadHarness(rules)) {
      long end = runShortStreams(road, true);

      assertThat(road.measurements).filteredOn(Measurement::isFinal).hasSize(STREAMS);
      // One marker per bucket, and one of the stream.
      assertThat(road.stateEntries()).isEqualTo(STREAMS * (BUCKETS + 1));

      road.advance(end + 24 * HOUR - 60 * SECOND);
      assertThat(road.stateEntries()).isEqualTo(STREAMS * (BUCKETS + 1));
      road.advance(end + 24 * HOUR + 60 * SECOND);
      assertThat(road.stateEntries()).isZero();
      assertThat(road.timers()).isZero();
    }
  }

  @Test
  void shouldLeaveNothingOfStreamsThatFellSilent() throws Exception {
    try (RoadHarness road = new RoadHarness(rules)) {
      long end = runShortStreams(road, false);
      assertThat(road.measurements).filteredOn(Measurement::isFinal).isEmpty();
      assertThat(road.stateEntries()).isPositive();

      road.advance(end + 6 * HOUR + 20 * 60 * SECOND);
      assertThat(road.measurements).filteredOn(Measurement::isFinal).hasSize(STREAMS);
      assertThat(road.stateEntries()).isZero();
      assertThat(road.timers()).isZero();
    }
  }

  @Test
  void shouldNotGrowWithEventsThatComeAfterAnEnd() throws Exception {
    try (RoadHarness road = new RoadHarness(rules)) {
      long end = runShortStreams(road, true);
      int entries = road.stateEntries();
      for (int i = 0; i < 50; i++) {
        road.take(
            event(EventType.LIKE, "late" + i).stream("s1")
                .user(1 + i)
                .at(end - EventBuilder.BASE + i)
                .build());
      }
      road.advance(end + 60 * SECOND);
      assertThat(road.stateEntries()).isEqualTo(entries);
      assertThat(road.rejections).hasSize(50);
    }
  }

  /** Returns a slice end by which all of them have ended. */
  private long runShortStreams(RoadHarness road, boolean ended) throws Exception {
    long start = 0;
    for (int i = 0; i < STREAMS; i++) {
      String stream = "s" + i;
      road.take(
          event(EventType.STREAM_START, "start").stream(stream)
              .host("h" + i, "beauty", "CNY", 10L)
              .at(start)
              .build());
      for (int user = 1; user <= 3; user++) {
        road.take(
            event(EventType.LIKE, "like" + user).stream(stream)
                .user(user)
                .at(start + 5 * SECOND + user)
                .build());
      }
      if (ended) {
        road.take(
            event(EventType.STREAM_END, "end").stream(stream).at(start + 20 * SECOND).build());
      }
    }
    long end = start + 30 * SECOND;
    road.advance(EventBuilder.BASE + end);
    return EventBuilder.BASE + end;
  }
}
