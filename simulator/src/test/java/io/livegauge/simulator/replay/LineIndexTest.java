package io.livegauge.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineIndexTest {
  @TempDir private Path directory;

  @Test
  void shouldMergeFilesByEventTime() throws IOException {
    Path a = file("a", line(5, "a1") + line(1, "a2") + "\r\n \n" + line(9, "a3"));
    Path b = file("b", "junk\n" + line(5, "b1") + "more junk\n" + line(7, "b2").strip());

    try (LineIndex index = new LineIndex(List.of(a, b))) {
      List<String> lines = new ArrayList<>();
      List<Long> times = new ArrayList<>();
      for (int i = 0; i < index.size(); i++) {
        lines.add(new String(index.line(i), StandardCharsets.UTF_8));
        times.add(index.time(i));
      }
      assertThat(lines)
          .containsExactly(
              line(1, "a2").strip(),
              line(5, "a1").strip(),
              "junk",
              line(5, "b1").strip(),
              "more junk",
              line(7, "b2").strip(),
              line(9, "a3").strip());
      assertThat(times).containsExactly(1L, 5L, 5L, 5L, 5L, 7L, 9L);
    }
  }

  @Test
  void shouldTakeAFileWithoutAnyTime() throws IOException {
    try (LineIndex index = new LineIndex(List.of(file("c", "x\ny"), file("d", "")))) {
      assertThat(index.size()).isEqualTo(2);
      assertThat(index.time(0)).isZero();
      assertThat(index.line(1)).isEqualTo(new byte[] {'y'});
    }
  }

  @Property(tries = 200)
  void shouldSortStably(@ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> keys) {
    long[] longs = keys.stream().mapToLong(k -> k).toArray();

    assertThat(LineIndex.sorted(longs, longs.length))
        .isEqualTo(
            IntStream.range(0, longs.length)
                .boxed()
                .sorted(Comparator.comparing(i -> longs[i]))
                .mapToInt(i -> i)
                .toArray());
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private static String line(long time, String id) {
    return "{\"eventId\":\"" + id + "\",\"eventTime\":" + time + "}\n";
  }
}
