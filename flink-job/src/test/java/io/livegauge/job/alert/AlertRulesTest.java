package io.livegauge.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.alert.AlertRecord;
import io.livegauge.alert.AlertRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Each rule by hand, and the laws of raising and clearing. */
class AlertRulesTest {
  private final Readings room = new Readings();

  private List<String> changes() {
    return room.changes().stream().map(alert -> alert.rule() + " " + alert.state()).toList();
  }

  private AlertRecord only() {
    List<AlertRecord> changes = room.changes();
    assertThat(changes).hasSize(1);
    return changes.get(0);
  }

  @Test
  void shouldSayNothingOfAnEvenRoom() {
    room.next(500).next(1, Readings.Builder::last);

    assertThat(changes()).isEmpty();
  }

  @Test
  void shouldRaiseAfterThreeReadingsInARowAndClearAfterTwelve() {
    room.next(Readings.LEARNED).next(2, r -> r.score(45)).next(1).next(2, r -> r.score(45));
    assertThat(changes()).as("two are not three").isEmpty();

    room.next(1, r -> r.score(45));
    AlertRecord raised = only();
    assertThat(raised.rule()).isEqualTo(AlertRule.SCORE_DROP);
    assertThat(raised.isRaised()).isTrue();
    assertThat(raised.since()).isEqualTo(raised.windowEnd()).isEqualTo(room.last().windowEnd());
    assertThat(raised.threshold10000()).isEqualTo(100_000);
    assertThat(raised.value10000()).isBetween(140_000L, 150_000L);
    assertThat(raised.usual10000()).isEqualTo(450_000 + raised.value10000());
    assertThat(raised.detail()).startsWith("score 45, usual 59.");

    room.next(30, r -> r.score(50)).next(11).next(1, r -> r.score(50)).next(11);
    assertThat(changes()).as("eleven are not twelve").isEmpty();
    room.next(1);
    AlertRecord cleared = only();
    assertThat(cleared.isRaised()).isFalse();
    assertThat(cleared.isFinal()).isFalse();
    assertThat(cleared.since()).isEqualTo(raised.windowEnd());
    assertThat(cleared.threshold10000()).isEqualTo(50_000);
    assertThat(cleared.worst10000()).isEqualTo(raised.worst10000());
  }

  @Test
  void shouldStayRaisedForTheLeastDuration() {
    Readings slow = new Readings(Map.of("alert-clear-windows", "1", "alert-least-duration", "60s"));
    slow.next(20).next(20, r -> r.suspect(1_000)).next(1);
    long since = slow.changes().get(0).since();

    slow.next(100);

    assertThat(slow.changes())
        .singleElement()
        .satisfies(alert -> assertThat(alert.windowEnd() - since).isGreaterThanOrEqualTo(60_000));
  }

  @Test
  void shouldHoldNothingAgainstWhatIsNotLearned() {
    room.next(Readings.LEARNED - 20).next(20, r -> r.score(45).viewers(10).buyers(0).gifts(900));

    assertThat(room.changes()).isEmpty();
  }

  @Test
  void shouldTellOfAScoreBelowItsReferenceInFullWindowsOnly() {
    room.next(61, r -> r.score(39));
    assertThat(changes()).isEmpty();

    room.next(1, r -> r.score(39));
    assertThat(changes()).containsExactly("BELOW_REFERENCE raised");
    room.next(30, r -> r.score(41));
    assertThat(changes()).as("between the thresholds").isEmpty();
    room.next(12, r -> r.score(42));
    assertThat(changes()).containsExactly("BELOW_REFERENCE cleared");
  }

  @Test
  void shouldTellOfBuyersWhoStayAwayButNotOfAFewByChance() {
    room.next(Readings.LEARNED).next(3, r -> r.buyers(45));
    assertThat(changes()).containsExactly("CONVERSION_DROP raised");

    Readings small = new Readings();
    UnaryOperator<Readings.Builder> few = r -> r.windowViewers(20).buyers(5);
    small.next(Readings.LEARNED, few).next(60, r -> r.windowViewers(20).buyers(0));
    assertThat(small.changes()).as("five buyers can be none by chance").isEmpty();
  }

  @Test
  void shouldTellOfViewersWhoLeaveUnlessThereWereFew() {
    room.next(Readings.LEARNED).next(3, r -> r.viewers(35));
    assertThat(changes()).containsExactly("VIEWERS_DROP raised");

    Readings small = new Readings();
    small.next(Readings.LEARNED, r -> r.viewers(19)).next(60, r -> r.viewers(1));
    assertThat(small.changes()).isEmpty();
  }

