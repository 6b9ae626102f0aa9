package io.livegauge.job;

import static io.livegauge.job.reference.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.Rules;
import io.livegauge.job.reference.EventBuilder;
import io.livegauge.job.reference.EventGenerator;
import io.livegauge.job.reference.EventGenerator.Profile;
import io.livegauge.job.reference.MeasurementText;
import io.livegauge.measure.Measurement;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** Whether slices are taken ahead of their close, and what comes between, changes nothing. */
class AheadOfTheCloseTest {
  private static final long PLENTY = 1L << 40;
  private static final int ALL = 1;
  private static final int NONE = Integer.MAX_VALUE;

  private final Rules rules = Rules.of(JobConfig.defaults());

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void shouldGiveWhatTheCloseAloneGives(@ForAll Profile profile, @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    List<Arrival> events =
        EventGenerator.generate(profile, seed, 150).stream()
            .map(event -> new Arrival(event, event.eventTime + random.nextLong(6_000)))
            .sorted(Comparator.comparingLong(Arrival::time))
            .toList();
    long residentBytes = seed % 2 == 0 ? PLENTY : 20_000;
    try (RoadHarness ahead = new RoadHarness(rules, residentBytes, new HashMapStateBackend(), ALL);
        RoadHarness atClose = new RoadHarness(rules, PLENTY, new HashMapStateBackend(), NONE)) {
      run(ahead, events, new Random(seed), true);
      run(atClose, events, new Random(seed), false);
      assertThat(MeasurementText.of(ahead.measurements))
          .isEqualTo(MeasurementText.of(atClose.measurements));
      assertThat(texts(ahead)).isEqualTo(texts(atClose));
      assertThat(ahead.residentKeys()).isZero();
      assertThat(ahead.stateEntries()).isZero();
    }
  }

  private record Arrival(Event event, long time) {}

  /** Event time follows in small steps, so closely that many events are behind it. */
  private static void run(RoadHarness road, List<Arrival> events, Random random, boolean snapshots)
      throws Exception {
    long time = events.get(0).time - 10_000;
    for (Arrival arrival : events) {
      road.take(arrival.event);
      long target = arrival.time - 2_000;
      if (target - time > 10_000) {
        time = target - 6_000;
        road.advance(time);
      }
      while (time < target) {
        time = Math.min(target, time + 100 + random.nextInt(600));
        road.advance(time);
        int dice = random.nextInt(40);
        if (dice == 0 && snapshots) {
          road.restart();
        } else if (dice < 3 && snapshots) {
          assertThat(road.snapshotBytes()).isPositive();
        }
      }
    }
    road.end();
    road.measurements.sort(
        Comparator.comparing(Measurement::streamId).thenComparing(Measurement::windowEnd));
  }

  @Test
  void shouldTakeAheadOnlyWhereEventTimeGoesInSmallSteps() throws Exception {
    try (RoadHarness road = new RoadHarness(rules, PLENTY, new HashMapStateBackend(), ALL)) {
      long start = EventBuilder.BASE;
      road.take(event(EventType.LIKE, "e1").at(8_000).build());
      road.advance(start);
      long waiting = road.residentHeap();
      road.advance(start + 8_000);
      step(road, start + 8_100, start + 8_700);
      assertThat(road.residentHeap()).as("after few steps").isEqualTo(waiting);
      step(road, start + 8_800, start + 9_200);
      long taken = road.residentHeap();
      assertThat(taken).as("after some").isGreaterThan(waiting);
      road.advance(start + 9_250);
      assertThat(road.residentHeap()).as("of a part").isEqualTo(taken);
    }
  }

  private static void step(RoadHarness road, long from, long to) throws Exception {
    for (long time = from; time <= to; time += 100) {
      road.advance(time);
    }
  }

  private static List<String> texts(RoadHarness road) {
    return road.rejections.stream()
        .map(r -> r.reason() + " " + r.streamId() + " " + r.eventId() + " " + r.detail())
        .sorted()
        .toList();
  }
}
