package io.livegauge.benchmark.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageMeterTest {
  private static final int ARRAYS = 2_000;
  private static final int ARRAY_BYTES = 100_000;

  @Test
  void shouldCountWhatEndedThreadsAllocated() throws InterruptedException {
    try (UsageMeter meter = new UsageMeter()) {
      meter.start();
      Thread thread = new Thread(UsageMeterTest::allocate);
      thread.start();
      thread.join();
      Usage usage = meter.stop();

      long allocated = (long) ARRAYS * ARRAY_BYTES;
      assertThat(usage.allocatedBytes()).isBetween(allocated, allocated + (allocated >> 2));
      assertThat(usage.wallSeconds()).isPositive();
      assertThat(usage.cpuSeconds()).isPositive();
    }
  }

  @Test
  void shouldStartAnew() throws InterruptedException {
    try (UsageMeter meter = new UsageMeter()) {
      meter.start();
      allocate();
      assertThat(meter.stop().allocatedBytes()).isGreaterThan(1L * ARRAYS * ARRAY_BYTES);

      meter.start();
      assertThat(meter.stop().allocatedBytes()).isLessThan(ARRAYS * ARRAY_BYTES / 10);
    }
  }

  private static void allocate() {
    byte[][] kept = new byte[1][];
    for (int i = 0; i < ARRAYS; i++) {
      kept[0] = new byte[ARRAY_BYTES];
    }
    assertThat(kept[0]).hasSize(ARRAY_BYTES);
  }
}
