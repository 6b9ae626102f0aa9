package io.livegauge.simulator.replay.kuailive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LongIndexTest {

  @Property(tries = 50)
  void shouldNumberKeysAsTheyCome(@ForAll long seed) {
    Random random = new Random(seed);
    LongIndex index = new LongIndex();
    Map<Long, Integer> numbers = new LinkedHashMap<>();
    for (int i = 0; i < 3_000; i++) {
      // Dense ids and wild ones.
      long key = random.nextBoolean() ? random.nextInt(2_000) : random.nextLong();
      Integer known = numbers.putIfAbsent(key, numbers.size());
      assertThat(index.find(key)).isEqualTo(known == null ? -1 : known);
      assertThat(index.add(key)).isEqualTo(known == null ? numbers.size() - 1 : known);
    }

    assertThat(index.size()).isEqualTo(numbers.size());
    numbers.forEach((key, number) -> assertThat(index.key(number)).isEqualTo(key));
  }

  @Test
  void shouldTellWhatIsNotThere() {
    LongIndex index = new LongIndex();

    assertThat(index.contains(0)).isFalse();
    index.add(0);
    index.add(Long.MIN_VALUE);
    assertThat(index.contains(0)).isTrue();
    assertThat(index.contains(Long.MIN_VALUE)).isTrue();
    assertThat(index.contains(1)).isFalse();
  }
}
