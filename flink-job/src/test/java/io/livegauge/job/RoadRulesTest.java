package io.livegauge.job;

import static io.livegauge.job.reference.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import io.livegauge.event.Reason;
import io.livegauge.event.Rejection;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.Rules;
import io.livegauge.job.reference.EventBuilder;
import io.livegauge.job.reference.EventGenerator;
import io.livegauge.job.reference.EventGenerator.Profile;
import io.livegauge.job.reference.MeasurementText;
import io.livegauge.job.reference.Reference;
import io.livegauge.job.reference.ReferenceOptions;
import io.livegauge.job.reference.ReferenceResult;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Measurement;
import io.livegauge.measure.Measurement.Mark;
import io.livegauge.measure.Measurement.MarkKind;
import io.livegauge.measure.Measurement.Promotion;
import io.livegauge.measure.Measurement.SourceCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Cases that random sets of events seldom hold, each held to the plain reference as well. */
class RoadRulesTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  @Test
  void shouldMoveABuyerToTheSourceThatBecomesKnownAfterTheOrder() throws Exception {
    List<Event> events =
        EventBuilder.events(
            order("in the same slice", 1).at(100),
            event(EventType.ENTER, "e1").user(1).source("search").at(200),
            order("slices before", 2).at(100),
            event(EventType.ENTER, "e2").user(2).source("ad").at(30 * SECOND),
            // The first source counts, and one that is not known is other.
            event(EventType.ENTER, "e3").user(2).source("follow").at(31 * SECOND),
            order("of a stranger's source", 3).at(300),
            event(EventType.LOGIN, "e4").user(3).source("billboard").at(400),
            event(EventType.LOGIN, "e5").user(3).source("share").at(500),
            // Known by a login before any presence.
            event(EventType.LOGIN, "e6").user(4).source("recommend").at(600),
            order("after the source", 4).at(700),
            // Never present and no buyer: counted nowhere.
            event(EventType.LOGIN, "e7").user(5).source("share").at(800),
            // Buys again after the source is known.
            order("again", 2).order("o9", 1_000).at(40 * SECOND),
            event(EventType.STREAM_END, "end").at(60 * SECOND));

    assertThat(last(run(events)).summary().sources())
        .containsExactly(
            new SourceCount("recommend", 1, 1),
            new SourceCount("ad", 1, 1),
            new SourceCount("search", 1, 1),
            new SourceCount("other", 1, 1));
  }

  @Test
  void shouldTakeABuyerWhoWasForgottenForAnother() throws Exception {
    List<EventBuilder> events = new ArrayList<>();
    // Somebody else keeps the session open.
    for (int i = 0; i <= 85; i++) {
      events.add(event(EventType.HEARTBEAT, "h" + i).user(9).at(i * 5L * MINUTE));
    }
    events.add(event(EventType.ENTER, "in").user(1).source("ad").at(1));
    events.add(order("first", 1).at(2));
    // Two who come back in the very slice in which they would be forgotten, one just before.
    events.add(order("second", 2).at(2));
    events.add(order("third", 3).at(3));
    events.add(event(EventType.ENTER, "back").user(1).source("search").at(7 * HOUR));
    events.add(order("again", 1).order("o2", 1_000).at(7 * HOUR + 1));
    events.add(order("at the limit", 2).order("o3", 1_000).at(6 * HOUR + 2));
    events.add(order("just remembered", 3).order("o4", 1_000).at(6 * HOUR + 2));
    events.add(event(EventType.RATING, "rating").user(4).at(2));
    events.add(event(EventType.STREAM_END, "end").at(7 * HOUR + MINUTE));

    Measurement end = last(run(events.stream().map(EventBuilder::build).toList()));
    assertThat(end.session().get(Figure.BUYERS)).isEqualTo(5);
    assertThat(end.summary().sources())
        .contains(
            new SourceCount("ad", 1, 1),
            new SourceCount("search", 1, 1),
            new SourceCount("other", 4, 3));
  }

  @Test
  void shouldNameTwoHundredPromoCodesAndSumTheRest() throws Exception {
    List<EventBuilder> events = new ArrayList<>();
    for (int i = 0; i < 230; i++) {
      // In each slice the code that comes first in time has the higher number.
      int code = i / 10 * 10 + 9 - i % 10;
      events.add(
          order("o" + i, 1 + i % 7)
              .order("o" + i, 1_000 + i % 3)
              .promo(String.format("code%03d", code), i % 2 == 0 ? null : (long) i)
              .at(i * 500L));
    }
    events.add(order("again", 1).order("x", 1_000).promo("code229", 7L).at(2 * MINUTE));
    events.add(order("known", 1).order("y", 1_000).promo("code000", 7L).at(2 * MINUTE + 1));
    events.add(event(EventType.STREAM_END, "end").at(2 * MINUTE + 2));

    List<Promotion> promotions =
        last(run(events.stream().map(EventBuilder::build).toList())).summary().promotions();
    assertThat(promotions).hasSize(201);
    assertThat(promotions.get(0).promoCode()).isEqualTo("code009");
    assertThat(promotions.get(9)).isEqualTo(new Promotion("code000", 2, 2_000, 16));
    assertThat(promotions.get(199).promoCode()).isEqualTo("code190");
    assertThat(promotions.get(200).promoCode()).isEqualTo("other");
    assertThat(promotions.get(200).orders()).isEqualTo(31);
  }

  @Test
  void shouldHoldOrdersToTheLastThousand() throws Exception {
    List<EventBuilder> events = new ArrayList<>();
    int id = 0;
    // A thousand at 1,000 with a spread, then as many outliers as turn the median over.
    for (int i = 0; i < 1_000; i++) {
      events.add(order("o" + id, i % 50 + 1).order("o" + id++, 990 + i % 21).at(i * 5L));
    }
    for (int i = 0; i < 1_100; i++) {
      events.add(
          order("o" + id, i % 50 + 1).order("o" + id++, 99_000 + i % 21).at(6 * SECOND + i * 20L));
    }
    events.add(order("new price", 1).order("a", 99_005).at(40 * SECOND));
    events.add(order("old price", 1).order("b", 1_000).at(40 * SECOND));
    events.add(event(EventType.STREAM_END, "end").at(41 * SECOND));

    RoadHarness road = run(events.stream().map(EventBuilder::build).toList());
    assertThat(road.rejections)
        .extracting(Rejection::reason)
        .isNotEmpty()
        .containsOnly(Reason.ABNORMAL_ORDER);
    assertThat(road.rejections).extracting(Rejection::eventId).contains("old price");
    assertThat(road.rejections).extracting(Rejection::eventId).doesNotContain("new price");
  }

  @Test
  void shouldMarkOnlyTheFirstGamesAndPromosOfASession() throws Exception {
    List<Event> events =
        EventBuilder.events(
            event(EventType.GAME_JOIN, "g1").game("b").at(1),
            event(EventType.GAME_JOIN, "g2").user(2).game("b").at(1),
            event(EventType.GAME_JOIN, "g3").game("a").at(2),
            event(EventType.GAME_JOIN, "g4").game("c").at(3),
            order("p1", 1).promo("x", null).at(4),
            order("p2", 1).order("o2", 1_000).promo("y", null).at(5),
            order("p3", 1).order("o3", 1_000).promo("z", null).at(6),
            event(EventType.PRODUCT_PIN, "pin").at(7),
            event(EventType.GAME_JOIN, "g5").game("a").at(6 * SECOND),
            event(EventType.STREAM_END, "end").at(7 * SECOND));
    RoadHarness road = road(Map.of("mark-ids", "2"), events);

    assertThat(road.measurements.get(0).marks())
        .extracting(Mark::id)
        .containsExactly("b", "a", "x", "y", "i1");
    assertThat(road.measurements.get(1).marks()).isEmpty();
    assertThat(last(road).session().get(Figure.PLAYERS)).isEqualTo(2);
  }

  @Test
  void shouldLeaveOutTheMarksThatARecordCannotHold() throws Exception {
    List<EventBuilder> events = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      events.add(event(EventType.PRODUCT_PIN, "p" + i).item("i" + i).user(i + 1).at(9 - i));
    }
    events.add(event(EventType.GAME_JOIN, "g").game("w").at(8));
    events.add(event(EventType.GAME_JOIN, "again").game("w").at(6 * SECOND));
    events.add(event(EventType.STREAM_END, "end").at(7 * SECOND));
    for (String buckets : new String[] {"1", "4"}) {
      RoadHarness road =
          road(
              Map.of("slice-marks", "3", "buckets", buckets),
              events.stream().map(EventBuilder::build).toList());

      assertThat(road.measurements.get(0).marks())
          .containsExactly(
              new Mark(EventBuilder.BASE + 1, MarkKind.PIN, "i8"),
              new Mark(EventBuilder.BASE + 2, MarkKind.PIN, "i7"),
              new Mark(EventBuilder.BASE + 3, MarkKind.PIN, "i6"));
      // The first use of the game was in the slice before, marked or not.
      assertThat(last(road).marks()).isEmpty();
      assertThat(last(road).quality().accepted()).isEqualTo(12);
    }
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void shouldMeasureWhatTheReferenceMeasuresUnderOtherSettings(
      @ForAll Profile profile, @ForAll long seed, @ForAll @IntRange(max = 4) int setting)
      throws Exception {
    List<Event> events = EventGenerator.generate(profile, seed, 90);
    ReferenceOptions defaults = ReferenceOptions.DEFAULTS;
    switch (setting) {
      case 0 ->
          assertAlike(
              Map.of("slice", "1s", "window", "10s"), defaults.withSlices(1_000, 10_000), events);
      case 1 ->
          assertAlike(
              Map.of("slice", "7s", "window", "7s"), defaults.withSlices(7_000, 7_000), events);
      case 2 ->
          assertAlike(
              Map.of("slice", "1min", "window", "5min"),
              defaults.withSlices(MINUTE, 5 * MINUTE),
              events);
      case 3 ->
          assertAlike(
              Map.of("slice", "300ms", "window", "3s", "dormancy", "64s", "silence", "11min"),
              defaults.withSlices(300, 3_000).withSession(64 * SECOND, 11 * MINUTE, 24 * HOUR),
              events);
      default ->
          assertAlike(
              Map.of("dormancy", "365s", "silence", "24h"),
              defaults.withSession(365 * SECOND, 24 * HOUR, 24 * HOUR),
              events);
    }
  }

  private static EventBuilder order(String id, int user) {
    return event(EventType.ORDER_PAID, id).user(user).order(id, 1_000);
  }

  private static Measurement last(RoadHarness road) {
    return road.measurements.get(road.measurements.size() - 1);
  }

  /** Goes the road, and holds it to the reference. */
  private static RoadHarness run(List<Event> events) throws Exception {
    return assertAlike(Map.of(), ReferenceOptions.DEFAULTS, events);
  }

  private static RoadHarness assertAlike(
      Map<String, String> settings, ReferenceOptions options, List<Event> events) throws Exception {
    ReferenceResult expected = Reference.run(events, options);
    RoadHarness road = road(settings, events);
    List<Measurement> measured = new ArrayList<>(road.measurements);
    measured.sort(
        Comparator.comparing(Measurement::streamId).thenComparing(Measurement::windowEnd));
    assertThat(MeasurementText.of(measured)).isEqualTo(MeasurementText.of(expected.measurements()));
    assertThat(road.rejections).hasSize(expected.rejections().size());
    assertThat(road.settlements).hasSize(expected.settlements().size());
    return road;
  }

  /** A road that was gone to its end, and is closed. */
  private static RoadHarness road(Map<String, String> settings, List<Event> events)
      throws Exception {
    try (RoadHarness road = new RoadHarness(Rules.of(JobConfig.of(settings)))) {
      List<Event> ordered =
          events.stream().sorted(Comparator.comparingLong(e -> e.eventTime)).toList();
      for (Event event : ordered) {
        road.take(event);
        road.advance(event.eventTime - 2 * SECOND);
      }
      road.end();
      assertThat(road.stateEntries()).as("state left behind").isZero();
      return road;
    }
  }
}
