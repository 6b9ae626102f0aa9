package io.livegauge.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.benchmark.report.FlameGraph.Share;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlameGraphTest {
  @Test
  void shouldMergeStacksFromTheirRoots() {
    FlameGraph graph = new FlameGraph();
    graph.add(List.of("a.A.run", "a.B.read"));
    graph.add(List.of("a.A.run", "a.B.read", "a.C.parse"));
    graph.add(List.of("a.A.run", "a.D.write"));
    graph.add(List.of("a.E.run"));

    assertThat(graph.samples()).isEqualTo(4);
    assertThat(graph.html("it"))
        .contains("data-x=\"0.000\" data-w=\"75.000\"", "<title>a.A.run, 75 %</title>")
        .contains("data-x=\"0.000\" data-w=\"50.000\"", "<title>a.B.read, 50 %</title>")
        .contains("data-x=\"50.000\" data-w=\"25.000\"", "<title>a.D.write, 25 %</title>")
        .contains("<title>a.E.run, 25 %</title>", ">C.parse</text>");
    // Root, two frames and what parse adds.
    assertThat(graph.html("it")).contains("style=\"height: 72px\"");
  }

  @Test
  void shouldFindWhatWasItselfAtWork() {
    FlameGraph graph = new FlameGraph();
    graph.add(List.of("a.A.run", "a.B.read"));
    graph.add(List.of("a.A.run", "a.C.parse", "a.B.read"));
    graph.add(List.of("a.A.run", "a.C.parse"));
    graph.add(List.of("a.A.run"));

    assertThat(graph.busiest(2))
        .containsExactly(new Share("a.B.read", 0.5), new Share("a.A.run", 0.25));
  }

  @Test
  void shouldLeaveOutFramesTooNarrowToSee() {
    FlameGraph graph = new FlameGraph();
    for (int i = 0; i < 999; i++) {
      graph.add(List.of("a.A.run"));
    }
    graph.add(List.of("a.Rare.run"));

    assertThat(graph.html("it")).contains("a.A.run").doesNotContain("a.Rare.run");
  }

  @Test
  void shouldReadARecording(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("own.jfr");
    FlameGraph graph;
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(1));
      recording.start();
      do {
        work();
        recording.dump(file);
        graph = FlameGraph.of(file);
      } while (graph.busiest(1).isEmpty() || !graph.html("it").contains("FlameGraphTest.work"));
    }

    assertThat(graph.samples()).isPositive();
    assertThat(graph.html("it"))
        .contains("<title>io.livegauge.benchmark.report.FlameGraphTest.work");
  }

  private static void work() {
    Random random = new Random(1);
    double sum = 0;
    for (int i = 0; i < 5_000_000; i++) {
      sum += Math.sqrt(random.nextDouble());
    }
    assertThat(sum).isPositive();
  }
}
