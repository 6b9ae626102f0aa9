package io.livegauge.job.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.job.slice.Tally;
import io.livegauge.measure.Interaction;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class InteractionCountsTest {
  private static final Interaction[] KINDS = Interaction.values();

  @Property(tries = 100)
  void shouldCountWhatAMapCountsSliceAfterSlice(@ForAll long seed) {
    Random random = new Random(seed);
    InteractionCounts counts = new InteractionCounts();
    for (int slice = 0; slice < 6; slice++) {
      int users = 1 + random.nextInt(120);
      Map<Long, long[]> expected = new HashMap<>();
      for (int i = random.nextInt(400); i > 0; i--) {
        long user = random.nextInt(users) * 0x100000000L;
        Interaction kind = KINDS[random.nextInt(KINDS.length)];
        long count = 1L + random.nextInt(5);
        counts.add(user, kind, count);
        expected.computeIfAbsent(user, key -> new long[KINDS.length])[kind.ordinal()] += count;
      }
      Tally[] tallies = Arrays.stream(KINDS).map(kind -> new Tally()).toArray(Tally[]::new);
      counts.moveTo(tallies);
      for (Interaction kind : KINDS) {
        assertThat(entries(tallies[kind.ordinal()])).isEqualTo(usersByCount(expected, kind));
      }
    }
  }

  private static Map<Long, Long> usersByCount(Map<Long, long[]> byUser, Interaction kind) {
    Map<Long, Long> users = new TreeMap<>();
    for (long[] counts : byUser.values()) {
      if (counts[kind.ordinal()] > 0) {
        users.merge(counts[kind.ordinal()], 1L, Long::sum);
      }
    }
    return users;
  }

  private static Map<Long, Long> entries(Tally tally) {
    Map<Long, Long> entries = new TreeMap<>();
    tally.forEach(entries::put);
    return entries;
  }
}
