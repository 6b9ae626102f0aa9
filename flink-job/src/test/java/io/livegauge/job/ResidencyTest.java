package io.livegauge.job;

import static io.livegauge.job.reference.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import io.livegauge.event.Rejection;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.Rules;
import io.livegauge.job.reference.EventBuilder;
import io.livegauge.job.reference.EventGenerator;
import io.livegauge.job.reference.EventGenerator.Profile;
import io.livegauge.job.reference.MeasurementText;
import io.livegauge.measure.Measurement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where state lies, on the heap or in the backend, and how often it moves, changes nothing. */
class ResidencyTest {
  private static final long SECOND = 1_000;
  private static final long PLENTY = 1L << 40;

  private final Rules rules = Rules.of(JobConfig.defaults());

  @Property(tries = 8, shrinking = ShrinkingMode.OFF)
  void shouldGiveTheSameFromRocksDbAndFromTheHeap(
      @ForAll Profile profile,
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 40_000) int residentBytes)
      throws Exception {
    List<Event> events = new ArrayList<>(EventGenerator.generate(profile, seed, 150));
    events.sort(Comparator.comparingLong(event -> event.eventTime));
    try (RoadHarness plain = new RoadHarness(rules);
        RoadHarness moving =
            new RoadHarness(rules, residentBytes, new EmbeddedRocksDBStateBackend(false))) {
      run(plain, events, new Random(seed), false);
      run(moving, events, new Random(seed), true);
      assertThat(MeasurementText.of(moving.measurements))
          .isEqualTo(MeasurementText.of(plain.measurements));
      assertThat(texts(moving.rejections)).isEqualTo(texts(plain.rejections));
      assertThat(moving.settlements).hasSameSizeAs(plain.settlements);
      assertThat(moving.residentKeys()).isZero();
    }
  }

  /** Event time goes on now and then, up to the event, so that many slices are open at a time. */
  private static void run(RoadHarness road, List<Event> events, Random random, boolean restarts)
      throws Exception {
    for (Event event : events) {
      road.take(event);
      int dice = random.nextInt(30);
      if (dice < 10) {
        road.advance(event.eventTime);
      }
      if (dice == 29 && restarts) {
        road.restart();
      }
    }
    road.end();
    road.measurements.sort(
        Comparator.comparing(Measurement::streamId).thenComparing(Measurement::windowEnd));
  }

  @Test
  void shouldKeepNothingOnTheHeapWithoutABudget() throws Exception {
    try (RoadHarness road = new RoadHarness(rules, 0, new HashMapStateBackend())) {
      for (int i = 0; i < 40; i++) {
        road.take(like(i, i * SECOND));
        assertThat(road.residentKeys()).isZero();
        road.advance(EventBuilder.BASE + i * SECOND);
        assertThat(road.residentKeys()).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, PLENTY})
  void shouldNotGrowWithTimeHoweverOftenItIsWritten(long residentBytes) throws Exception {
    try (RoadHarness road = new RoadHarness(rules, residentBytes, new HashMapStateBackend())) {
      long[] bytes = new long[4];
      for (int i = 0; i < 4 * 1_200; i++) {
        road.take(like(i, i * SECOND));
        road.advance(EventBuilder.BASE + i * SECOND);
        if (i % 10 == 9) {
          bytes[i / 1_200] = road.snapshotBytes();
        }
        if (i % 300 == 299) {
          road.restart();
        }
      }
      // Twenty users, six hundred fingerprints, and what a snapshot says of its own form.
      assertThat(bytes[0]).isBetween(6_000L, 30_000L);
      assertThat(bytes[3]).isLessThan(bytes[0] * 5 / 4);
    }
  }

  private static Event like(int i, long at) {
    return event(EventType.LIKE, "e" + i).user(1 + i % 20).at(at).build();
  }

  private static List<String> texts(List<Rejection> rejections) {
    return rejections.stream()
        .map(r -> r.reason() + " " + r.streamId() + " " + r.eventId() + " " + r.detail())
        .sorted()
        .toList();
  }
}
