package io.livegauge.job.reference;

import static io.livegauge.event.EventType.ENTER;
import static io.livegauge.event.EventType.HEARTBEAT;
import static io.livegauge.event.EventType.LIKE;
import static io.livegauge.event.EventType.LOGIN;
import static io.livegauge.event.EventType.ORDER_REFUNDED;
import static io.livegauge.event.EventType.RATING;
import static io.livegauge.event.EventType.STREAM_END;
import static io.livegauge.event.EventType.STREAM_START;
import static io.livegauge.event.EventType.SURVEY_ANSWER;
import static io.livegauge.job.reference.EventBuilder.BASE;
import static io.livegauge.job.reference.EventBuilder.event;
import static io.livegauge.job.reference.EventBuilder.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Event;
import io.livegauge.event.Reason;
import io.livegauge.measure.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReferenceSessionTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private static ReferenceResult run(List<Event> events) {
    return Reference.run(events, ReferenceOptions.DEFAULTS);
  }

  private static List<Long> ends(ReferenceResult result) {
    return result.measurements().stream().map(m -> m.windowEnd() - BASE).toList();
  }

  private static List<Long> slices(long first, long last) {
    return LongStream.iterate(first, end -> end <= last, end -> end + 5 * SECOND).boxed().toList();
  }

  @Test
  void shouldMeasureEverySliceUntilDormantThenTheEnd() {
    ReferenceResult result = run(events(event(ENTER, "e1")));

    List<Long> expected = new ArrayList<>(slices(5 * SECOND, 10 * MINUTE));
    expected.add(6 * HOUR);
    assertThat(ends(result)).isEqualTo(expected);
    Measurement last = result.measurements().get(expected.size() - 1);
    assertThat(last.isFinal()).isTrue();
    assertThat(last.summary().endedBy()).isEqualTo("silence");
    assertThat(last.summary().sessionEnd()).isEqualTo(BASE + 6 * HOUR);
    assertThat(result.measurements().get(0).windowStart()).isEqualTo(BASE - 295 * SECOND);
    assertThat(result.measurements().stream().filter(Measurement::isFinal)).hasSize(1);
  }

  @Test
  void shouldRoundQuietTimesUpToSliceEnds() {
    ReferenceResult result = run(events(event(ENTER, "e1").at(1)));

    List<Long> expected = new ArrayList<>(slices(5 * SECOND, 10 * MINUTE + 5 * SECOND));
    expected.add(6 * HOUR + 5 * SECOND);
    assertThat(ends(result)).isEqualTo(expected);
  }

  @Test
  void shouldWakeUpInTheSliceOfTheNextValidEvent() {
    // A duplicate is a valid event too.
    ReferenceResult result =
        run(
            events(
                event(LOGIN, "e1").at(4_999),
                event(LOGIN, "e2").at(11 * MINUTE),
                event(LOGIN, "e3").at(11 * MINUTE),
                event(STREAM_END, "x").at(11 * MINUTE + 5 * SECOND)));

    List<Long> expected = new ArrayList<>(slices(5 * SECOND, 10 * MINUTE + 5 * SECOND));
    expected.addAll(slices(11 * MINUTE + 5 * SECOND, 11 * MINUTE + 10 * SECOND));
    assertThat(ends(result)).isEqualTo(expected);
  }

  @Test
  void shouldSettleOrRefuseForADayAfterStreamEnd() {
    long end = 5 * SECOND;
    List<Event> events =
        events(
            event(ENTER, "e0").at(1),
            event(STREAM_END, "e1").at(2),
            event(LIKE, "e2").at(end - 1),
            event(LIKE, "e3").at(end),
            event(RATING, "e4").at(end),
            event(ORDER_REFUNDED, "e5").at(end + 24 * HOUR - 1),
            event(ENTER, "e6").at(end + 24 * HOUR - 1),
            event(SURVEY_ANSWER, "e7").at(end + 24 * HOUR),
            event(ENTER, "e8").at(end + 24 * HOUR + 1),
            event(SURVEY_ANSWER, "e9").user(2).at(end + 25 * HOUR));
    ReferenceResult result = run(events);

    assertThat(result.rejections())
        .hasSize(2)
        .containsEntry(events.get(3), Reason.STREAM_ENDED)
        .containsEntry(events.get(6), Reason.STREAM_ENDED);
    // The survey answer comes before the first valid event of the session that its slice opens.
    assertThat(result.settlements())
        .containsExactly(
            new ReferenceResult.Settled(events.get(4), BASE + 1),
            new ReferenceResult.Settled(events.get(5), BASE + 1),
            new ReferenceResult.Settled(events.get(7), null),
            new ReferenceResult.Settled(events.get(9), BASE + end + 24 * HOUR + 1));
    assertThat(result.accepted()).hasSize(4);
    Measurement first = result.measurements().get(0);
    assertThat(first.isFinal()).isTrue();
    assertThat(first.summary().endedBy()).isEqualTo("stream_end");
    assertThat(first.quality().valid()).isEqualTo(3);
    assertThat(result.measurements().get(1).sessionStart()).isEqualTo(BASE + end + 24 * HOUR + 1);
  }

  @Test
  void shouldEndByADuplicateStreamEnd() {
    ReferenceResult result =
        run(events(event(STREAM_START, "e1"), event(STREAM_END, "e1").at(SECOND)));

    assertThat(result.rejections()).containsValue(Reason.DUPLICATE_ID);
    assertThat(ends(result)).containsExactly(5 * SECOND);
    assertThat(result.measurements().get(0).isFinal()).isTrue();
  }

  @Test
  void shouldSettleForStrangersWithoutOpeningASession() {
    List<Event> events = events(event(RATING, "e1"), event(RATING, "e2").at(20 * SECOND));
    ReferenceResult result = run(events);

    assertThat(result.measurements()).isEmpty();
    assertThat(result.settlements())
        .containsExactly(
            new ReferenceResult.Settled(events.get(0), null),
            new ReferenceResult.Settled(events.get(1), null));
  }

  @Test
  void shouldForgetUsersAfterSixHours() {
    List<Event> events =
        events(
            event(ENTER, "e1").user(1),
            event(ENTER, "e2").user(2),
            event(ENTER, "e3").user(3).at(3 * HOUR),
            event(HEARTBEAT, "e4").user(1).at(6 * HOUR - 1),
            event(HEARTBEAT, "e5").user(2).at(6 * HOUR));
    ReferenceResult result = run(events);

    Measurement last = result.measurements().get(result.measurements().size() - 1);
    assertThat(last.audience().sessionDistinct()).isEqualTo(4);
    assertThat(last.sessionStart()).isEqualTo(BASE);
  }

  @Test
  void shouldGoOnWhenAnEventComesInTheSliceThatWouldEndTheSession() {
    List<Event> events =
        events(
            event(ENTER, "e1").at(1),
            event(RATING, "e2").at(6 * HOUR + 1),
            event(ENTER, "e3").at(6 * HOUR + 2));

    ReferenceResult goesOn = run(events);
    assertThat(goesOn.settlements())
        .containsExactly(new ReferenceResult.Settled(events.get(1), BASE + 1));
    Measurement last = goesOn.measurements().get(goesOn.measurements().size() - 1);
    assertThat(last.windowEnd()).isEqualTo(BASE + 12 * HOUR + 5 * SECOND);
    assertThat(last.audience().sessionDistinct()).isEqualTo(2);

    ReferenceResult ends = run(events.subList(0, 2));
    assertThat(ends.settlements())
        .containsExactly(new ReferenceResult.Settled(events.get(1), BASE + 1));
    last = ends.measurements().get(ends.measurements().size() - 1);
    assertThat(last.windowEnd()).isEqualTo(BASE + 6 * HOUR + 5 * SECOND);
  }

  @Test
  void shouldOpenANewSessionAfterAnEndBySilence() {
    ReferenceResult result = run(events(event(ENTER, "e1"), event(ENTER, "e1").at(6 * HOUR)));

    assertThat(result.measurements().stream().filter(Measurement::isFinal)).hasSize(2);
    assertThat(result.measurements().stream().map(Measurement::sessionStart).distinct())
        .containsExactly(BASE, BASE + 6 * HOUR);
  }

  @Test
  void shouldTakeTheHostFromTheFirstDistinctStreamStart() {
    ReferenceResult result =
        run(
            events(
                event(ENTER, "e1"),
                event(STREAM_START, "e2").host("h2", "beauty", "CNY", 7L).at(5 * SECOND),
                event(STREAM_START, "e3").host("h3", "toys", "EUR", 8L).at(5 * SECOND),
                event(STREAM_END, "e4").at(10 * SECOND)));

    assertThat(result.measurements().stream().map(Measurement::hostId))
        .containsExactly(null, "h2", "h2");
    assertThat(result.measurements().get(1).followers()).isEqualTo(7);
    assertThat(result.measurements().get(1).currency()).isEqualTo("CNY");
  }

  @Test
  void shouldKeepStreamsApart() {
    ReferenceResult result =
        run(
            events(
                event(ENTER, "e1").stream("b"),
                event(STREAM_END, "e2").stream("b").at(1),
                event(ENTER, "e1").stream("a").at(2),
                event(STREAM_END, "e3").stream("a").at(3)));

    assertThat(result.accepted()).hasSize(4);
    assertThat(result.measurements().stream().map(Measurement::streamId)).containsExactly("a", "b");
  }
}