  @Test
  void shouldTellOfAGiftSpikeUnlessGiftsAreFew() {
    room.next(Readings.LEARNED).next(3, r -> r.gifts(100));
    assertThat(changes()).containsExactly("GIFT_SPIKE raised");

    Readings small = new Readings();
    small.next(Readings.LEARNED, r -> r.gifts(0)).next(60, r -> r.gifts(59));
    assertThat(small.changes()).isEmpty();
  }

  @Test
  void shouldTellOfASurgeOfBotsButNotOfOneBot() {
    room.next(10).next(1, r -> r.suspect(5_000)).next(30);
    assertThat(changes()).as("one burst").isEmpty();

    room.next(12, r -> r.suspect(200)).next(60);
    assertThat(changes()).containsExactly("BOT_SURGE raised", "BOT_SURGE cleared");
  }

  @Test
  void shouldTellOfEventsThatAreRejected() {
    room.next(10).next(20, r -> r.events(80, 30)).next(60);

    assertThat(changes()).containsExactly("DATA_HEALTH raised", "DATA_HEALTH cleared");
  }

  @Test
  void shouldTellOfRefundsOfManyOrders() {
    room.next(10).next(3, r -> r.refunded(1_999)).next(3, r -> r.refunded(2_000));

    assertThat(changes()).containsExactly("HIGH_REFUNDS raised");
  }

  @Test
  void shouldTellWhereNoEventsCome() {
    room.next(10).next(13, r -> r.events(0, 0));
    assertThat(changes()).isEmpty();

    room.next(1, r -> r.events(0, 0));
    AlertRecord raised = only();
    assertThat(raised.rule()).isEqualTo(AlertRule.NO_EVENTS);
    assertThat(raised.detail()).isEqualTo("no valid event for 70 s");
    room.next(12);
    assertThat(changes()).containsExactly("NO_EVENTS cleared");
  }

  @Test
  void shouldClearEverythingAtTheSessionsEnd() {
    room.next(Readings.LEARNED).next(3, r -> r.score(20).viewers(1));
    assertThat(changes())
        .containsExactly("SCORE_DROP raised", "BELOW_REFERENCE raised", "VIEWERS_DROP raised");

    room.next(1, r -> r.score(20).viewers(1).last());

    assertThat(room.changes())
        .extracting(AlertRecord::rule)
        .containsExactly(AlertRule.SCORE_DROP, AlertRule.BELOW_REFERENCE, AlertRule.VIEWERS_DROP);
  }

  @Test
  void shouldRaiseNothingAtTheSessionsEnd() {
    room.next(Readings.LEARNED).next(2, r -> r.score(20)).next(1, r -> r.score(20).last());

    assertThat(changes()).isEmpty();
  }

  @Test
  void shouldTakeWhatLastsForTheUsualAfterTheHold() {
    room.next(Readings.LEARNED + 120).next(12 * 29, r -> r.score(45));
    assertThat(changes()).as("held").containsExactly("SCORE_DROP raised");

    room.next(12 * 30, r -> r.score(45));
    assertThat(changes()).containsExactly("SCORE_DROP cleared");
  }

  @Test
  void shouldLearnAnewAfterADormantTime() {
    room.next(Readings.LEARNED + 60);
    long wakes = room.last().windowEnd() + 3_600_000;
    room.take(new Readings.Builder(room.last()).windowEnd(wakes).score(20).viewers(1).build());
    room.next(61, r -> r.score(20).viewers(1));
    assertThat(changes()).as("nothing to compare with, and no full window").isEmpty();

    room.next(1, r -> r.score(20).viewers(1));
    assertThat(changes()).containsExactly("BELOW_REFERENCE raised");
  }

  @Test
  void shouldTellOfAPauseAloneUntilAWindowWithoutItIsOver() {
    UnaryOperator<Readings.Builder> bad = r -> r.score(20).viewers(0).buyers(0);
    room.next(Readings.LEARNED)
        .next(6, r -> r.events(0, 0))
        .next(54, r -> bad.apply(r).events(0, 0));
    assertThat(changes()).containsExactly("NO_EVENTS raised");

    room.next(62, bad);
    assertThat(changes()).containsExactly("NO_EVENTS cleared");
    room.next(1, bad);
    assertThat(changes())
        .containsExactly(
            "SCORE_DROP raised",
            "BELOW_REFERENCE raised",
            "CONVERSION_DROP raised",
            "VIEWERS_DROP raised");
  }

