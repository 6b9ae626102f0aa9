package io.livegauge.job.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.job.slice.Tally;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SliceRowTest {
  @Property(tries = 200)
  void shouldAddWhatSingleAdditionsAdd(@ForAll long seed) {
    Random random = new Random(seed);
    SliceRow row = new SliceRow();
    for (int closing = 0; closing < 4; closing++) {
      Tally expected = new Tally();
      Tally sum = new Tally();
      long slice = random.nextInt(1_000) - 500L;
      row.begin(slice, sum);
      for (int i = random.nextInt(60); i > 0; i--) {
        long amount = random.nextInt(7) - 3L;
        if (random.nextBoolean()) {
          long at = slice + random.nextInt(90) - 20;
          row.add(at, amount);
          expected.add(at, amount);
        } else {
          long from = slice + random.nextInt(50);
          long to = from + random.nextInt(50);
          row.addToEach(from, to, amount);
          for (long each = from; each < to; each++) {
            expected.add(each, amount);
          }
        }
      }
      row.end();
      assertThat(PartialFixtures.sameEntries(sum, expected)).isTrue();
    }
  }
}
