package io.livegauge.trainer.gate;

import io.livegauge.score.Explanation;
import io.livegauge.score.Rescorer;
import io.livegauge.score.ScoreRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * What a model would have said of the windows of a store, in their order by stream, session and
 * time, each once. A window that is in the store several times, scored by different models, is
 * taken with the line that is the smallest by its bytes, so that files may be cut as they like.
 *
 * <p>Memory holds {@value #IN_MEMORY} windows at a time; what is more waits in temporary files.
 */
public final class Rescoring implements Closeable {
  /** At about 2 kB a window. */
  static final int IN_MEMORY = 20_000;

  private static final double UNIT = 1e4;

  private final Rescorer rescorer;
  private final SortedRuns runs;
  private boolean isEmpty = true;

  /** By a model, with temporary files where the JVM has them. */
  public Rescoring(Rescorer rescorer) {
    this(rescorer, IN_MEMORY, Path.of(System.getProperty("java.io.tmpdir")));
  }

  Rescoring(Rescorer rescorer, int inMemory, Path temporaries) {
    this.rescorer = rescorer;
    this.runs = new SortedRuns(inMemory, temporaries);
  }

  /**
   * Where a window's score changes most.
   *
   * @param sessionStart epoch ms, like {@code windowEnd}
   * @param score by this model, in points
   * @param was by the model that scored the window
   */
  public record Change(
      String streamId, long sessionStart, long windowEnd, double score, double was) {
    /** This model's score less the other one's. */
    public double difference() {
      return Math.round((score - was) * UNIT) / UNIT;
    }
  }

  /**
   * What came of it all.
   *
   * @param windows that were rescored
   * @param repeated that were left out
   * @param meanDifference of the scores by this model less those of the models that scored, points
   * @param meanAbsoluteDifference likewise
   * @param largest difference by size, the first of equal ones
   */
  public record Summary(
      long windows,
      long sessions,
      long repeated,
      double meanDifference,
      double meanAbsoluteDifference,
      Change largest) {}

  /** Takes a window of the store. */
  public void add(ScoreRecord window) {
    isEmpty = false;
    Explanation said = rescorer.explain(window);
    try {
      runs.add(
          new RescoredWindow(
              window.streamId(),
              window.sessionStart(),
              window.windowEnd(),
              said.score10000(),
              window.score10000(),
              rescorer.toJson(window, said)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether no window was taken. */
  public boolean isEmpty() {
    return isEmpty;
  }

  /** Writes a line a window, and sums up. Can be done once, and not before a window was taken. */
  public Summary finish(OutputStream out) throws IOException {
    Tally tally = new Tally();
    runs.drain(
        window -> {
          if (tally.take(window)) {
            out.write(window.line());
            out.write('\n');
          }
        });
    return tally.summary();
  }

  /** Sums in units of 0.0001, so that they are exact. */
  private static final class Tally {
    private RescoredWindow last;
    private RescoredWindow largest;
    private long windows;
    private long sessions;
    private long repeated;
    private long sum;
    private long absolute;

    boolean take(RescoredWindow window) {
      if (last != null && last.isSameWindowAs(window)) {
        repeated++;
        return false;
      }
      if (last == null || !last.isOfSessionOf(window)) {
        sessions++;
      }
      last = window;
      windows++;
      sum += window.score() - window.was();
      absolute += size(window);
      if (largest == null || size(window) > size(largest)) {
        largest = window;
      }
      return true;
    }

    private static long size(RescoredWindow window) {
      return Math.abs(window.score() - window.was());
    }

    Summary summary() {
      return new Summary(
          windows,
          sessions,
          repeated,
          mean(sum),
          mean(absolute),
          new Change(
              largest.streamId(),
              largest.sessionStart(),
              largest.windowEnd(),
              largest.score() / UNIT,
              largest.was() / UNIT));
    }

    private double mean(long total) {
      return Math.rint((double) total / windows) / UNIT;
    }
  }

  /** Deletes what was written for the time being. */
  @Override
  public void close() throws IOException {
    runs.close();
  }
}
