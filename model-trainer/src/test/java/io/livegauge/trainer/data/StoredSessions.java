package io.livegauge.trainer.data;

import io.livegauge.event.Reason;
import io.livegauge.event.Settlement;
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
import io.livegauge.score.SettlementRows;
import io.livegauge.score.WindowRows;
import io.livegauge.trainer.training.GoldenNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up sessions as the job stores them: measured, scored by the golden model, in Avro files. */
public final class StoredSessions {
  private static final long WINDOW_MILLIS = 300_000;
  private static final long SLICE_MILLIS = 5_000;

  private StoredSessions() {}

  /** The model that scored the store: the golden one. */
  public static Model base() throws IOException {
    try (InputStream in =
        StoredSessions.class.getResourceAsStream("/golden/" + GoldenNetwork.ARTIFACT)) {
      return model(in.readAllBytes());
    }
  }

  public static Model model(byte[] artifact) {
    if (ModelReader.read(artifact) instanceof ModelResult.Valid valid) {
      return valid.model();
    }
    throw new AssertionError(ModelReader.read(artifact));
  }

  /** What was measured of some sessions, the last window of each final. */
  public static List<Measurement> measurements(int sessions, int windows, long seed) {
    Random random = new Random(seed);
    List<Measurement> measurements = new ArrayList<>();
    for (int session = 0; session < sessions; session++) {
      double quality = random.nextDouble();
      long start = 1_700_000_000_000L + session * 1_234L;
      for (int window = 1; window <= windows; window++) {
        long end = 1_700_000_000_000L + WINDOW_MILLIS + window * SLICE_MILLIS;
        measurements.add(measurement("s" + session, start, end, window, windows, quality, random));
      }
    }
    return measurements;
  }

  private static Measurement measurement(
      String streamId,
      long start,
      long end,
      int window,
      int windows,
      double quality,
      Random random) {
    boolean isFinal = window == windows;
    return new Measurement(
        streamId,
        "h",
        "beauty",
        "CNY",
        5_000L,
        start,
        end - WINDOW_MILLIS,
        end,
        isFinal,
        figures(quality, 1, random),
        figures(quality, window, random),
        new Measurement.Audience(10, 200, 200L * window, 20, 1_000, 1_000),
        new Measurement.Quality(
            5, 5, new long[Reason.values().length], new long[Interaction.values().length]),
        new Measurement.Sales(0, 0, 0, 0, 0),
        List.of(),
        isFinal ? new Measurement.Summary(end, "stream_end", List.of(), List.of()) : null);
  }

  /** The same session of another stream and at another time. */
  public static Measurement shifted(Measurement of, String streamId, long millis) {
    return new Measurement(
        streamId,
        of.hostId(),
        of.category(),
        of.currency(),
        of.followers(),
        of.sessionStart() + millis,
        of.windowStart() + millis,
        of.windowEnd() + millis,
        of.isFinal(),
        of.window(),
        of.session(),
        of.audience(),
        of.quality(),
        of.sales(),
        of.marks(),
        of.summary());
  }

  private static Figures figures(double quality, int length, Random random) {
    Figures figures = new Figures();
    figures.set(Figure.VIEWERS, 200L * length);
    figures.set(Figure.VIEWER_MILLIS, length * part(10_000_000, quality, random) + 1_000_000);
    for (Figure count :
        List.of(
            Figure.BARRAGES,
            Figure.GIFTS,
            Figure.LIKES,
            Figure.SHARES,
            Figure.PINNED_CLICKERS,
            Figure.PLAYERS,
            Figure.BUYERS,
            Figure.CLICKERS,
            Figure.FOLLOWS,
            Figure.AD_CLICKS)) {
      figures.set(count, length * part(100, quality, random));
    }
    figures.set(Figure.CLICKS, length * part(250, quality, random));
    figures.set(Figure.IMPRESSIONS, 900L * length);
    figures.set(Figure.AD_IMPRESSIONS, 300L * length);
    figures.set(Figure.UNFOLLOWS, length * part(30, 1 - quality, random));
    figures.set(Figure.PAID, length * part(100_000, quality, random));
    figures.set(Figure.REFUNDED, length * part(10_000, 1 - quality, random));
    figures.set(Figure.RATINGS, 10L * length);
    figures.set(Figure.STARS, length * (10 + part(40, quality, random)));
    return figures;
  }

  private static long part(int whole, double quality, Random random) {
    double noisy = quality + 0.05 * random.nextGaussian();
    return Math.round(whole * Math.max(0, Math.min(1, noisy)));
  }

  /** The same window of another stream, some thousand seconds later. */
  public static Measurement under(String streamId, int thousands, Measurement one) {
    long later = thousands * 1_000_000L;
    return new Measurement(
        streamId,
        one.hostId(),
        one.category(),
        one.currency(),
        one.followers(),
        one.sessionStart() + later,
        one.windowStart() + later,
        one.windowEnd() + later,
        one.isFinal(),
        one.window(),
        one.session(),
        one.audience(),
        one.quality(),
        one.sales(),
        one.marks(),
        one.summary());
  }

  /** Writes the windows in two files of one day, besides one that is not done and one of notes. */
  public static void writeWindows(Path directory, List<Measurement> measurements)
      throws IOException {
    Model base = base();
    List<ScoreRecord> records = new ArrayList<>();
    for (Measurement measurement : measurements) {
      records.add(Scorer.score(measurement, base, null, ScoringOptions.DEFAULTS));
    }
    Path day = Files.createDirectories(directory.resolve("2023-11-14"));
    int half = records.size() / 2;
    write(day.resolve("part-0.avro"), WindowRows.INSTANCE, records.subList(0, half));
    write(day.resolve("part-1.avro"), WindowRows.INSTANCE, records.subList(half, records.size()));
    Files.writeString(day.resolve(".part-2.avro"), "half a file");
    Files.writeString(directory.resolve("notes.txt"), "no window");
  }

  public static void writeSettlements(Path directory, List<Settlement> settlements)
      throws IOException {
    Path day = Files.createDirectories(directory.resolve("2023-11-15"));
    write(day.resolve("part-0.avro"), SettlementRows.INSTANCE, settlements);
  }

  private static <T> void write(Path file, AvroRows<T> rows, List<T> values) throws IOException {
    try (AvroRows.Writer<T> writer = rows.writeTo(Files.newOutputStream(file))) {
      for (T value : values) {
        writer.write(value);
      }
    }
  }
}
