package io.livegauge.benchmark.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.benchmark.micro.MicroBenchmarks.Settings;
import io.livegauge.benchmark.result.Result.Series;
import io.livegauge.benchmark.result.TargetNames;
import io.livegauge.model.Model;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;

class MicroBenchmarksTest {
  @Test
  void shouldRunEveryBenchmarkOnce() throws RunnerException {
    ByteArrayOutputStream progress = new ByteArrayOutputStream();

    List<Series> series =
        MicroBenchmarks.run(
            MicroBenchmarks.all().keySet(),
            new Settings(0, 0, 1, 1),
            new PrintStream(progress, true, StandardCharsets.UTF_8));

    assertThat(progress.toString(StandardCharsets.UTF_8)).contains("Benchmark: ");
    assertThat(series)
        .extracting(Series::id)
        .contains("micro.decode", "micro.hash", "micro.score", "micro.slice")
        .contains("micro.score.allocated");
    assertThat(series)
        .filteredOn(one -> !one.id().endsWith(".allocated"))
        .flatExtracting(Series::points)
        .hasSameSizeAs(MicroBenchmarks.all().keySet())
        .allSatisfy(point -> assertThat(point.median()).isPositive());
    TargetNames.assertWritten("micro", series);
  }

  @Test
  void shouldAskDeeplearning4jForTheSameNetwork() {
    Model model = BenchmarkModel.bundled();
    ScoreBenchmark.Deeplearning4j other = new ScoreBenchmark.Deeplearning4j();
    other.prepare();
    for (double[] values : BenchmarkModel.values(model, 20)) {
      double[] inputs = model.normalizer().normalize(values);
      assertThat(other.output(inputs)).isCloseTo(model.network().output(inputs), within(1e-12));
    }
  }

  @Test
  void shouldNameWhatThereIs() {
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new MicroCommand()).setErr(new PrintWriter(err, true)).execute("speed");

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains("NAME is 'speed'", "decode.ours", "slice.merge");
  }
}
