package io.livegauge.job.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SliceEndsTest {
  @Test
  void shouldTellWhenASliceMayClose() {
    SliceEnds ends = new SliceEnds(5_000, 700);

    assertThat(ends.after(10_699)).isEqualTo(10_700);
    assertThat(ends.after(10_700)).isEqualTo(15_700);
    assertThat(ends.since(10_699)).isEqualTo(4_999);
    assertThat(ends.since(10_700)).isZero();
  }

  @Property
  void shouldAgreeWithThePartitionsWatermark(
      @ForAll @LongRange(min = 1, max = 1_000_000) long time,
      @ForAll @LongRange(min = 1, max = 10_000) long slice,
      @ForAll @LongRange(min = 0, max = 10_000) long bound) {
    long next = new SliceEnds(slice, bound).after(time);

    assertThat(closedSlices(next - 1, slice, bound)).isEqualTo(closedSlices(time, slice, bound));
    assertThat(closedSlices(next, slice, bound)).isEqualTo(closedSlices(time, slice, bound) + 1);
  }

  /** A slice with end E is closed at a watermark of E − 1. */
  private static long closedSlices(long time, long slice, long bound) {
    PartitionClock clock = new PartitionClock(bound, 0);
    clock.read(0, time, time);
    return Math.floorDiv(clock.watermark() + 1, slice);
  }
}
