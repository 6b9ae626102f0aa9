package io.livegauge.job.reference;

import static io.livegauge.event.EventType.BARRAGE;
import static io.livegauge.event.EventType.ENTER;
import static io.livegauge.event.EventType.FOLLOW;
import static io.livegauge.event.EventType.GAME_JOIN;
import static io.livegauge.event.EventType.GIFT;
import static io.livegauge.event.EventType.HEARTBEAT;
import static io.livegauge.event.EventType.LIKE;
import static io.livegauge.event.EventType.LOGIN;
import static io.livegauge.event.EventType.ORDER_PAID;
import static io.livegauge.event.EventType.ORDER_REFUNDED;
import static io.livegauge.event.EventType.PRODUCT_CLICK;
import static io.livegauge.event.EventType.PRODUCT_PIN;
import static io.livegauge.event.EventType.PRODUCT_UNPIN;
import static io.livegauge.event.EventType.RATING;
import static io.livegauge.event.EventType.STREAM_END;
import static io.livegauge.event.EventType.SURVEY_ANSWER;
import static io.livegauge.event.EventType.UNFOLLOW;
import static io.livegauge.job.reference.EventBuilder.BASE;
import static io.livegauge.job.reference.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Event;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Interaction;
import io.livegauge.measure.Measurement;
import io.livegauge.measure.Measurement.Mark;
import io.livegauge.measure.Measurement.MarkKind;
import io.livegauge.measure.Measurement.Promotion;
import io.livegauge.measure.Measurement.SourceCount;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceFiguresTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;

  private static List<Measurement> measure(List<Event> events) {
    return Reference.run(events, ReferenceOptions.DEFAULTS).measurements();
  }

  private static List<Measurement> measure(EventBuilder... builders) {
    return measure(EventBuilder.events(builders));
  }

  /** The measurement at that many seconds after the base. */
  private static Measurement at(List<Measurement> measurements, long seconds) {
    return measurements.stream()
        .filter(m -> m.windowEnd() == BASE + seconds * SECOND)
        .findFirst()
        .orElseThrow();
  }

  private static List<Long> gifts(List<Measurement> measurements, long... seconds) {
    List<Long> gifts = new ArrayList<>();
    for (long second : seconds) {
      gifts.add(at(measurements, second).session().get(Figure.GIFTS));
    }
    return gifts;
  }

  @Test
  void shouldBookAStreakThirtySecondsAfterItsLastFrame() {
    List<Measurement> measurements =
        measure(
            event(GIFT, "a").frame("k", 1, 100),
            event(GIFT, "b").frame("k", 5, 100).at(10_000),
            event(GIFT, "c").frame("k", 3, 900).at(10_000));
    assertThat(gifts(measurements, 10, 35, 40, 600)).containsExactly(0L, 0L, 5L, 5L);
    assertThat(at(measurements, 40).sales().giftValue()).isEqualTo(500);
    // Booked in the slice that ends at 40 s, so it leaves the window with that slice.
    assertThat(at(measurements, 335).window().get(Figure.GIFTS)).isEqualTo(5);
    assertThat(at(measurements, 340).window().get(Figure.GIFTS)).isZero();
  }

  @Test
  void shouldBookOnlyTheDifferenceOfLaterFrames() {
    List<Measurement> measurements =
        measure(
            event(GIFT, "a").frame("k", 3, 100).streakEnd(true),
            event(GIFT, "b").frame("k", 3, 200).at(5_000),
            event(GIFT, "c").frame("k", 4, 150).at(10_000),
            event(GIFT, "d").frame("k", 9, 10).at(20_000).streakEnd(true));
    assertThat(gifts(measurements, 5, 15, 20, 25)).containsExactly(3L, 3L, 3L, 9L);
    assertThat(at(measurements, 25).sales().giftValue()).isEqualTo(300 + 6 * 10);
  }

  @Test
  void shouldTakeTheLargerUnitValueOfEqualFrames() {
    List<Measurement> measurements =
        measure(
            event(GIFT, "a").frame("k", 2, 300),
            event(GIFT, "b").frame("k", 2, 100).at(1),
            event(STREAM_END, "c").at(2));
    // The session's end books what is open.
    assertThat(measurements.get(0).sales().gifts()).isEqualTo(2);
    assertThat(measurements.get(0).sales().giftValue()).isEqualTo(600);
  }

  @Test
  void shouldForgetAStreakAfterTenMinutes() {
    long memory = 10 * MINUTE;
    List<Measurement> within =
        measure(
            event(GIFT, "a").frame("k", 3, 100).streakEnd(true),
            event(GIFT, "b").frame("k", 3, 100).streakEnd(true).at(memory));
    List<Measurement> after =
        measure(
            event(GIFT, "a").frame("k", 3, 100).streakEnd(true),
            event(GIFT, "b").frame("k", 3, 100).streakEnd(true).at(memory + 1));
    assertThat(gifts(within, 605)).containsExactly(3L);
    assertThat(gifts(after, 605)).containsExactly(6L);
  }

  @Test
  void shouldBookAGiftWithoutStreakAtOnceAndNeverOverflow() {
    List<Measurement> measurements =
        measure(event(GIFT, "a").gifts(7, 100).streakEnd(false), event(GIFT, "b").user(2));
    assertThat(gifts(measurements, 5)).containsExactly(8L);
    assertThat(at(measurements, 5).sales().giftValue()).isEqualTo(800);

    List<Event> many = new ArrayList<>();
    for (int i = 0; i < 9_300; i++) {
      many.add(event(GIFT, "g").user(i + 1).gifts(1_000_000, 1_000_000_000).build());
    }
    many.add(event(STREAM_END, "e").at(1).build());
    assertThat(measure(many).get(0).sales().giftValue()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldCutCountsToTheFloorAndPublishTheExcess() {
    List<EventBuilder> builders = new ArrayList<>();
    builders.add(event(LIKE, "l1").count(70));
    builders.add(event(LIKE, "l2").count(80).at(1));
    builders.add(event(LIKE, "l3").user(2).count(100));
    for (int i = 0; i < 7; i++) {
      builders.add(event(BARRAGE, "b" + i).text("t" + i));
    }
    for (int i = 0; i < 16; i++) {
      builders.add(event(PRODUCT_CLICK, "c" + i).item("i" + i));
    }
    Measurement first = measure(builders.toArray(EventBuilder[]::new)).get(0);
    assertThat(first.window().get(Figure.LIKES)).isEqualTo(200);
    assertThat(first.window().get(Figure.BARRAGES)).isEqualTo(5);
    assertThat(first.window().get(Figure.CLICKS)).isEqualTo(15);
    assertThat(first.window().get(Figure.CLICKERS)).isEqualTo(1);
    long[] excess = new long[Interaction.values().length];
    excess[Interaction.LIKE.ordinal()] = 50;
    excess[Interaction.BARRAGE.ordinal()] = 2;
    excess[Interaction.CLICK.ordinal()] = 1;
    assertThat(first.quality().excess()).isEqualTo(excess);
    assertThat(first.quality().accepted()).isEqualTo(26);
  }

  @Test
  void shouldCapByTheWindowThatEndedWithThePreviousSlice() {
    List<Measurement> measurements =
        measure(
            event(LIKE, "a").count(90),
            event(LIKE, "b").user(2).count(120),
            event(LIKE, "c").user(3).count(10_000).at(5_000),
            event(LIKE, "d").user(4).count(10_000).at(300_000));
    assertThat(at(measurements, 5).session().get(Figure.LIKES)).isEqualTo(90 + 100);
    // Of 90 and 120: median 105, MAD 15, 105 + 8.8956 · 15 = 238.434.
    assertThat(at(measurements, 10).session().get(Figure.LIKES)).isEqualTo(190 + 238);
    // The first slice still counts at 300 s: 90, 120 and 10,000 give median 120, MAD 30.
    assertThat(at(measurements, 305).session().get(Figure.LIKES)).isEqualTo(428 + 386);
    // A slice later it does not.
    List<Measurement> later =
        measure(event(LIKE, "a").count(9_000), event(LIKE, "b").user(2).count(10_000).at(305_000));
    assertThat(at(later, 310).window().get(Figure.LIKES)).isEqualTo(100);
  }

  @Test
  void shouldComputeBoundsExactly() {
    assertThat(Medians.upperBound(List.of(5L), 6)).isEqualTo(5);
    assertThat(Medians.upperBound(List.of(1L, 2L), 6)).isEqualTo(5); // 1.5 + 4.4478
    assertThat(Medians.upperBound(List.of(4L, 1L, 2L, 8L), 6)).isEqualTo(16); // 3 + 8.8956 · 1.5
    assertThat(Medians.upperBound(List.of(1L, 1L, 1L, 9L), 6)).isEqualTo(1);
    // 10,000 deviations of 1: exactly 88,956 over the median.
    assertThat(Medians.upperBound(List.of(10_000L, 20_000L, 30_000L), 6)).isEqualTo(108_956);
    assertThat(Medians.median(List.of(4.0, 1.0, 2.0, 8.0))).isEqualTo(3.0);
  }

  @Test
  void shouldCountTheRest() {
    List<Measurement> measurements =
        measure(
            event(ENTER, "e"),
            event(SURVEY_ANSWER, "s1").answer("A21", 4),
            event(SURVEY_ANSWER, "s2").answer("A23", 2),
            event(SURVEY_ANSWER, "s3").answer("other", 5),
            event(ORDER_PAID, "o1").order("o1", 500),
            event(ORDER_PAID, "o2").order("o2", 700).at(1),
            event(ORDER_PAID, "o3").user(2).order("o3", 0),
            event(ORDER_REFUNDED, "o4").order("o1", 200).at(2),
            event(RATING, "r").stars(3).at(2),
            event(FOLLOW, "f1"),
            event(FOLLOW, "f2").user(2),
            event(UNFOLLOW, "f3"),
            event(PRODUCT_CLICK, "c1").pinned(true),
            event(PRODUCT_CLICK, "c2").user(2),
            event(GAME_JOIN, "g1"),
            event(GAME_JOIN, "g2").at(1));
    Measurement first = measurements.get(0);
    for (var figures : List.of(first.window(), first.session())) {
      assertThat(figures.get(Figure.A21_SUM)).isEqualTo(4);
      assertThat(figures.get(Figure.A21_ANSWERS)).isEqualTo(1);
      assertThat(figures.get(Figure.A22_ANSWERS)).isZero();
      assertThat(figures.get(Figure.A23_SUM)).isEqualTo(2);
      assertThat(figures.get(Figure.BUYERS)).isEqualTo(1);
      assertThat(figures.get(Figure.PAID)).isEqualTo(1_200);
      assertThat(figures.get(Figure.REFUNDED)).isEqualTo(200);
      assertThat(figures.get(Figure.STARS)).isEqualTo(3);
      assertThat(figures.get(Figure.RATINGS)).isEqualTo(1);
      assertThat(figures.get(Figure.FOLLOWS)).isEqualTo(2);
      assertThat(figures.get(Figure.UNFOLLOWS)).isEqualTo(1);
      assertThat(figures.get(Figure.PINNED_CLICKERS)).isEqualTo(1);
      assertThat(figures.get(Figure.CLICKERS)).isEqualTo(2);
      assertThat(figures.get(Figure.PLAYERS)).isEqualTo(1);
    }
    assertThat(first.sales()).isEqualTo(new Measurement.Sales(2, 1_200, 200, 0, 0));
    // The window starts after the last presence, which ends at 60.001 s.
    Measurement gone = at(measurements, 365);
    assertThat(gone.window().values()).containsOnly(0L);
    assertThat(gone.session().get(Figure.PAID)).isEqualTo(1_200);
  }

  @Test
  void shouldMarkWhatIsNewInTheSlice() {
    List<Measurement> measurements =
        measure(
            event(GAME_JOIN, "a").at(3),
            event(PRODUCT_UNPIN, "b").item("i2").at(3),
            event(PRODUCT_PIN, "c").item("i9").at(3),
            event(PRODUCT_PIN, "d").item("i1").at(3),
            event(ORDER_PAID, "e").order("o1", 0).promo("p", null),
            event(ORDER_PAID, "f").order("o2", 5).promo("p", null).at(5_000),
            event(GAME_JOIN, "g").user(2).at(5_000),
            event(ORDER_PAID, "h").order("o3", 5).promo("p", null).at(5_001));
    assertThat(measurements.get(0).marks())
        .containsExactly(
            new Mark(BASE + 3, MarkKind.PIN, "i1"),
            new Mark(BASE + 3, MarkKind.PIN, "i9"),
            new Mark(BASE + 3, MarkKind.UNPIN, "i2"),
            new Mark(BASE + 3, MarkKind.GAME, "w1"));
    assertThat(measurements.get(1).marks())
        .containsExactly(new Mark(BASE + 5_000, MarkKind.PROMO, "p"));
    assertThat(measurements.get(2).marks()).isEmpty();
  }

  @Test
  void shouldNameTwoHundredPromotionsAndSumTheOthers() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 202; i++) {
      events.add(event(ORDER_PAID, "o" + i).order("o" + i, 100).promo("p" + i, 10L).at(i).build());
    }
    events.add(event(ORDER_PAID, "x").order("x", 100).promo("p0", null).at(500).build());
    events.add(event(STREAM_END, "y").at(501).build());
    List<Promotion> promotions = measure(events).get(0).summary().promotions();
    assertThat(promotions).hasSize(201);
    assertThat(promotions.get(0)).isEqualTo(new Promotion("p0", 2, 200, 10));
    assertThat(promotions.get(199)).isEqualTo(new Promotion("p199", 1, 100, 10));
    assertThat(promotions.get(200)).isEqualTo(new Promotion("other", 2, 200, 20));
  }

  @Test
  void shouldCountViewersAndBuyersBySource() {
    List<Measurement> measurements =
        measure(
            event(LOGIN, "a").source("search"),
            event(ENTER, "b").source("ad").at(1),
            event(ORDER_PAID, "c").at(2),
            event(ENTER, "d").user(2),
            event(HEARTBEAT, "e").user(2).source("follow").at(1),
            event(ENTER, "f").user(3).source("elsewhere"),
            event(HEARTBEAT, "g").user(3).source("ad").at(1),
            event(ENTER, "h").user(4),
            event(LOGIN, "i").user(5).source("share"),
            event(STREAM_END, "j").at(3));
    assertThat(measurements.get(0).summary().sources())
        .containsExactly(
            new SourceCount("follow", 1, 0),
            new SourceCount("search", 1, 1),
            new SourceCount("other", 2, 0));
  }
}
