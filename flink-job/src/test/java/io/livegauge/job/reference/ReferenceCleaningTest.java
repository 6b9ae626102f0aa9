package io.livegauge.job.reference;

import static io.livegauge.event.EventType.AD_CLICK;
import static io.livegauge.event.EventType.AD_IMPRESSION;
import static io.livegauge.event.EventType.BARRAGE;
import static io.livegauge.event.EventType.CART_ADD;
import static io.livegauge.event.EventType.ENTER;
import static io.livegauge.event.EventType.GAME_JOIN;
import static io.livegauge.event.EventType.HEARTBEAT;
import static io.livegauge.event.EventType.LEAVE;
import static io.livegauge.event.EventType.LIKE;
import static io.livegauge.event.EventType.LOGIN;
import static io.livegauge.event.EventType.LOGOUT;
import static io.livegauge.event.EventType.ORDER_PAID;
import static io.livegauge.event.EventType.ORDER_REFUNDED;
import static io.livegauge.event.EventType.PRODUCT_CLICK;
import static io.livegauge.event.EventType.RATING;
import static io.livegauge.event.EventType.STREAM_START;
import static io.livegauge.event.EventType.SURVEY_ANSWER;
import static io.livegauge.job.reference.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Event;
import io.livegauge.event.Reason;
import io.livegauge.measure.Measurement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceCleaningTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;

  /** The reason of each event, null for accepted ones. */
  private static List<Reason> reasons(List<Event> events) {
    ReferenceResult result = Reference.run(events, ReferenceOptions.DEFAULTS);
    List<Reason> reasons = new ArrayList<>();
    for (Event event : events) {
      Reason reason = result.rejections().get(event);
      assertThat(result.accepted().contains(event)).isEqualTo(reason == null);
      reasons.add(reason);
    }
    return reasons;
  }

  private static List<Reason> reasons(EventBuilder... builders) {
    return reasons(EventBuilder.events(builders));
  }

  @Test
  void shouldRejectAnIdWithinTenMinutesOfTheLastDistinctOne() {
    assertThat(
            reasons(
                event(LIKE, "x"),
                event(HEARTBEAT, "x").at(10 * MINUTE),
                event(LIKE, "x").at(10 * MINUTE + 1),
                event(LIKE, "x").user(2).at(10 * MINUTE + 1),
                event(LIKE, "x").at(20 * MINUTE + 1)))
        .containsExactly(null, Reason.DUPLICATE_ID, null, null, Reason.DUPLICATE_ID);
  }

  @Test
  void shouldTakeTheNullUserAsAUser() {
    assertThat(
            reasons(
                event(STREAM_START, "x"),
                event(STREAM_START, "x").at(1),
                event(STREAM_START, "y").at(1),
                event(ENTER, "x").at(2)))
        .containsExactly(null, Reason.DUPLICATE_ID, null, null);
  }

  @Test
  void shouldRejectTheSameLoginAtTheSameTime() {
    assertThat(
            reasons(
                event(LOGIN, "a"),
                event(LOGIN, "b").source("ad"),
                event(LOGOUT, "c"),
                event(LOGIN, "d").at(1)))
        .containsExactly(null, Reason.DUPLICATE_LOGIN, null, null);
  }

  @Test
  void shouldRejectInteractionsByTheirOwnBounds() {
    assertThat(
            reasons(
                event(BARRAGE, "a"),
                event(BARRAGE, "b").at(10 * SECOND),
                event(BARRAGE, "c").at(10 * SECOND + 1),
                event(BARRAGE, "d").text("other").at(10 * SECOND + 1)))
        .containsExactly(null, Reason.DUPLICATE_INTERACTION, null, null);
    assertThat(
            reasons(
                event(PRODUCT_CLICK, "a"),
                event(PRODUCT_CLICK, "b").pinned(true).at(SECOND),
                event(PRODUCT_CLICK, "c").item("i2").at(SECOND),
                event(PRODUCT_CLICK, "d").at(SECOND + 1)))
        .containsExactly(null, Reason.DUPLICATE_INTERACTION, null, null);
    assertThat(
            reasons(
                event(LIKE, "a").count(2),
                event(LIKE, "b").count(2),
                event(LIKE, "c").count(3),
                event(LIKE, "d").count(2).at(1)))
        .containsExactly(null, Reason.DUPLICATE_INTERACTION, null, null);
    assertThat(reasons(event(GAME_JOIN, "a"), event(GAME_JOIN, "b"), event(GAME_JOIN, "c").at(1)))
        .containsExactly(null, Reason.DUPLICATE_INTERACTION, null);
  }

  @Test
  void shouldTakeOneSurveyAnswerAnItemWhileRemembered() {
    long hours = 5 * 60 * MINUTE;
    assertThat(
            reasons(
                event(ENTER, "a"),
                event(SURVEY_ANSWER, "b").answer("A21", 4),
                event(SURVEY_ANSWER, "c").answer("A22", 4),
                event(HEARTBEAT, "d").at(hours),
                event(SURVEY_ANSWER, "e").answer("A21", 2).at(2 * hours)))
        .containsExactly(null, null, null, null, Reason.DUPLICATE_INTERACTION);
  }

  @Test
  void shouldMeasureCartAddsFromTheLastAcceptedOne() {
    assertThat(
            reasons(
                event(CART_ADD, "a").quantity(0),
                event(CART_ADD, "b").quantity(51).at(1),
                event(CART_ADD, "c").quantity(50).at(2),
                event(CART_ADD, "d").quantity(0).at(3),
                event(CART_ADD, "e").item("i2").at(3),
                event(CART_ADD, "f").at(10 * MINUTE + 2),
                event(CART_ADD, "g").at(10 * MINUTE + 3)))
        .containsExactly(
            Reason.ABNORMAL_CART,
            Reason.ABNORMAL_CART,
            null,
            Reason.DUPLICATE_CART,
            null,
            Reason.DUPLICATE_CART,
            null);
  }

  @Test
  void shouldRejectTheSameOrderAtTheSameTime() {
    assertThat(
            reasons(
                event(ORDER_PAID, "a").order("o1", 100),
                event(ORDER_PAID, "b").order("o1", 200),
                event(ORDER_PAID, "c").order("o1", 100).item("i2"),
                event(ORDER_PAID, "d").order("o1", 100).at(1),
                event(ORDER_REFUNDED, "e").order("o1", 100),
                event(ORDER_REFUNDED, "f").order("o1", 50)))
        .containsExactly(null, Reason.DUPLICATE_ORDER, null, null, null, Reason.DUPLICATE_ORDER);
  }

  @Test
  void shouldWantADistinctImpressionBeforeAnAdClick() {
    // At the same ms the impression comes first, whatever the ids say.
    assertThat(
            reasons(
                event(AD_CLICK, "a"),
                event(AD_IMPRESSION, "b"),
                event(AD_IMPRESSION, "c").at(10 * MINUTE),
                event(AD_CLICK, "d").at(10 * MINUTE),
                event(AD_CLICK, "e").at(10 * MINUTE + 1),
                event(AD_CLICK, "f").user(2).at(10 * MINUTE),
                event(AD_IMPRESSION, "g").user(2).at(10 * MINUTE + 1),
                event(AD_CLICK, "f").user(2).at(10 * MINUTE + 2)))
        .containsExactly(
            null,
            null,
            Reason.DUPLICATE_AD,
            Reason.DUPLICATE_AD,
            Reason.ORPHAN_CLICK,
            Reason.ORPHAN_CLICK,
            null,
            null);
  }

  @Test
  void shouldRejectLoginsAndLogoutsByTheMinute() {
    List<EventBuilder> builders = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      builders.add(event(LOGIN, "in" + i).at(i));
    }
    builders.add(event(LOGIN, "a").at(MINUTE));
    builders.add(event(LOGIN, "b").at(MINUTE + 1));
    builders.add(event(LOGIN, "c").at(MINUTE + 1).user(2));
    List<Reason> logins = reasons(builders.toArray(EventBuilder[]::new));
    // At a minute all ten count, one ms later the first is out.
    assertThat(logins.subList(0, 10)).containsOnlyNulls();
    assertThat(logins.subList(10, 13)).containsExactly(Reason.ABNORMAL_ACCESS, null, null);

    builders.clear();
    for (int i = 0; i < 7; i++) {
      builders.add(event(LOGOUT, "out" + i).at(i));
    }
    assertThat(reasons(builders.toArray(EventBuilder[]::new)))
        .containsExactly(
            null, null, null, null, null, Reason.ABNORMAL_ACCESS, Reason.ABNORMAL_ACCESS);
  }

  @Test
  void shouldRejectAmountsOutOfRange() {
    assertThat(
            reasons(
                event(ORDER_PAID, "a").order("a", 0),
                event(ORDER_PAID, "b").order("b", -1),
                event(ORDER_PAID, "c").order("c", 1),
                event(ORDER_PAID, "d").order("d", 10_000_000),
                event(ORDER_PAID, "e").order("e", 10_000_001)))
        .containsExactly(
            Reason.ABNORMAL_ORDER, Reason.ABNORMAL_ORDER, null, null, Reason.ABNORMAL_ORDER);
  }

  private static List<Event> orders(int number, long amount) {
    List<Event> orders = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      orders.add(event(ORDER_PAID, "o" + i).order("o" + i, amount).at(i).build());
    }
    return orders;
  }

  @Test
  void shouldRejectOrdersFarFromTheMedianOfThePreviousSlices() {
    List<Event> events = orders(30, 1_000);
    events.add(event(ORDER_PAID, "same").order("x1", 1_000_000).at(4_999).build());
    // The bound is 6 · 0.25 = 1.5: e^1.5 = 4.4817.
    events.add(event(ORDER_PAID, "high").order("x2", 4_481).at(5_000).build());
    events.add(event(ORDER_PAID, "over").order("x3", 4_482).at(5_000).build());
    events.add(event(ORDER_PAID, "low").order("x4", 224).at(5_000).build());
    events.add(event(ORDER_PAID, "under").order("x5", 223).at(5_000).build());
    assertThat(reasons(events).subList(30, 35))
        .containsExactly(null, null, Reason.ABNORMAL_ORDER, null, Reason.ABNORMAL_ORDER);
  }

  @Test
  void shouldJudgeNoOrderByFewerThanThirty() {
    List<Event> events = orders(29, 1_000);
    events.add(event(ORDER_PAID, "out of range").order("x0", 0).at(40).build());
    events.add(event(ORDER_PAID, "a").order("x1", 1_000_000).at(5_000).build());
    // Thirty now; the one far off counts among them.
    events.add(event(ORDER_PAID, "b").order("x2", 1_000_000).at(10_000).build());
    assertThat(reasons(events).subList(29, 32))
        .containsExactly(Reason.ABNORMAL_ORDER, null, Reason.ABNORMAL_ORDER);
  }

  @Test
  void shouldFollowAHostWhoChangesPrices() {
    List<Event> events = orders(1_000, 1_000);
    for (int i = 0; i < 501; i++) {
      events.add(event(ORDER_PAID, "n" + i).order("n" + i, 100_000).at(5_000 + i).build());
    }
    events.add(event(ORDER_PAID, "last").order("last", 100_000).at(10_000).build());
    List<Reason> reasons = reasons(events);
    // Rejected orders are distinct all the same, so they move the median.
    assertThat(reasons.subList(1_000, 1_501)).containsOnly(Reason.ABNORMAL_ORDER);
    assertThat(reasons.get(1_501)).isNull();
  }

  @Test
  void shouldWantAnOrderOrThirtySecondsOfPresenceForARating() {
    assertThat(
            reasons(
                event(ENTER, "a"),
                event(RATING, "b").at(29_999),
                event(RATING, "c").at(30_000),
                event(ORDER_PAID, "d").user(2).order("o", 0),
                event(RATING, "e").user(2).at(0),
                event(ORDER_PAID, "f").user(2).at(1),
                event(RATING, "g").user(2).at(1),
                event(LOGIN, "h").user(3),
                event(RATING, "i").user(3).at(MINUTE)))
        .containsExactly(
            null,
            Reason.SUSPECT_RATING,
            null,
            Reason.ABNORMAL_ORDER,
            Reason.SUSPECT_RATING,
            null,
            null,
            null,
            Reason.SUSPECT_RATING);
  }

  @Test
  void shouldCountPresenceUpToARatingOnlyWhileThere() {
    assertThat(
            reasons(
                event(ENTER, "a"),
                event(LEAVE, "b").at(20_000),
                event(RATING, "c").at(50_000),
                event(ENTER, "d").at(50_000),
                event(RATING, "e").at(60_000)))
        .containsExactly(null, null, Reason.SUSPECT_RATING, null, null);
  }

  @Test
  void shouldBalanceTheBook() {
    List<Event> events =
        EventBuilder.events(
            event(LIKE, "a"),
            event(LIKE, "a"),
            event(CART_ADD, "b").quantity(-1),
            event(AD_CLICK, "c"));
    Measurement first = Reference.run(events, ReferenceOptions.DEFAULTS).measurements().get(0);
    assertThat(first.quality().valid()).isEqualTo(4);
    assertThat(first.quality().accepted()).isEqualTo(1);
    long[] expected = new long[Reason.values().length];
    expected[Reason.DUPLICATE_ID.ordinal()] = 1;
    expected[Reason.ABNORMAL_CART.ordinal()] = 1;
    expected[Reason.ORPHAN_CLICK.ordinal()] = 1;
    assertThat(first.quality().rejected()).isEqualTo(expected);
  }
}
