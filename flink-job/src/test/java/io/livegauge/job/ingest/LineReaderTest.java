package io.livegauge.job.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  @Test
  void shouldCountLinesAndPassOverBlankOnes() throws IOException {
    assertThat(lines("a\n\n \t\r\nb\r\n\n", 3)).containsExactly("1 a", "4 b\r");
  }

  @Test
  void shouldTakeALastLineWithoutLineFeed() throws IOException {
    assertThat(lines("a\nb", 64)).containsExactly("1 a", "2 b");
  }

  @Test
  void shouldFindNothingInAnEmptyFile() throws IOException {
    assertThat(lines("", 8)).isEmpty();
    assertThat(lines("\n\n", 8)).isEmpty();
  }

  @Test
  void shouldKeepBytesAsTheyAre() throws IOException {
    byte[] bytes = {(byte) 0xff, (byte) 0xc3, '\n', 0, (byte) 0x0b, '\n'};
    try (LineReader reader = new LineReader(new ByteArrayInputStream(bytes), 2)) {
      assertThat(reader.next()).containsExactly(0xff, 0xc3);
      assertThat(reader.next()).containsExactly(0, 0x0b);
      assertThat(reader.next()).isNull();
    }
  }

  @Property(tries = 200)
  void shouldSplitLikeStringsDo(@ForAll String text, @ForAll @IntRange(min = 1, max = 9) int size)
      throws IOException {
    List<String> expected = new ArrayList<>();
    String latin =
        new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    String[] all = latin.split("\n", -1);
    for (int i = 0; i < all.length; i++) {
      if (!all[i].chars().allMatch(c -> c == ' ' || c == '\t' || c == '\r')) {
        expected.add(i + 1 + " " + all[i]);
      }
    }
    assertThat(lines(latin, size)).isEqualTo(expected);
  }

  private static List<String> lines(String text, int buffer) throws IOException {
    List<String> lines = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    try (LineReader reader = new LineReader(new ByteArrayInputStream(bytes), buffer)) {
      byte[] line;
      while ((line = reader.next()) != null) {
        lines.add(reader.number() + " " + new String(line, StandardCharsets.ISO_8859_1));
      }
    }
    return lines;
  }
}
