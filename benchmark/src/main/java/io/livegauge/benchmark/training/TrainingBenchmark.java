package io.livegauge.benchmark.training;

import io.livegauge.benchmark.result.Result.Point;
import io.livegauge.benchmark.result.Result.Series;
import io.livegauge.simulator.table.PerformanceFunction;
import io.livegauge.simulator.table.SessionTable;
import io.livegauge.simulator.table.SessionTableOptions;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.WindowStore;
import io.livegauge.trainer.training.NetworkTrainer;
import io.livegauge.trainer.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Times the trainer beside plain loops, and the reading of a store. */
final class TrainingBenchmark {
  static final int FILES = 4;
  private static final int WARMUPS = 1;
  private static final double NANOS = 1e9;

  private final Settings settings;
  private final Consumer<String> progress;

  TrainingBenchmark(Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * What is timed.
   *
   * @param hidden neurons of the hidden layer: one network each
   * @param rows to learn from
   * @param epochs passes over them
   * @param batch rows of a step
   * @param rounds that count, after one that does not
   * @param storeRows windows in the store
   */
  record Settings(
      List<Integer> hidden, int rows, int epochs, int batch, int rounds, int storeRows) {}

  /** Rows to learn from, all made up. */
  record Rows(double[][] inputs, double[] targets) {
    static Rows of(int count) {
      SessionTable table = new SessionTable(new SessionTableOptions(1, count, 5, 1));
      double[][] inputs = new double[count][];
      double[] targets = new double[count];
      for (int i = 0; i < count; i++) {
        inputs[i] = PerformanceFunction.normalized(table.row(i).values());
        targets[i] = Math.max(0, Math.min(1, table.row(i).target() / 100));
      }
      return new Rows(inputs, targets);
    }
  }

  @FunctionalInterface
  private interface Work {
    void run() throws TrainingException;
  }

  /** Trainer and loops in turn, all of a round one after the other. */
  Series fit() throws TrainingException {
    Rows rows = Rows.of(settings.rows());
    Map<String, Work> works = new LinkedHashMap<>();
    for (int hidden : settings.hidden()) {
      TrainingOptions options =
          new TrainingOptions(1, settings.epochs(), settings.batch(), 0.001, hidden);
      String network = "14-" + hidden + "-1 ";
      works.put(
          network + "Deeplearning4j",
          () ->
              new NetworkTrainer(options, NetworkTrainer.Progress.NONE)
                  .train(rows.inputs(), rows.targets()));
      works.put(
          network + "plain loops",
          () ->
              new PlainTrainer(options, rows.inputs()[0].length)
                  .train(rows.inputs(), rows.targets()));
    }
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    works.keySet().forEach(name -> rates.put(name, new ArrayList<>()));
    for (int round = 0; round < WARMUPS + settings.rounds(); round++) {
      for (Map.Entry<String, Work> work : works.entrySet()) {
        double seconds = seconds(work.getValue());
        double rate = (double) settings.rows() * settings.epochs() / seconds;
        progress.accept(said(work.getKey(), round, rate));
        if (round >= WARMUPS) {
          rates.get(work.getKey()).add(rate);
        }
      }
    }
    List<Point> points = new ArrayList<>();
    rates.forEach((name, rate) -> points.add(Point.of(name, rate)));
    return new Series("train.fit", "Training a network", "rows/s", "higher", points);
  }

  /**
   * Writes a store and reads it as the trainer does.
   *
   * @param scratch a directory that is made, for the store; what is written stays
   */
  List<Series> store(Path scratch) throws IOException, TrainingException {
    Path directory = Files.createDirectories(scratch);
    long bytes = new StoredRows().write(directory, settings.storeRows(), FILES);
    List<Double> rows = new ArrayList<>();
    List<Double> megabytes = new ArrayList<>();
    for (int round = 0; round < WARMUPS + settings.rounds(); round++) {
      double seconds = seconds(() -> read(directory));
      progress.accept(said("reading the store", round, settings.storeRows() / seconds));
      if (round >= WARMUPS) {
        rows.add(settings.storeRows() / seconds);
        megabytes.add(bytes / 1e6 / seconds);
      }
    }
    return List.of(
        new Series(
            "train.store.rows",
            "Reading the window store",
            "rows/s",
            "higher",
            List.of(Point.of("windows", rows))),
        new Series(
            "train.store.bytes",
            "Reading the window store, as its files are compressed",
            "MB/s",
            "higher",
            List.of(Point.of("windows", megabytes))));
  }

  private void read(Path directory) throws TrainingException {
    int found = WindowStore.read(List.of(directory)).windows().size();
    if (found != settings.storeRows()) {
      throw new TrainingException(found + " rows were read of " + settings.storeRows());
    }
  }

  private static double seconds(Work work) throws TrainingException {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / NANOS;
  }

  private static String said(String name, int round, double rate) {
    return String.format(
        "%s, %s: %,.0f rows/s", name, round < WARMUPS ? "warm-up" : "round " + round, rate);
  }
}
