package io.livegauge.benchmark.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.benchmark.result.Result.Point;
import io.livegauge.benchmark.result.Result.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  @TempDir Path folder;

  @Test
  void shouldReadWhatItWrote() throws IOException {
    Path file = folder.resolve("below").resolve("result.json");
    Result result =
        new Result(
            "./livegauge bench pipeline",
            "2026-01-02T03:04:05Z",
            12.5,
            Machine.here(),
            Map.of("rounds", "5"),
            List.of(
                new Series(
                    "pipeline.cpu",
                    "CPU time of an event",
                    "µs/event",
                    "lower",
                    List.of(Point.of("ours", List.of(3.0, 1.0, 2.0))))),
            List.of("none"));

    Results.write(file, result);
    Results.write(file, result);

    assertThat(Results.read(file)).isEqualTo(result);
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void shouldTellWhereItRan() {
    Machine machine = Machine.here();

    assertThat(machine.cores()).isPositive();
    assertThat(machine.memoryBytes()).isPositive();
    assertThat(machine.processor()).isNotBlank();
    assertThat(machine.os()).contains(System.getProperty("os.arch"));
    assertThat(machine.jvm()).contains(System.getProperty("java.runtime.version"));
    assertThat(machine.versions())
        .matches("Livegauge [0-9]+\\.[0-9]+\\.[0-9]+.*, Flink 2\\..+, Kafka 4\\..+");
  }
}
