package io.livegauge.benchmark.training;

import io.livegauge.benchmark.report.SeriesText;
import io.livegauge.benchmark.result.Beginning;
import io.livegauge.benchmark.result.Result.Series;
import io.livegauge.benchmark.result.Results;
import io.livegauge.benchmark.training.TrainingBenchmark.Settings;
import io.livegauge.simulator.broker.DirectoryTree;
import io.livegauge.trainer.TrainingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code livegauge bench train}: the trainer beside plain loops, and the reading of a store. */
@Command(
    name = "train",
    sortOptions = false,
    description = {
      "Times the training of a network: Deeplearning4j as the trainer uses it, and the same in",
      "plain Java loops, in turn; then how fast the trainer reads a window store."
    })
public final class TrainCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      split = ",",
      defaultValue = "5,16,64",
      description =
          "Neurons of the hidden layer, 1 to 1000: a network each. Default: ${DEFAULT-VALUE}.")
  private List<Integer> hidden;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Rows to learn from, 1 to 1000000. Default: ${DEFAULT-VALUE}.")
  private int rows;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "5",
      description = "Passes over them, 1 to 1000. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "20",
      description = "Rows of a step, 1 to 1000000. Default: ${DEFAULT-VALUE}, the trainer's.")
  private int batch;

  @Option(
      names = "--store-rows",
      paramLabel = "N",
      defaultValue = "200000",
      description = "Windows in the store, 4 to 10000000. Default: ${DEFAULT-VALUE}.")
  private int storeRows;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "That count, after one that does not; 1 to 100. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the result goes. Default: .livegauge/bench/train.json.")
  private Path out = Results.FOLDER.resolve("train.json");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Override
  public Integer call() throws IOException {
    hidden.forEach(neurons -> check("--hidden", neurons, 1, 1_000));
    check("--rows", rows, 1, 1_000_000);
    check("--epochs", epochs, 1, 1_000);
    check("--batch", batch, 1, 1_000_000);
    check("--store-rows", storeRows, TrainingBenchmark.FILES, 10_000_000);
    check("--rounds", rounds, 1, 100);
    PrintWriter err = spec.commandLine().getErr();
    Beginning beginning = Beginning.now();
    TrainingBenchmark benchmark =
        new TrainingBenchmark(
            new Settings(hidden, rows, epochs, batch, rounds, storeRows),
            line -> {
              err.println(line);
              err.flush();
            });
    List<Series> series = new ArrayList<>();
    Path scratch = Files.createTempDirectory("livegauge-bench-train");
    try {
      series.add(benchmark.fit());
      series.addAll(benchmark.store(scratch));
    } catch (TrainingException e) {
      err.println(e.getMessage());
      return FAILED;
    } finally {
      DirectoryTree.delete(scratch);
    }
    Results.write(
        out,
        beginning.end(
            "train",
            spec.commandLine().getParseResult().originalArgs(),
            settings(),
            series,
            List.of(
                "Both train the same network on the same rows in the same batches, from the same"
                    + " weights, and come to the same losses; one thread each.",
                "The store is read by two threads.")));
    SeriesText.print(series, spec.commandLine().getOut());
    err.println("written: " + out);
    return 0;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("rows", Integer.toString(rows));
    settings.put("epochs", Integer.toString(epochs));
    settings.put("batch", Integer.toString(batch));
    settings.put("windows in the store", Integer.toString(storeRows));
    settings.put("files of the store", Integer.toString(TrainingBenchmark.FILES));
    settings.put("rounds that count", Integer.toString(rounds));
    return settings;
  }

  private void check(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new ParameterException(
          spec.commandLine(), option + " is " + value + ": " + min + " to " + max + " is allowed");
    }
  }
}
