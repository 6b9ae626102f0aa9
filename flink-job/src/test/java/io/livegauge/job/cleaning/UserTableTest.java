package io.livegauge.job.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The table of users holds what a plain map would hold. */
class UserTableTest {
  @Property(tries = 50, shrinking = ShrinkingMode.OFF)
  void shouldHoldWhatAMapHolds(@ForAll long seed) {
    Random random = new Random(seed);
    UserTable users = new UserTable();
    Map<Long, UserState> expected = new HashMap<>();
    int hashes = 1 + random.nextInt(500);
    for (int i = 0; i < 2_000; i++) {
      UserState user = new UserState(random.nextInt(hashes), i);
      users.put(user);
      expected.put(user.userHash, user);
      if (random.nextInt(300) == 0) {
        int before = i - random.nextInt(200);
        List<UserState> asked = new ArrayList<>();
        int size = users.size();
        users.removeIf(
            known -> {
              asked.add(known);
              return known.firstValid < before;
            });
        assertThat(asked).hasSize(size).doesNotHaveDuplicates();
        expected.values().removeIf(known -> known.firstValid < before);
      }
      assertThat(users.size()).isEqualTo(expected.size());
    }
    for (long hash = 0; hash < hashes; hash++) {
      assertThat(users.get(hash)).isSameAs(expected.get(hash));
    }
    List<UserState> all = new ArrayList<>();
    users.forEach(all::add);
    assertThat(all).containsExactlyInAnyOrderElementsOf(expected.values());
    users.removeIf(user -> true);
    assertThat(users.isEmpty()).isTrue();
    assertThat(users.heapBytes()).isEqualTo(new UserTable().heapBytes());
  }
}
