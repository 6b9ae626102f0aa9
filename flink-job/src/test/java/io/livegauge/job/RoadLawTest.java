package io.livegauge.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Event;
import io.livegauge.event.Rejection;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.Rules;
import io.livegauge.job.reference.EventGenerator;
import io.livegauge.job.reference.EventGenerator.Profile;
import io.livegauge.job.reference.MeasurementText;
import io.livegauge.job.reference.Reference;
import io.livegauge.job.reference.ReferenceOptions;
import io.livegauge.job.reference.ReferenceResult;
import io.livegauge.measure.Measurement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

/**
 * The law: results are a function of the set of events. Random sets of events, shuffled within the
 * bound, in one to five buckets, with restarts in the middle, and with all, a little or nothing of
 * the state resident, give what the plain reference gives.
 */
class RoadLawTest {
  private static final long BOUND = 5_000;

  /** How much of the state stays on the heap between two slices. */
  enum Residency {
    NOTHING(0),
    A_LITTLE(12_000),
    ALL(1L << 40);

    final long bytes;

    Residency(long bytes) {
      this.bytes = bytes;
    }
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void shouldMeasureWhatTheReferenceMeasures(
      @ForAll Profile profile,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int buckets,
      @ForAll boolean restart,
      @ForAll Residency residency)
      throws Exception {
    List<Event> events = EventGenerator.generate(profile, seed, 120);
    ReferenceResult expected = Reference.run(events, ReferenceOptions.DEFAULTS);
    Rules rules = Rules.of(JobConfig.of(Map.of("buckets", Integer.toString(buckets))));
    try (RoadHarness road = new RoadHarness(rules, residency.bytes, new HashMapStateBackend())) {
      run(road, shuffledWithinBound(events, seed), restart);

      List<Measurement> measured = new ArrayList<>(road.measurements);
      measured.sort(
          Comparator.comparing(Measurement::streamId).thenComparing(Measurement::windowEnd));
      assertThat(MeasurementText.of(measured))
          .isEqualTo(MeasurementText.of(expected.measurements()));
      assertThat(road.rejections.stream().map(RoadLawTest::text).sorted().toList())
          .isEqualTo(
              expected.rejections().entrySet().stream()
                  .map(entry -> entry.getValue() + " " + at(entry.getKey()))
                  .sorted()
                  .toList());
      assertThat(
              road.settlements.stream()
                  .map(s -> at(s.event()) + " " + s.sessionStart())
                  .sorted()
                  .toList())
          .isEqualTo(
              expected.settlements().stream()
                  .map(s -> at(s.event()) + " " + s.sessionStart())
                  .sorted()
                  .toList());
      assertThat(road.stateEntries()).as("state left behind").isZero();
      assertThat(road.residentKeys()).as("keys left on the heap").isZero();
    }
  }

  private static void run(RoadHarness road, List<Event> events, boolean restart) throws Exception {
    long largest = Long.MIN_VALUE;
    for (int i = 0; i < events.size(); i++) {
      road.take(events.get(i));
      largest = Math.max(largest, events.get(i).eventTime);
      road.advance(largest - BOUND);
      if (restart && i % 40 == 20) {
        road.restart();
      }
    }
    road.end();
  }

  /** In the order of arrival after a delay of up to the bound. */
  private static List<Event> shuffledWithinBound(List<Event> events, long seed) {
    Random random = new Random(seed);
    record Arrival(Event event, long time) {}
    return events.stream()
        .map(event -> new Arrival(event, event.eventTime + random.nextLong(BOUND + 1)))
        .sorted(Comparator.comparingLong(Arrival::time))
        .map(Arrival::event)
        .toList();
  }

  private static String text(Rejection rejection) {
    return rejection.reason()
        + " "
        + rejection.streamId()
        + " "
        + rejection.eventTime()
        + " "
        + rejection.eventId();
  }

  private static String at(Event event) {
    return event.streamId + " " + event.eventTime + " " + event.eventId;
  }
}
