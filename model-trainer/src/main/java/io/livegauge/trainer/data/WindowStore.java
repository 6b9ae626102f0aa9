package io.livegauge.trainer.data;

import io.livegauge.event.Settlement;
import io.livegauge.indicator.Indicator;
import io.livegauge.score.IndicatorSource;
import io.livegauge.score.ScoreRecord;
import io.livegauge.trainer.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.AvroRuntimeException;

/**
 * The windows and settlements that the job stored, as {@link StoreFiles} finds them.
 *
 * @param windows in the order of the files
 * @param settlements in the order of the files
 * @param checksums of the files
 */
public record WindowStore(
    List<WindowObservation> windows, List<Settlement> settlements, List<String> checksums) {
  /** More would only wait for the heap. */
  private static final int READERS = 2;

  /**
   * Reads all files of some directories, one that is in several of them once.
   *
   * @throws TrainingException where a file cannot be read, or there is no window at all
   */
  public static WindowStore read(List<Path> directories) throws TrainingException {
    WindowStore store = readAny(directories);
    if (store.windows.isEmpty()) {
      throw new TrainingException(
          "there is no window in the " + store.checksums.size() + " .avro files of " + directories);
    }
    return store;
  }

  /**
   * The same, where nothing may have been stored yet.
   *
   * @throws TrainingException where a file cannot be read
   */
  public static WindowStore readAny(List<Path> directories) throws TrainingException {
    List<Path> files = List.copyOf(StoreFiles.in(directories));
    List<WindowStore> parts = new ArrayList<>();
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<WindowStore>> futures = new ArrayList<>();
      for (Path file : files) {
        futures.add(readers.submit(() -> part(file)));
      }
      for (Future<WindowStore> future : futures) {
        parts.add(future.get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TrainingException why) {
        throw why;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("reading was interrupted", e);
    } finally {
      readers.shutdownNow();
    }
    return together(parts);
  }

  private static WindowStore together(List<WindowStore> parts) {
    int count = parts.stream().mapToInt(part -> part.windows.size()).sum();
    WindowStore store =
        new WindowStore(new ArrayList<>(count), new ArrayList<>(), new ArrayList<>());
    for (WindowStore part : parts) {
      store.windows.addAll(part.windows);
      store.settlements.addAll(part.settlements);
      store.checksums.addAll(part.checksums);
    }
    return store;
  }

  private static WindowStore part(Path file) throws TrainingException {
    WindowStore part = new WindowStore(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try {
      if (StoreFiles.isOfWindows(file)) {
        new WindowFile().read(file, part.windows::add);
      } else {
        StoreFiles.read(file, window -> {}, part.settlements::add);
      }
      part.checksums.add(DataChecksum.of(file));
    } catch (IOException | AvroRuntimeException e) {
      throw StoreFiles.unreadable(file, e);
    }
    return part;
  }

  /** Of a whole row what training needs. */
  static WindowObservation observation(ScoreRecord row) {
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
