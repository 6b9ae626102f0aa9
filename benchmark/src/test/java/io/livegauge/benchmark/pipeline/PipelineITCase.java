package io.livegauge.benchmark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.benchmark.result.Result;
import io.livegauge.benchmark.result.Result.Point;
import io.livegauge.benchmark.result.Result.Series;
import io.livegauge.benchmark.result.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole command, with its JVMs, over few events. */
class PipelineITCase {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldMeasureOursBesideDecodingAloneAndAPeer() throws IOException {
    Path file = folder.resolve("result.json");

    int status =
        run(
            "--events",
            "20000,40000",
            "--variants",
            "decode-only,ours-rocksdb,panes-hashmap",
            "--peer-events",
            "20000,40000",
            "--rounds",
            "1",
            "--peer-rounds",
            "1",
            "--warm-ups",
            "0",
            "--heap",
            "512m",
            "--out",
            file.toString());

    assertThat(status).as(err.toString()).isZero();
    Result result = Results.read(file);
    assertThat(result.command()).startsWith("./livegauge bench pipeline --events 20000,40000");
    assertThat(result.settings())
        .containsEntry("events", "20,000 and 40,000 events")
        .containsEntry("rounds", "1");
    Map<String, Series> series =
        result.series().stream().collect(Collectors.toMap(Series::id, Function.identity()));
    assertThat(series)
        .containsKeys(
            "pipeline.rate",
            "pipeline.cpu",
            "pipeline.allocated",
            "pipeline.target.ours-rocksdb-to-decode-only")
        .doesNotContainKey("pipeline.target.allocation");
    assertThat(series.get("pipeline.cpu").points())
        .extracting(Point::name)
        .containsExactly("decode-only", "ours-rocksdb", "panes-hashmap");
    assertThat(series.get("pipeline.whole-rate").points())
        .allSatisfy(point -> assertThat(point.median()).isPositive());
    assertThat(series.get("pipeline.checkpoints").points().get(1).median()).isPositive();
    assertThat(out.toString()).contains("decode-only", "ours-rocksdb");
    assertThat(err.toString())
        .contains("plan: decode-only, ours-rocksdb in turn, 0 + 1 rounds of 20,000 and 40,000")
        .contains("round 1 of 1: ours-rocksdb, 40,000 events in ")
        .contains("gate: panes-hashmap gives our figures in ")
        .contains("round 1 of 1: panes-hashmap, 40,000 events in ");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
    try (var left = Files.list(Results.FOLDER)) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith("run-"));
    }
  }

  @Test
  void shouldSayWhyAVariantFailed() {
    int status =
        run(
            "--events",
            "1000,2000",
            "--variants",
            "ours-hashmap",
            "--warm-ups",
            "0",
            "--heap",
            "512m",
            "--set",
            "model=" + folder.resolve("missing.json"),
            "--out",
            folder.resolve("none.json").toString());

    assertThat(status).isEqualTo(1);
    assertThat(err.toString())
        .contains("ours-hashmap failed: OptionException: option --model: ")
        .contains("missing.json");
    assertThat(folder.resolve("none.json")).doesNotExist();
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  private int run(String... arguments) {
    return new CommandLine(new PipelineCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
