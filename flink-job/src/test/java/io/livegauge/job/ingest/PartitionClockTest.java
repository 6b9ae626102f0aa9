package io.livegauge.job.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PartitionClockTest {
  private static final long BOUND = 5_000;
  private static final long HOLD = 30_000;
  private static final long T0 = 1_700_000_000_000L;

  private final PartitionClock clock = new PartitionClock(BOUND, 0);

  @Test
  void shouldHoldBackUntilTheBrokerConfirmsThatNothingIsThere() {
    assertThat(clock.idle()).isFalse();
    assertThat(clock.watermark()).isEqualTo(PartitionClock.NONE);

    clock.proof(new EndProof(T0, 0, true));

    assertThat(clock.idle()).isTrue();
    assertThat(clock.watermark()).isEqualTo(PartitionClock.NONE);
  }

  @Test
  void shouldHoldBackAgainAsSoonAsAnEmptyPartitionHoldsSomethingUnread() {
    clock.proof(new EndProof(T0, 0, true));
    clock.proof(new EndProof(T0 + 100, 3, true));

    assertThat(clock.idle()).isFalse();
  }

  @Test
  void shouldFollowTheLargestEventTime() {
    clock.read(0, T0, T0 + 10);
    clock.read(1, T0 - 3_000, T0 + 20);

    assertThat(clock.time()).isEqualTo(T0);
    assertThat(clock.watermark()).isEqualTo(T0 - BOUND - 1);
  }

  @Test
  void shouldMoveAtMostToTheKafkaTimestamp() {
    clock.read(0, T0 + 240_000, T0);

    assertThat(clock.time()).isEqualTo(T0);
  }

  @Test
  void shouldNotMoveByRejectedRecords() {
    clock.passed(0);
    clock.passed(1);

    assertThat(clock.time()).isEqualTo(PartitionClock.NONE);
    assertThat(clock.position()).isEqualTo(2);
    clock.proof(new EndProof(T0, 2, true));
    assertThat(clock.idle()).isTrue();
  }

  @Test
  void shouldGoOnThroughAQuietNightLessItsOwnDelay() {
    clock.read(0, T0, T0 + 700);
    for (long quiet = 1_000; quiet <= 8 * 3_600_000; quiet += 1_000) {
      clock.proof(new EndProof(T0 + quiet, 1, true));
      assertThat(clock.time()).isEqualTo(Math.max(T0, T0 + quiet - 700));
    }
  }

  @Test
  void shouldKeepTheDelayOfOldDataReplayedNow() {
    long threeYears = 3L * 365 * 86_400_000;
    clock.read(0, T0 - threeYears, T0);
    clock.proof(new EndProof(T0 + 2_000, 1, true));

    assertThat(clock.time()).isEqualTo(T0 - threeYears + 2_000);
  }

  @Test
  void shouldStandStillWhileABacklogIsUnread() {
    clock.read(0, T0, T0);
    clock.proof(new EndProof(T0 + 60_000, 500, true));
    clock.proof(new EndProof(T0 + 120_000, 900, true));

    assertThat(clock.time()).isEqualTo(T0);
  }

  @Test
  void shouldUseTheOldestAnswerWhoseEndItReaches() {
    clock.read(0, T0, T0);
    clock.proof(new EndProof(T0 + 10_000, 3, true));
    clock.proof(new EndProof(T0 + 20_000, 9, true));
    clock.passed(1);
    assertThat(clock.time()).isEqualTo(T0);
    clock.passed(2);
    assertThat(clock.time()).isEqualTo(T0 + 10_000);
    for (long offset = 3; offset < 9; offset++) {
      clock.passed(offset);
    }
    assertThat(clock.time()).isEqualTo(T0 + 20_000);
  }

  @Test
  void shouldNotGoBackWhenAPartitionReturns() {
    clock.read(0, T0, T0);
    clock.proof(new EndProof(T0 + 60_000, 1, true));
    clock.read(1, T0 + 58_000, T0 + 60_500);

    assertThat(clock.time()).isEqualTo(T0 + 60_000);
    clock.proof(new EndProof(T0 + 61_000, 2, true));
    assertThat(clock.time()).isEqualTo(T0 + 60_000); // 61 s less the new delay of 2.5 s
    clock.proof(new EndProof(T0 + 70_000, 2, true));
    assertThat(clock.time()).isEqualTo(T0 + 67_500);
  }

  @Test
  void shouldStandStillWhileTheBrokerIsFrozenAndForAWhileAfter() {
    BrokerReach reach = new BrokerReach(HOLD);
    clock.read(0, T0, T0);
    clock.proof(new EndProof(T0 + 1_000, 1, reach.answered(T0 + 1_000)));
    reach.lost();
    clock.proof(EndProof.none(T0 + 4_000));
    long back = T0 + 90_000;
    clock.proof(new EndProof(back, 1, reach.answered(back)));
    assertThat(clock.time()).isEqualTo(T0 + 1_000);

    // What producers repeat is not late.
    clock.read(1, T0 + 2_000, back + 500);
    assertThat(T0 + 2_000).isGreaterThan(clock.watermark());

    long held = back + HOLD - 1;
    clock.proof(new EndProof(held, 2, reach.answered(held)));
    assertThat(clock.time()).isEqualTo(T0 + 2_000);
    clock.read(2, back + HOLD, back + HOLD);
    long over = back + HOLD + 100;
    clock.proof(new EndProof(over, 3, reach.answered(over)));
    assertThat(clock.time()).isEqualTo(over);
  }

  @Test
  void shouldWaitInQuietPartitionsWhileTheBrokersClockIsAhead() {
    long ahead = 60_000;
    clock.read(0, T0, T0 + ahead);
    clock.proof(new EndProof(T0 + 1_000, 1, true));
    assertThat(clock.time()).isEqualTo(T0);

    clock.proof(new EndProof(T0 + ahead + 1_000, 1, true));
    assertThat(clock.time()).isEqualTo(T0 + 1_000);
    // Set right again, the next record tells the delay anew.
    clock.read(1, T0 + ahead + 2_000, T0 + ahead + 2_010);
    clock.proof(new EndProof(T0 + ahead + 3_000, 2, true));
    assertThat(clock.time()).isEqualTo(T0 + ahead + 2_990);
  }

  @Test
  void shouldGoOnWhileTheBrokersClockIsBehind() {
    long behind = 60_000;
    clock.read(0, T0, T0 + 10);
    clock.read(1, T0 + 1_000, T0 + 1_010 - behind);
    clock.proof(new EndProof(T0 + 2_000, 2, true));

    assertThat(clock.time()).isEqualTo(T0 + 1_990);
  }

  @Test
  void shouldPassTimeThatHasNotBeenWhereItsOwnClockIsAhead() {
    long ahead = 60_000;
    clock.read(0, T0, T0 + 10);
    clock.proof(new EndProof(T0 + 1_000 + ahead, 1, true));
    assertThat(clock.time()).isEqualTo(T0 + 990 + ahead);

    // Only what comes on this partition until then is late; then it follows the events again.
    clock.read(1, T0 + ahead - 5_000, T0 + ahead - 5_000);
    assertThat(T0 + ahead - 5_000).isLessThan(clock.watermark());
    clock.read(2, T0 + ahead + 9_000, T0 + ahead + 9_010);
    assertThat(clock.time()).isEqualTo(T0 + ahead + 9_000);
  }

  @Test
  void shouldFollowItsEventsWhereItsOwnClockFallsBack() {
    long behind = 60_000;
    clock.read(0, T0, T0 + 10);
    clock.proof(new EndProof(T0 + 1_000 - behind, 1, true));
    assertThat(clock.time()).isEqualTo(T0);

    clock.read(1, T0 + 5_000, T0 + 5_010);
    assertThat(clock.time()).isEqualTo(T0 + 5_000);
  }

  @Test
  void shouldNotLeaveAnEmptyPartitionOutAfterTheBrokerWasLost() {
    clock.proof(new EndProof(T0, 0, true));
    assertThat(clock.idle()).isTrue();

    clock.proof(EndProof.none(T0 + 5_000));
    assertThat(clock.idle()).isFalse();
    clock.proof(new EndProof(T0 + 6_000, 0, false));
    assertThat(clock.idle()).isFalse();
    clock.proof(new EndProof(T0 + 36_000, 0, true));
    assertThat(clock.idle()).isTrue();
  }

  @Test
  void shouldStillReachAnEndThatWasConfirmedBeforeTheBrokerWasLost() {
    clock.read(0, T0, T0);
    clock.proof(new EndProof(T0 + 10_000, 2, true));
    clock.proof(EndProof.none(T0 + 13_000));
    clock.passed(1);

    assertThat(clock.time()).isEqualTo(T0 + 10_000);
    assertThat(clock.idle()).isFalse();
  }

  @Test
  void shouldKnowItsTimeAfterARestartAtTheEnd() {
    PartitionClock restored = new PartitionClock(BOUND, 42);
    restored.recall(T0 - 400, T0);
    restored.proof(new EndProof(T0 + 20_000, 42, true));

    assertThat(restored.idle()).isFalse();
    assertThat(restored.time()).isEqualTo(T0 + 19_600);
  }

  @Test
  void shouldPreferWhatWasReadToWhatIsRecalled() {
    PartitionClock restored = new PartitionClock(BOUND, 42);
    restored.read(42, T0, T0 + 100);
    restored.recall(T0 + 50_000, T0 + 50_000);

    assertThat(restored.time()).isEqualTo(T0);
  }

  @Test
  void shouldTakeAnEmptyPartitionForReadWhereverItsOffsetsStart() {
    PartitionClock discovered = new PartitionClock(BOUND, -2);
    discovered.proof(new EndProof(T0, 0, true));
    assertThat(discovered.idle()).isFalse();
    discovered.proof(new EndProof(T0, EndProof.EMPTY, true));
    assertThat(discovered.idle()).isTrue();
  }

  /**
   * Nothing is late, whatever comes between: records arrive out of order within the bound, in
   * bursts and after pauses; the reader lags; the broker's answers come at any moment.
   */
  @Property(tries = 300)
  void shouldMakeNothingLateThatComesWithinTheBound(@ForAll long seed) {
    Random random = new Random(seed);
    long delay = random.nextInt(5_000);
    List<long[]> log = new ArrayList<>();
    long now = T0;
    for (int i = 0; i < 200; i++) {
      now += random.nextInt(20) == 0 ? random.nextInt(120_000) : random.nextInt(300);
      // event time lags the arrival by the partition's delay and up to the bound more
      log.add(new long[] {now - delay - random.nextInt((int) BOUND), now});
    }
    log.sort(Comparator.comparingLong(r -> r[1]));
    PartitionClock tested = new PartitionClock(BOUND, 0);
    int read = 0;
    long wall = T0;
    while (read < log.size()) {
      wall = Math.max(wall, log.get(read)[1]) + random.nextInt(2_000);
      long asked = wall - random.nextInt(50);
      long end = log.stream().filter(r -> r[1] <= asked).count();
      tested.proof(new EndProof(asked, end, true));
      int burst = random.nextInt(30);
      while (burst-- > 0 && read < log.size() && log.get(read)[1] <= wall) {
        long[] entry = log.get(read);
        assertThat(entry[0]).isGreaterThan(tested.watermark());
        tested.read(read, entry[0], entry[1]);
        read++;
      }
    }
  }
}
