package io.livegauge.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeenRecordsTest {
  @Property(tries = 200)
  void shouldRememberAsASetDoes(
      @ForAll @Size(max = 200) List<@IntRange(max = 3) Integer> partitions,
      @ForAll @Size(min = 200, max = 200) List<@LongRange(max = 10_000) Long> offsets) {
    SeenRecords seen = new SeenRecords();
    Set<String> known = new HashSet<>();
    for (int i = 0; i < partitions.size(); i++) {
      boolean isNew = known.add(partitions.get(i) + "@" + offsets.get(i));
      assertThat(seen.add("t", partitions.get(i), offsets.get(i))).isEqualTo(isNew);
    }
  }

  @Test
  void shouldTellTopicsApart() {
    SeenRecords seen = new SeenRecords();

    assertThat(seen.add("a", 0, 7)).isTrue();
    assertThat(seen.add("b", 0, 7)).isTrue();
    assertThat(seen.add("a", 0, 7)).isFalse();
    assertThat(seen.add("a", 0, Long.MAX_VALUE)).isTrue();
    assertThat(seen.add("a", 0, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void shouldForgetTheEldestFirst() {
    SeenRecords seen = new SeenRecords();
    for (long i = 0; i <= SeenRecords.MOST_STRETCHES; i++) {
      seen.add("a", 0, i * SeenRecords.STRETCH_OFFSETS);
    }

    assertThat(seen.add("a", 0, SeenRecords.STRETCH_OFFSETS)).isFalse();
    assertThat(seen.add("a", 0, 0)).isTrue();
  }
}
