package io.livegauge.trainer.gate;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Puts windows in order, however many there are: so many are sorted in memory and written to a
 * temporary file; of 32 files one is made, of 32 of these one again, and at the end all are merged.
 * Not thread-safe.
 */
final class SortedRuns implements Closeable {
  private static final int MERGED = 32;
  private static final int BUFFER = 1 << 16;

  private final int limit;
  private final Path temporaries;
  private final List<RescoredWindow> buffer = new ArrayList<>();

  /** Files by how often they were merged; each level holds fewer than are merged. */
  private final List<List<Path>> levels = new ArrayList<>();

  private Path scratch;
  private long files;

  /**
   * Begins without any.
   *
   * @param limit windows in memory at a time, at least 1
   * @param temporaries where temporary files go, in a directory of their own
   */
  SortedRuns(int limit, Path temporaries) {
    this.limit = limit;
    this.temporaries = temporaries;
  }

  /** Takes windows in order. */
  @FunctionalInterface
  interface Taker {
    void take(RescoredWindow window) throws IOException;
  }

  void add(RescoredWindow window) throws IOException {
    buffer.add(window);
    if (buffer.size() >= limit) {
      spill();
    }
  }

  /** Hands over all windows in order, once. */
  void drain(Taker taker) throws IOException {
    Collections.sort(buffer);
    if (levels.isEmpty()) {
      for (RescoredWindow window : buffer) {
        taker.take(window);
      }
      return;
    }
    if (!buffer.isEmpty()) {
      spill();
    }
    merge(levels.stream().flatMap(List::stream).toList(), taker);
  }

  private void spill() throws IOException {
    Collections.sort(buffer);
    keep(
        0,
        write(
            taker -> {
              for (RescoredWindow window : buffer) {
                taker.take(window);
              }
            }));
    buffer.clear();
  }

  private void keep(int level, Path run) throws IOException {
    if (levels.size() == level) {
      levels.add(new ArrayList<>());
    }
    List<Path> runs = levels.get(level);
    runs.add(run);
    if (runs.size() == MERGED) {
      Path merged = write(taker -> merge(runs, taker));
      for (Path done : runs) {
        Files.delete(done);
      }
      runs.clear();
      keep(level + 1, merged);
    }
  }

  /** Gives windows in order. */
  @FunctionalInterface
  private interface Giver {
    void give(Taker taker) throws IOException;
  }

  private Path write(Giver windows) throws IOException {
    if (scratch == null) {
      scratch = Files.createTempDirectory(temporaries, "livegauge-rescore-");
    }
    Path run = scratch.resolve("run-" + files++);
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                new DeflaterOutputStream(Files.newOutputStream(run), fast, BUFFER), BUFFER))) {
      windows.give(window -> window.write(out));
      RescoredWindow.writeEnd(out);
    } finally {
      fast.end();
    }
    return run;
  }

  private static void merge(List<Path> runs, Taker taker) throws IOException {
    List<DataInputStream> inputs = new ArrayList<>();
    try {
      PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::window));
      for (Path run : runs) {
        DataInputStream in =
            new DataInputStream(
                new BufferedInputStream(
                    new InflaterInputStream(Files.newInputStream(run)), BUFFER));
        inputs.add(in);
        heads.add(new Head(RescoredWindow.read(in), in));
      }
      while (!heads.isEmpty()) {
        Head head = heads.poll();
        taker.take(head.window());
        RescoredWindow next = RescoredWindow.read(head.rest());
        if (next != null) {
          heads.add(new Head(next, head.rest()));
        }
      }
    } finally {
      for (DataInputStream in : inputs) {
        in.close();
      }
    }
  }

  /** The next window of a file; no file is empty. */
  private record Head(RescoredWindow window, DataInputStream rest) {}

  /** Deletes what was written for the time being. */
  @Override
  public void close() throws IOException {
    if (scratch == null) {
      return;
    }
    try (Stream<Path> left = Files.list(scratch)) {
      for (Path run : left.toList()) {
        Files.delete(run);
      }
    }
    Files.delete(scratch);
  }
}
