package io.livegauge.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Settlement;
import io.livegauge.indicator.Indicator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SettledSessionsTest {
  private static final SessionKey FIRST = new SessionKey("s1", 1_000);
  private static final SessionKey SECOND = new SessionKey("s1", 900_000);

  @Test
  void shouldTakeRefundsOffTheSales() {
    SettledSessions settled =
        settle(refund("e1", 500_000, 1_000L, 300), refund("e2", 600_000, 1_000L, 50));
    assertThat(settled.sessions().get(FIRST).numerator(Indicator.A32)).isEqualTo(9_650);
    assertThat(settled.sessions().get(FIRST).denominator(Indicator.A32)).isEqualTo(1);
    assertThat(settled.sessions().get(SECOND).numerator(Indicator.A32)).isEqualTo(10_000);
  }

  @Test
  void shouldAddRatingsThatHaveAnOrder() {
    SettledSessions settled = settle(rating("e1", 1_000L, "o1", 5), rating("e2", 1_000L, null, 1));
    assertThat(settled.sessions().get(FIRST).numerator(Indicator.A41)).isEqualTo(8 + 5);
    assertThat(settled.sessions().get(FIRST).denominator(Indicator.A41)).isEqualTo(2 + 1);
    assertThat(settled.applied()).isEqualTo(1);
    assertThat(settled.ignored()).isEqualTo(1);
  }

  @Test
  void shouldLetASurveyReplaceAProxy() {
    SettledSessions settled =
        settle(answer("e1", "A21", 4), answer("e2", "A21", 5), answer("e3", "Q7", 1));
    Fractions session = settled.sessions().get(FIRST);
    assertThat(session.isProxy(Indicator.A21)).isFalse();
    assertThat(session.numerator(Indicator.A21)).isEqualTo(9);
    assertThat(session.denominator(Indicator.A21)).isEqualTo(2);
    assertThat(settled.ignored()).isEqualTo(1);
  }

  @Test
  void shouldCountARepeatedEventOnce() {
    SettledSessions settled =
        settle(refund("e1", 500_000, 1_000L, 300), refund("e1", 500_000, 1_000L, 300));
    assertThat(settled.sessions().get(FIRST).numerator(Indicator.A32)).isEqualTo(9_700);
  }

  @Test
  void shouldGiveASettlementWithoutASessionToTheLastOneBegunByThen() {
    SettledSessions settled =
        settle(
            refund("e1", 500_000, null, 300),
            refund("e2", 950_000, null, 20),
            refund("e3", 999, null, 7));
    assertThat(settled.sessions().get(FIRST).numerator(Indicator.A32)).isEqualTo(9_700);
    assertThat(settled.sessions().get(SECOND).numerator(Indicator.A32)).isEqualTo(9_980);
    assertThat(settled.ignored()).isEqualTo(1);
  }

  @Test
  void shouldIgnoreSettlementsOfSessionsThatTheStoreDoesNotHold() {
    assertThat(settle(refund("e1", 500_000, 77L, 300)).ignored()).isEqualTo(1);
  }

  @Test
  void shouldNotDependOnTheOrderOfSettlements() {
    List<Settlement> settlements = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      settlements.add(refund("e" + i % 20, 500_000 + i, 1_000L, i));
      settlements.add(rating("e" + i % 30, 1_000L, i % 3 == 0 ? null : "o" + i, 1 + i % 5));
    }
    SettledSessions once = new SettledSessions(windows(), settlements);
    Collections.shuffle(settlements, new Random(5));
    SettledSessions again = new SettledSessions(windows(), settlements);
    for (Indicator indicator : Indicator.values()) {
      assertThat(again.sessions().get(FIRST).numerator(indicator))
          .isEqualTo(once.sessions().get(FIRST).numerator(indicator));
    }
  }

  @Test
  void shouldLeaveOutSessionsThatGoOn() {
    List<WindowObservation> windows = windows();
    windows.add(
        new WindowObservation(
            new SessionKey("s2", 5), 300_000, "CNY", "beauty", new Fractions(), null));
    assertThat(new SettledSessions(windows, List.of()).sessions().keySet())
        .containsExactly(FIRST, SECOND);
  }

  private static SettledSessions settle(Settlement... settlements) {
    return new SettledSessions(windows(), List.of(settlements));
  }

  private static List<WindowObservation> windows() {
    List<WindowObservation> windows = new ArrayList<>();
    for (SessionKey key : List.of(FIRST, SECOND)) {
      Fractions session = new Fractions();
      session.set(Indicator.A32, 10_000, 1, false);
      session.set(Indicator.A41, 8, 2, false);
      session.set(Indicator.A21, 3, 40, true);
      windows.add(
          new WindowObservation(
              key, key.sessionStart() + 300_000, "CNY", "beauty", new Fractions(), session));
    }
    return windows;
  }

  private static Settlement refund(String eventId, long eventTime, Long sessionStart, long amount) {
    return Settlements.refund("s1", eventId, eventTime, sessionStart, amount);
  }

  private static Settlement rating(String eventId, Long sessionStart, String order, int stars) {
    return Settlements.rating("s1", eventId, 500_000, sessionStart, order, stars);
  }

  private static Settlement answer(String eventId, String item, int answer) {
    return Settlements.answer("s1", eventId, 500_000, 1_000L, item, answer);
  }
}
