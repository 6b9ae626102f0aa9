package io.livegauge.benchmark.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.benchmark.latency.LatencyCommand;
import io.livegauge.benchmark.result.Result;
import io.livegauge.benchmark.result.Result.Series;
import io.livegauge.benchmark.result.Results;
import io.livegauge.benchmark.scale.ScaleCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Both commands with processes of their own, small; what they measure is not looked at. */
class LiveCommandsITCase {
  @TempDir Path folder;

  private final StringWriter printed = new StringWriter();
  private final StringWriter told = new StringWriter();

  @Test
  void shouldMeasureLatencyOfEveryScore() throws Exception {
    Result result =
        run(
            new LatencyCommand(),
            "--max-rate=400",
            "--loads=50",
            "--guarantees=at-least-once",
            "--warm-up=1",
            "--seconds=3",
            "--rooms=5",
            "--heap=512m",
            "--set=slice=1s",
            "--set=window=10s",
            "--set=out-of-orderness=500ms",
            "--set=state-backend=hashmap");

    assertThat(result.series())
        .extracting(Series::id)
        .contains("latency.at-least-once.above", "latency.at-least-once.whole");
    assertThat(result.notes()).noneMatch(note -> note.contains("did not come"));
    assertThat(printed.toString()).contains("at-least-once").contains("50 %");
  }

  @Test
  void shouldMeasureShapesAndState() throws Exception {
    Result result =
        run(
            new ScaleCommand(),
            "--charts=parallelism",
            "--events=1500000",
            "--rounds=1",
            "--limit=60",
            "--heap=512m",
            "--state-viewers=400");

    assertThat(result.series())
        .extracting(Series::id)
        .containsExactly("scale.parallelism.cpu", "scale.parallelism.rate", "scale.state");
    assertThat(result.series().get(0).points())
        .extracting(Result.Point::name)
        .containsExactly("1", "2");
    assertThat(printed.toString()).contains("bytes for a viewer");
  }

  @Test
  void shouldSayWhichOptionIsWrong() {
    assertThat(execute(new LatencyCommand(), "--loads=0")).isEqualTo(2);
    assertThat(told.toString()).contains("--loads: 0; allowed: 1 to 200");
    assertThat(execute(new LatencyCommand(), "--guarantees=often")).isEqualTo(2);
    assertThat(told.toString()).contains("there is no 'often'");
    assertThat(execute(new ScaleCommand(), "--charts=rooms")).isEqualTo(2);
    assertThat(told.toString()).contains("there is no 'rooms'; there are streams, viewers");
    assertThat(execute(new ScaleCommand(), "--set=slice=tomorrow")).isEqualTo(2);
  }

  private Result run(LiveCommand command, String... options) throws Exception {
    Path out = folder.resolve("result.json");
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--out=" + out);
    assertThat(execute(command, all.toArray(String[]::new))).as(told.toString()).isZero();
    return Results.read(out);
  }

  private int execute(LiveCommand command, String... options) {
    return new CommandLine(command)
        .setOut(new PrintWriter(printed, true))
        .setErr(new PrintWriter(told, true))
        .setParameterExceptionHandler(
            (error, arguments) -> {
              error.getCommandLine().getErr().println(error.getMessage());
              return CommandLine.ExitCode.USAGE;
            })
        .execute(options);
  }
}
