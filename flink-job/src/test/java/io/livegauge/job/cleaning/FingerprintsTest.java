package io.livegauge.job.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.job.cleaning.Fingerprint.Kind;
import io.livegauge.job.slice.Packed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** The packed table of fingerprints knows what a plain map would know. */
class FingerprintsTest {
  private static final long MILLIS = 10_000;

  @Property(tries = 50, shrinking = ShrinkingMode.OFF)
  void shouldKnowWhatAMapKnows(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Fingerprints fingerprints = new Fingerprints(MILLIS);
    Map<Long, Long> expected = new HashMap<>();
    List<Packed> chunks = new ArrayList<>();
    long time = 1_700_000_000_000L;
    int keys = 1 + random.nextInt(3_000);
    for (int i = 0; i < 5_000; i++) {
      time += random.nextInt(8) == 0 ? random.nextInt(200) : 0;
      if (random.nextInt(2_000) == 0) {
        time += 30L * 86_400_000;
      }
      // Zero is a key like any other.
      long key = random.nextInt(keys) * 0x9E3779B97F4A7C15L;
      fingerprints.put(key, time);
      expected.put(key, time);
      if (random.nextInt(400) == 0) {
        chunks.add(Packed.of(1, fingerprints::write));
      }
      if (random.nextInt(400) == 0) {
        fingerprints.prune(time);
      }
    }
    chunks.add(Packed.of(1, fingerprints::write));
    assertThat(fingerprints.hasFresh()).isFalse();
    Fingerprints restored = new Fingerprints(MILLIS);
    for (Packed chunk : chunks) {
      chunk.read("fingerprints", 1, restored::read);
    }
    for (Map.Entry<Long, Long> entry : expected.entrySet()) {
      if (time - entry.getValue() <= MILLIS) {
        assertThat(fingerprints.get(entry.getKey())).isEqualTo(entry.getValue());
        assertThat(restored.get(entry.getKey())).isEqualTo(entry.getValue());
      }
    }
    assertThat(fingerprints.get(12_345)).isEqualTo(Fingerprints.NONE);
  }

  @Test
  void shouldGiveBackTheHeapOfWhatIsDead() throws IOException {
    Fingerprints fingerprints = new Fingerprints(MILLIS);
    long least = fingerprints.heapBytes();
    for (int i = 0; i < 1_000_000; i++) {
      fingerprints.put(i * 0x9E3779B97F4A7C15L, i);
    }
    // Those of ten seconds, at a millisecond each, in a table and in the list of what is to write.
    assertThat(fingerprints.heapBytes()).isLessThan(1_200_000);
    Packed.of(1, fingerprints::write);
    fingerprints.prune(1_000_000 + MILLIS + 1);
    assertThat(fingerprints.heapBytes()).isEqualTo(least);
  }

  @Test
  void shouldTellTextsKindsAndUsersApart() {
    Set<Long> seen = new HashSet<>();
    int count = 0;
    for (Kind kind : Kind.values()) {
      for (long user = 0; user < 5; user++) {
        for (String text :
            List.of("", "a", "b", "aa", "abc", "abcd", "abcde", "dcba", "e-1", "e-2")) {
          seen.add(Fingerprint.of(kind, user, text));
          count++;
        }
        for (int i = 0; i < 2_000; i++) {
          seen.add(Fingerprint.of(kind, user, "event-0000-" + i));
          count++;
        }
      }
    }
    assertThat(seen).hasSize(count);
  }

  @Test
  void shouldNeverChange() {
    assertThat(Fingerprint.of(Kind.EVENT_ID, 42, "event-17")).isEqualTo(FIXED);
  }

  /** In state since the first version. */
  private static final long FIXED = -7606143067944890604L;
}
