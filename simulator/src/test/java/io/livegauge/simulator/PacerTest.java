package io.livegauge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PacerTest {

  @Test
  void shouldNotWaitForThePastAndKnowTheLag() {
    Pacer pacer = new Pacer(() -> 1_000);

    assertThat(pacer.await(1_000)).isTrue();
    assertThat(pacer.largestLagMillis()).isZero();
    assertThat(pacer.await(400)).isTrue();
    assertThat(pacer.largestLagMillis()).isEqualTo(600);
  }

  @Test
  void shouldWaitUntilTheClockShowsTheTime() {
    long begin = System.currentTimeMillis();
    Pacer pacer = new Pacer(System::currentTimeMillis);

    assertThat(pacer.await(begin + 30)).isTrue();
    assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(begin + 30);
  }

  @Test
  void shouldEndTheWaitingWhenStopped() throws Exception {
    Pacer pacer = new Pacer(() -> 0);
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> pacer.await(Long.MAX_VALUE));

    pacer.stop();

    assertThat(waiting.get(20, TimeUnit.SECONDS)).isFalse();
    assertThat(pacer.await(-5)).isFalse();
  }
}
