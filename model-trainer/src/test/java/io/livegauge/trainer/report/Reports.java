package io.livegauge.trainer.report;

import io.livegauge.model.Role;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Split;
import io.livegauge.trainer.data.Splitting;
import io.livegauge.trainer.data.TableDataset;
import io.livegauge.trainer.data.Tables;
import io.livegauge.trainer.io.CsvTable;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.training.ModelTraining;
import io.livegauge.trainer.training.NetworkTrainer;
import io.livegauge.trainer.training.Release;
import io.livegauge.trainer.training.TrainedModel;
import io.livegauge.trainer.training.TrainingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Small trainings to report on. */
final class Reports {
  private Reports() {}

  /**
   * A network that was trained for a few epochs on a made-up table.
   *
   * @param category of each row, free of commas and quotes
   */
  static TrainedModel trained(Path directory, int rows, IntFunction<String> category) {
    List<String> lines = new ArrayList<>();
    for (String line : Tables.lines(rows, 1)) {
      int row = lines.size() - 1;
      lines.add(
          row < 0 ? line : line.replaceFirst(",(beauty|food),", "," + category.apply(row) + ","));
    }
    try {
      Path file = Files.write(directory.resolve("table.csv"), lines);
      TableDataset data =
          TableDataset.of(
              CsvTable.read(file),
              new TableDataset.Columns("target", null, new Splitting(Split.Rule.GROUP, 0.2, 1)));
      return new ModelTraining(NetworkTrainer.Progress.NONE)
          .train(data, new TrainingOptions(1, 3, Math.max(20, rows / 20), 0.01, 5));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InputException | TrainingException e) {
      throw new AssertionError(e);
    }
  }

  /** The artifact of what was trained, as version 7. */
  static byte[] artifact(TrainedModel trained) {
    try {
      return trained.artifact(
          new Release(
              7,
              Instant.parse("2026-11-21T17:00:00Z"),
              null,
              Role.CHAMPION,
              "made up <b>for tests</b>",
              null));
    } catch (TrainingException e) {
      throw new AssertionError(e);
    }
  }

  /** The page of a report. */
  static String html(TrainingReport report) {
    return new String(report.html(artifact(report.trained())), StandardCharsets.UTF_8);
  }
}
