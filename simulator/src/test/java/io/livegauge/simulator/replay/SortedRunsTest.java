package io.livegauge.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SortedRunsTest {
  @TempDir private Path directory;

  private record Line(long time, String text) {}

  @ParameterizedTest
  @CsvSource({"1, 100", "2, 100", "3, 100000"})
  void shouldMergeByTimeAndKeepTheOrderOfEqualTimes(long seed, int bufferBytes) throws IOException {
    Random random = new Random(seed);
    SortedRuns runs = new SortedRuns(directory, bufferBytes);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Line line = new Line(random.nextInt(50) - 20L, "line " + i + "é".repeat(random.nextInt(20)));
      lines.add(line);
      byte[] bytes = line.text().getBytes(StandardCharsets.UTF_8);
      runs.add(line.time(), bytes, bytes.length);
    }
    lines.sort(Comparator.comparingLong(Line::time));

    List<Line> merged = new ArrayList<>();
    try (TimedLines sorted = runs.open()) {
      assertThat(sorted.size()).isEqualTo(2_000);
      while (sorted.advance()) {
        merged.add(new Line(sorted.time(), new String(sorted.line(), StandardCharsets.UTF_8)));
      }
      assertThat(sorted.advance()).isFalse();
    }
    assertThat(merged).isEqualTo(lines);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.count()).isEqualTo(bufferBytes == 100 ? runs.count() : 1);
    }
    assertThat(runs.count()).isGreaterThan(bufferBytes == 100 ? 100 : 0);
  }

  @Test
  void shouldHaveNothingToReadWhereNothingWasAdded() throws IOException {
    try (TimedLines none = new SortedRuns(directory, 10).open()) {
      assertThat(none.size()).isZero();
      assertThat(none.advance()).isFalse();
    }
  }
}
