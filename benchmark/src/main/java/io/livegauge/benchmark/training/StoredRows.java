package io.livegauge.benchmark.training;

import io.livegauge.event.Reason;
import io.livegauge.job.scoring.BaseModel;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Figures;
import io.livegauge.measure.Interaction;
import io.livegauge.measure.Measurement;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.score.AvroRows;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.Scorer;
import io.livegauge.score.ScoringOptions;
import io.livegauge.score.WindowRows;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A window store of made-up windows, written as the job writes it: one file a room and day. */
final class StoredRows {
  private static final long START = 1_700_000_000_000L;
  private static final long WINDOW_MILLIS = 300_000;
  private static final long SLICE_MILLIS = 5_000;

  private final Model model;
  private final Random random = new Random(20261121);

  StoredRows() {
    if (ModelReader.read(BaseModel.load(null)) instanceof ModelResult.Valid valid) {
      this.model = valid.model();
    } else {
      throw new IllegalStateException("the bundled model does not validate");
    }
  }

  /**
   * Writes a store.
   *
   * @param directory is made
   * @param rows in all, spread evenly over the files
   * @param files at least 1
   * @return bytes of the files together
   */
  long write(Path directory, int rows, int files) throws IOException {
    Path day = directory.resolve("day=2023-11-14");
    Files.createDirectories(day);
    long bytes = 0;
    for (int file = 0; file < files; file++) {
      Path path = day.resolve("part-" + file + ".avro");
      int from = (int) ((long) rows * file / files);
      int to = (int) ((long) rows * (file + 1) / files);
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path));
          AvroRows.Writer<ScoreRecord> writer = WindowRows.INSTANCE.writeTo(out)) {
        Figures session = new Figures();
        for (int row = 0; row < to - from; row++) {
          writer.write(window("s" + file, row, session));
        }
      }
      bytes += Files.size(path);
    }
    return bytes;
  }

  private ScoreRecord window(String stream, int number, Figures session) {
    Figures window = new Figures();
    for (Figure figure : Figure.values()) {
      long value = random.nextInt(2_000);
      window.set(figure, value);
      session.add(figure, value / 60);
    }
    long viewers = window.get(Figure.VIEWERS);
    window.set(Figure.VIEWER_MILLIS, viewers * random.nextInt((int) WINDOW_MILLIS));
    long end = START + WINDOW_MILLIS + number * SLICE_MILLIS;
    Measurement measurement =
        new Measurement(
            stream,
            "host of " + stream,
            "beauty",
            "CNY",
            5_200L,
            START,
            end - WINDOW_MILLIS,
            end,
            false,
            window,
            session.copy(),
            new Measurement.Audience(
                viewers, viewers, viewers, viewers, window.get(Figure.VIEWER_MILLIS), end - START),
            new Measurement.Quality(
                1_000L + number,
                1_000L + number,
                new long[Reason.values().length],
                new long[Interaction.values().length]),
            new Measurement.Sales(
                number / 10, session.get(Figure.PAID), 0, number / 20, session.get(Figure.GIFTS)),
            List.of(),
            null);
    return Scorer.score(measurement, model, null, ScoringOptions.DEFAULTS);
  }
}
