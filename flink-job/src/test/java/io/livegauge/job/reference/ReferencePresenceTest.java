package io.livegauge.job.reference;

import static io.livegauge.event.EventType.CART_ADD;
import static io.livegauge.event.EventType.ENTER;
import static io.livegauge.event.EventType.HEARTBEAT;
import static io.livegauge.event.EventType.LEAVE;
import static io.livegauge.event.EventType.LIKE;
import static io.livegauge.event.EventType.LOGIN;
import static io.livegauge.event.EventType.LOGOUT;
import static io.livegauge.event.EventType.STREAM_END;
import static io.livegauge.event.EventType.STREAM_START;
import static io.livegauge.job.reference.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.CanonicalOrder;
import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Measurement;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ReferencePresenceTest {
  private static final long SECOND = 1_000;

  private static List<Measurement> measure(EventBuilder... builders) {
    return Reference.run(EventBuilder.events(builders), ReferenceOptions.DEFAULTS).measurements();
  }

  /** The measurement at that many seconds after the base. */
  private static Measurement at(List<Measurement> measurements, long seconds) {
    return measurements.stream()
        .filter(m -> m.windowEnd() == EventBuilder.BASE + seconds * SECOND)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldCountAViewerWhoLeavesAtOnce() {
    List<Measurement> measurements = measure(event(LIKE, "b").at(7), event(LEAVE, "a").at(7));
    Measurement first = at(measurements, 5);
    assertThat(first.window().get(Figure.VIEWERS)).isEqualTo(1);
    assertThat(first.window().get(Figure.VIEWER_MILLIS)).isZero();
    assertThat(first.audience().concurrent()).isZero();
    assertThat(at(measurements, 300).audience().windowDistinct()).isEqualTo(1);
    assertThat(at(measurements, 305).audience().windowDistinct()).isZero();
    assertThat(at(measurements, 305).audience().sessionDistinct()).isEqualTo(1);
  }

  @Test
  void shouldEndPresenceAMinuteAfterTheLastEvent() {
    List<Measurement> measurements = measure(event(ENTER, "a"), event(HEARTBEAT, "b").at(40_000));
    assertThat(at(measurements, 95).audience().concurrent()).isEqualTo(1);
    // The end instant is excluded.
    assertThat(at(measurements, 100).audience().concurrent()).isZero();
    assertThat(at(measurements, 105).session().get(Figure.VIEWER_MILLIS)).isEqualTo(100_000);
    assertThat(at(measurements, 300).window().get(Figure.VIEWER_MILLIS)).isEqualTo(100_000);
    assertThat(at(measurements, 350).window().get(Figure.VIEWER_MILLIS)).isEqualTo(50_000);
    assertThat(at(measurements, 395).window().get(Figure.VIEWERS)).isEqualTo(1);
    assertThat(at(measurements, 400).window().get(Figure.VIEWERS)).isZero();
    assertThat(at(measurements, 400).audience().peak()).isEqualTo(1);
  }

  @Test
  void shouldAverageOverTheTimeInWhichSomeoneCouldBeThere() {
    List<Measurement> measurements =
        measure(
            event(ENTER, "a").at(1_000),
            event(ENTER, "b").user(2).at(2_000),
            event(LOGIN, "c").user(3).at(8_000),
            event(LEAVE, "d").user(2).at(9_000));
    assertThat(at(measurements, 5).audience())
        .isEqualTo(new Measurement.Audience(2, 2, 2, 2, 7_000, 4_000));
    assertThat(at(measurements, 10).audience())
        .isEqualTo(new Measurement.Audience(1, 2, 2, 2, 16_000, 9_000));
    assertThat(at(measurements, 100).audience())
        .isEqualTo(new Measurement.Audience(0, 2, 2, 2, 67_000, 68_000));
  }

  @Test
  void shouldMakeNoViewerOfLoginsAndHosts() {
    List<Measurement> measurements =
        measure(
            event(STREAM_START, "a"),
            event(LOGIN, "b"),
            event(LOGOUT, "c").at(1),
            event(STREAM_END, "d").at(2));
    assertThat(measurements.get(0).audience())
        .isEqualTo(new Measurement.Audience(0, 0, 0, 0, 0, 5_000));
  }

  @Test
  void shouldBePresentByAnOutlierButNotByADuplicate() {
    List<Measurement> measurements =
        measure(
            event(CART_ADD, "a").quantity(0),
            event(ENTER, "b").user(2).at(1),
            event(LEAVE, "c").user(2).at(2),
            event(LIKE, "b").user(2).at(3));
    assertThat(at(measurements, 5).audience())
        .isEqualTo(new Measurement.Audience(1, 2, 2, 1, 5_001, 5_000));
  }

  @Test
  void shouldKeepPresenceInsideTheSession() {
    List<Measurement> measurements = measure(event(ENTER, "a"), event(STREAM_END, "b").at(1));
    assertThat(measurements).hasSize(1);
    assertThat(measurements.get(0).session().get(Figure.VIEWER_MILLIS)).isEqualTo(5_000);
    assertThat(measurements.get(0).audience().concurrent()).isEqualTo(1);
  }

  @Provide
  Arbitrary<List<Event>> events() {
    Arbitrary<EventType> types = Arbitraries.of(ENTER, HEARTBEAT, LEAVE, LOGIN);
    Arbitrary<Integer> times = Arbitraries.integers().between(0, 60);
    return Combinators.combine(types, times)
        .as((type, time) -> event(type, "e").at(time).build())
        .list()
        .ofMaxSize(12);
  }

  /** Instant by instant: present by some event, with no leave between it and the instant. */
  @Property(tries = 300)
  void shouldAgreeWithTheDefinitionAtEveryInstant(@ForAll("events") List<Event> events) {
    List<Event> sorted = new ArrayList<>(events);
    sorted.sort(CanonicalOrder.INSTANCE);
    long length = 10;
    Presence presence = new Presence(sorted, length);
    for (long time = EventBuilder.BASE; time < EventBuilder.BASE + 80; time++) {
      long now = time;
      boolean isPresent =
          sorted.stream()
              .filter(e -> Presence.begins(e.type))
              .filter(e -> e.eventTime <= now && now < e.eventTime + length)
              .anyMatch(
                  e ->
                      sorted.stream()
                          .filter(l -> Presence.ends(l.type))
                          .noneMatch(l -> l.eventTime >= e.eventTime && l.eventTime <= now));
      assertThat(presence.millis(now, now + 1)).isEqualTo(isPresent ? 1 : 0);
    }
  }
}
