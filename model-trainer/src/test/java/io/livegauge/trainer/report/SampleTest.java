package io.livegauge.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SampleTest {
  @Property(tries = 200)
  void shouldDrawDifferentPlacesInOrder(
      @ForAll @IntRange(max = 500) int count,
      @ForAll @IntRange(max = 500) int wanted,
      @ForAll long seed) {
    int[] places = Sample.places(count, wanted, seed);

    assertThat(places).hasSize(Math.min(count, wanted)).doesNotHaveDuplicates().isSorted();
    assertThat(Arrays.stream(places)).allMatch(place -> place >= 0 && place < count);
  }

  @Test
  void shouldDependOnTheSeedAlone() {
    assertThat(Sample.places(1_000_000, 10, 1))
        .isEqualTo(Sample.places(1_000_000, 10, 1))
        .isNotEqualTo(Sample.places(1_000_000, 10, 2));
  }
}
