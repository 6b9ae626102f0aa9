package io.livegauge.job.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvenPaceTest {
  private static final long T = 1_700_000_000_000L;
  private static final long LEAD = EvenPace.LEAD_MILLIS;

  private final EvenPace pace = new EvenPace();

  @Test
  void shouldLetPartitionsWaitThatAreAheadOfASlowerBacklog() {
    pace.see(T, EvenPace.BACKLOG);
    pace.see(T + LEAD + 1, EvenPace.BACKLOG);

    assertThat(pace.waits(T + LEAD + 1, false)).isTrue();
    assertThat(pace.waits(T + LEAD, false)).isFalse();
    assertThat(pace.waits(T, false)).isFalse();
  }

  @Test
  void shouldLetThemWaitUntilHalfOfTheLeadIsGone() {
    pace.see(T, EvenPace.BACKLOG);

    assertThat(pace.waits(T + LEAD / 2 + 1, true)).isTrue();
    assertThat(pace.waits(T + LEAD / 2, true)).isFalse();
  }

  @Test
  void shouldLetNobodyWaitForWhatIsReadToItsEndOrJustCame() {
    pace.see(T, 0);
    pace.see(T, EvenPace.BACKLOG - 1);
    pace.see(PartitionClock.NONE, EvenPace.BACKLOG);

    assertThat(pace.waits(T + 10 * LEAD, false)).isFalse();
    assertThat(pace.waits(T + 10 * LEAD, true)).isFalse();
  }

  @Test
  void shouldLetNobodyWaitWhoHasNoTime() {
    pace.see(T, EvenPace.BACKLOG);

    assertThat(pace.waits(PartitionClock.NONE, false)).isFalse();
  }

  @Test
  void shouldNeverLetTheSlowestBacklogWait() {
    pace.see(T + 5 * LEAD, EvenPace.BACKLOG);
    pace.see(T + 3 * LEAD, EvenPace.BACKLOG);

    assertThat(pace.waits(T + 3 * LEAD, false)).isFalse();
    assertThat(pace.waits(T + 3 * LEAD, true)).isFalse();
  }

  @Test
  void shouldForgetWhatWasSeenInTheRoundBefore() {
    pace.see(T, EvenPace.BACKLOG);
    pace.begin();

    assertThat(pace.waits(T + 2 * LEAD, true)).isFalse();
  }
}