  @Test
  void shouldHoldNoNewModelAgainstARoom() {
    room.next(Readings.LEARNED).next(30, r -> r.score(45).model(2));
    assertThat(changes()).isEmpty();

    room.next(60, r -> r.score(45).model(2)).next(3, r -> r.score(30).model(2));
    assertThat(changes()).as("learned anew").contains("SCORE_DROP raised");
  }

  @Test
  void shouldLookAtTheRulesThatAreOn() {
    Readings two = new Readings(Map.of("alert-rules", "bot-surge,no-events"));
    two.next(Readings.LEARNED)
        .next(20, r -> r.score(10).viewers(0).suspect(1_000))
        .next(14, r -> r.score(10).events(0, 0));

    assertThat(two.changes())
        .filteredOn(AlertRecord::isRaised)
        .extracting(AlertRecord::rule)
        .containsExactly(AlertRule.BOT_SURGE, AlertRule.NO_EVENTS);
  }

  @Test
  void shouldClearWhatIsSwitchedOff() {
    room.next(Readings.LEARNED).next(3, r -> r.score(45));
    AlertRules none = new AlertRules(Readings.settings(Map.of("alert-rules", "none")));

    List<AlertRecord> changes =
        none.judge(
            new Readings.Builder(room.last())
                .windowEnd(room.last().windowEnd() + Readings.SLICE)
                .build(),
            room.state());

    assertThat(changes).singleElement().satisfies(alert -> assertThat(alert.isRaised()).isFalse());
  }

  @Test
  void shouldTakeAReadingOnce() {
    room.next(Readings.LEARNED).next(2, r -> r.score(45));
    room.take(room.last());

    assertThat(room.changes()).isEmpty();
  }

  /** Whatever comes: raised and cleared take turns, apart by the times that are set. */
  @Property(tries = 50)
  void shouldNeverFlap(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int raiseWindows) {
    Readings wild =
        new Readings(
            Map.of("alert-raise-windows", Integer.toString(raiseWindows), "alert-learning", "0s"));
    Random random = new Random(seed);
    wild.next(600, r -> shaken(r, random)).next(1, Readings.Builder::last);

    List<AlertRecord> all = wild.changes();
    for (AlertRule rule : AlertRule.values()) {
      List<AlertRecord> changes =
          new ArrayList<>(all.stream().filter(alert -> alert.rule() == rule).toList());
      for (int i = 0; i < changes.size(); i++) {
        AlertRecord change = changes.get(i);
        assertThat(change.isRaised()).as("%s %d", rule, i).isEqualTo(i % 2 == 0);
        if (change.isRaised()) {
          assertThat(change.value10000()).isGreaterThanOrEqualTo(change.threshold10000());
          assertThat(change.isFinal()).isFalse();
        } else {
          assertThat(change.since()).isEqualTo(changes.get(i - 1).windowEnd());
          assertThat(change.worst10000()).isGreaterThanOrEqualTo(changes.get(i - 1).value10000());
          if (!change.isFinal()) {
            assertThat(change.windowEnd() - change.since()).isGreaterThanOrEqualTo(60_000);
            assertThat(change.value10000()).isLessThanOrEqualTo(change.threshold10000());
          }
        }
        if (i > 0 && change.isRaised()) {
          assertThat(change.windowEnd() - changes.get(i - 1).windowEnd())
              .isGreaterThanOrEqualTo(raiseWindows * Readings.SLICE);
        }
      }
      assertThat(changes.size() % 2).as("%s open at the end", rule).isZero();
    }
  }

  private static Readings.Builder shaken(Readings.Builder reading, Random random) {
    boolean isBad = random.nextInt(10) < 6;
    return reading
        .score(isBad ? random.nextInt(100) : 60)
        .viewers(isBad ? random.nextInt(200) : 100)
        .buyers(isBad ? random.nextInt(300) : 100)
        .gifts(isBad ? random.nextInt(500) : 30)
        .refunded(random.nextInt(5_000))
        .events(isBad ? 0 : 100, 0)
        .suspect(isBad ? random.nextInt(1_000) : 0);
  }
}
