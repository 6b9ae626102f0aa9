package io.livegauge.job.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Event;
import io.livegauge.event.Reason;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Measurement;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The laws hold for the reference itself, and the sets reach what they are made for. */
class ReferenceLawTest {
  private static final int SIZE = 80;

  private static ReferenceResult run(List<Event> events) {
    return Reference.run(events, ReferenceOptions.DEFAULTS);
  }

  @Provide
  Arbitrary<List<Event>> eventSets() {
    return EventGenerator.eventSets(SIZE);
  }

  @Property(tries = 60)
  void shouldNotDependOnTheOrderOfArrival(
      @ForAll("eventSets") List<Event> events, @ForAll long seed) {
    assertThat(MeasurementText.of(run(EventGenerator.shuffled(events, seed)).measurements()))
        .isEqualTo(MeasurementText.of(run(events).measurements()));
  }

  @Property(tries = 60)
  void shouldBalanceTheBook(@ForAll("eventSets") List<Event> events) {
    ReferenceResult result = run(events);
    assertThat(result.accepted().size() + result.rejections().size() + result.settlements().size())
        .isEqualTo(events.size());
    long valid = 0;
    Set<String> ends = new HashSet<>();
    for (Measurement m : result.measurements()) {
      assertThat(m.quality().valid())
          .isEqualTo(m.quality().accepted() + Arrays.stream(m.quality().rejected()).sum());
      assertThat(ends.add(m.streamId() + " " + m.windowEnd())).isTrue();
      assertThat(m.summary() != null).isEqualTo(m.isFinal());
      assertThat(m.audience().peak()).isGreaterThanOrEqualTo(m.audience().concurrent());
      assertThat(m.audience().sessionDistinct())
          .isGreaterThanOrEqualTo(m.audience().windowDistinct());
      if (m.isFinal()) {
        valid += m.quality().valid();
        assertThat(m.summary().sources().stream().mapToLong(s -> s.viewers()).sum())
            .isEqualTo(m.audience().sessionDistinct());
        assertThat(m.summary().sources().stream().mapToLong(s -> s.buyers()).sum())
            .isEqualTo(m.session().get(Figure.BUYERS));
      }
    }
    assertThat(valid).isEqualTo(result.valid());
  }

  @ParameterizedTest
  @EnumSource
  void shouldGenerateTheSameForTheSameSeed(EventGenerator.Profile profile) {
    String once = EventGenerator.describe(EventGenerator.generate(profile, 7, SIZE));
    assertThat(EventGenerator.describe(EventGenerator.generate(profile, 7, SIZE))).isEqualTo(once);
    assertThat(EventGenerator.describe(EventGenerator.generate(profile, 8, SIZE)))
        .isNotEqualTo(once);
  }

  @Test
  void shouldReachEveryRule() {
    Map<Reason, Long> rejected = new EnumMap<>(Reason.class);
    Set<String> seen = new HashSet<>();
    for (EventGenerator.Profile profile : EventGenerator.Profile.values()) {
      for (long seed = 0; seed < 12; seed++) {
        ReferenceResult result = run(EventGenerator.generate(profile, seed, SIZE));
        result.rejections().values().forEach(reason -> rejected.merge(reason, 1L, Long::sum));
        for (ReferenceResult.Settled settled : result.settlements()) {
          seen.add(settled.sessionStart() == null ? "settled alone" : "settled");
        }
        for (Measurement m : result.measurements()) {
          if (Arrays.stream(m.quality().excess()).sum() > 0) {
            seen.add("excess");
          }
          if (m.isFinal()) {
            seen.add(m.summary().endedBy());
          }
        }
      }
    }
    Set<Reason> reachable = EnumSet.copyOf(List.of(Reason.values()));
    reachable.removeIf(reason -> !reason.isCleaning() && reason != Reason.STREAM_ENDED);
    assertThat(rejected.keySet()).isEqualTo(reachable);
    assertThat(seen)
        .containsExactlyInAnyOrder("settled", "settled alone", "excess", "stream_end", "silence");
  }

  @Test
  void shouldMinimiseToWhatFails() {
    List<Event> events = EventGenerator.generate(EventGenerator.Profile.DENSE_SHORT, 1, 50);
    Event one = events.get(13);
    Event two = events.get(41);
    assertThat(EventGenerator.minimise(events, rest -> rest.contains(one) && rest.contains(two)))
        .containsExactly(one, two);
  }
}
