package io.livegauge.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class ScoreStatsTest {
  @Property
  void shouldNotDependOnOrder(
      @ForAll @Size(min = 1, max = 30) @UniqueElements
          List<@LongRange(min = 0, max = 1_000_000) Long> scores,
      @ForAll Random random)
      throws IOException {
    ScoreStats first = new ScoreStats();
    for (long score : scores) {
      first.add(score, 7 * score % 1009);
    }
    List<Long> shuffled = new ArrayList<>(scores);
    Collections.shuffle(shuffled, random);
    ScoreStats second = new ScoreStats();
    for (long score : shuffled) {
      second.add(score, 7 * score % 1009);
    }

    assertThat(bytes(second)).isEqualTo(bytes(first));
    assertThat(first.count()).isEqualTo(scores.size());
    assertThat(first.min10000()).isEqualTo(Collections.min(scores));
    assertThat(first.max10000()).isEqualTo(Collections.max(scores));
  }

  @Test
  void shouldRoundTheMeanUp() {
    ScoreStats stats = new ScoreStats();
    stats.add(1, 10);
    stats.add(2, 5);

    assertThat(stats.mean10000()).isEqualTo(2);
    assertThat(stats.last10000()).isEqualTo(1);
  }

  @Test
  void shouldReadBackWhatItWrote() throws IOException {
    ScoreStats stats = new ScoreStats();
    stats.add(713_812, 300);
    stats.add(7, 200);
    ScoreStats read = ScoreStats.read(new DataInputStream(new ByteArrayInputStream(bytes(stats))));
    read.add(9, 400);

    assertThat(read.last10000()).isEqualTo(9);
    assertThat(read.count()).isEqualTo(3);
    assertThat(read.max10000()).isEqualTo(713_812);
    assertThat(read.min10000()).isEqualTo(7);
  }

  @Test
  void shouldRefuseAnotherVersion() {
    assertThatThrownBy(
            () ->
                ScoreStats.read(
                    new DataInputStream(new ByteArrayInputStream(new byte[] {9, 0, 0}))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 9");
  }

  private static byte[] bytes(ScoreStats stats) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    stats.write(new DataOutputStream(out));
    return out.toByteArray();
  }
}
