package io.livegauge.trainer.data;

import io.livegauge.event.Settlement;
import io.livegauge.indicator.Indicator;
import io.livegauge.score.AvroRows;
import io.livegauge.score.IndicatorSource;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.SettlementRows;
import io.livegauge.score.WindowRows;
import io.livegauge.trainer.TrainingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/**
 * The windows and settlements that the job stored: Avro object containers at any depth of a
 * directory (the job partitions them by day), each told by its schema, {@code window.avsc} or
 * {@code settlement.avsc}. Files and directories whose names begin with a dot or an underscore are
 * still being written and are passed over, and so is what does not end in {@code .avro}.
 *
 * @param windows in the order of the files
 * @param settlements in the order of the files
 * @param checksums of the files
 */
public record WindowStore(
    List<WindowObservation> windows, List<Settlement> settlements, List<String> checksums) {
  private static final String SUFFIX = ".avro";

  /**
   * Reads all files of some directories, one that is in several of them once.
   *
   * @throws TrainingException where a file cannot be read, or there is no window at all
   */
  public static WindowStore read(List<Path> directories) throws TrainingException {
    Set<Path> files = new TreeSet<>();
    for (Path directory : directories) {
      files.addAll(files(directory));
    }
    WindowStore store = new WindowStore(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Path file : files) {
      try {
        store.add(file);
      } catch (IOException | AvroRuntimeException e) {
        throw new TrainingException(
            file + " holds neither windows nor settlements: " + e.getMessage(), e);
      }
    }
    if (store.windows.isEmpty()) {
      throw new TrainingException(
          "there is no window in the " + files.size() + " .avro files of " + directories);
    }
    return store;
  }

  private static List<Path> files(Path directory) throws TrainingException {
    try (Stream<Path> walk = Files.walk(directory.toRealPath())) {
      Path root = directory.toRealPath();
      return walk.filter(path -> isDone(root.relativize(path)) && Files.isRegularFile(path))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new TrainingException(directory + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isDone(Path path) {
    for (Path part : path) {
      if (part.toString().startsWith(".") || part.toString().startsWith("_")) {
        return false;
      }
    }
    return path.toString().endsWith(SUFFIX);
  }

  private void add(Path file) throws IOException {
    String schema = schema(file);
    if (schema.equals(WindowRows.INSTANCE.schema().getFullName())) {
      read(file, WindowRows.INSTANCE, row -> windows.add(observation(row)));
    } else if (schema.equals(SettlementRows.INSTANCE.schema().getFullName())) {
      read(file, SettlementRows.INSTANCE, settlements::add);
    } else {
      throw new IOException("its schema is " + schema);
    }
    checksums.add(DataChecksum.of(file));
  }

  private static String schema(Path file) throws IOException {
    try (DataFileStream<GenericRecord> stream =
        new DataFileStream<>(Files.newInputStream(file), new GenericDatumReader<>())) {
      return stream.getSchema().getFullName();
    }
  }

  private static <T> void read(Path file, AvroRows<T> rows, Consumer<T> each) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        AvroRows.Reader<T> reader = rows.readFrom(in)) {
      for (T row = reader.next(); row != null; row = reader.next()) {
        each.accept(row);
      }
    }
  }

  private static WindowObservation observation(ScoreRecord row) {
    Fractions scored = new Fractions();
    Fractions session = new Fractions();
    for (ScoreRecord.IndicatorScore score : row.indicators()) {
      Indicator indicator = score.code();
      // The source is that of the scope that the score uses, and only A21 and A23 are mapped by
      // knots: both are scored by session, so one flag does for both scopes.
      boolean proxy =
          Valuation.PROXIED.contains(indicator) && score.source() == IndicatorSource.PROXY;
      fill(session, indicator, score.session(), proxy);
      fill(
          scored,
          indicator,
          indicator.isScoredBySession() ? score.session() : score.window(),
          proxy);
    }
    return new WindowObservation(
        new SessionKey(row.streamId(), row.sessionStart()),
        row.windowEnd(),
        row.currency(),
        row.category(),
        scored,
        row.isFinal() ? session : null);
  }

  private static void fill(
      Fractions fractions, Indicator indicator, ScoreRecord.Scope scope, boolean proxy) {
    double unit = indicator == Indicator.A11 ? 1000 : 1;
    fractions.set(indicator, scope.numerator() / unit, (double) scope.denominator(), proxy);
  }
}
