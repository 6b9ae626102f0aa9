package io.livegauge.simulator.replay;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts any number of lines by their event times in bounded memory: full buffers are sorted and
 * written to files (runs), which are merged when the lines are read. Lines of equal times keep the
 * order in which they came.
 *
 * <p>The files lie in a directory of the owner's, who deletes it. One use: {@link #add} all, then
 * {@link #open} once.
 */
public final class SortedRuns {
  /** As much text is sorted at once, and a third of it again for where its lines are. */
  public static final int DEFAULT_BUFFER_BYTES = 1 << 26;

  private static final int MIN_LINES = 1 << 10;
  private static final int READ_BYTES = 1 << 16;

  private final Path directory;
  private final byte[] buffer;
  private final List<Path> runs = new ArrayList<>();
  private long[] times = new long[MIN_LINES];
  private int[] ends = new int[MIN_LINES];
  private int lines;
  private long size;

  /** Writes its runs to a directory, each of at most so many bytes of lines. */
  public SortedRuns(Path directory, int bufferBytes) {
    this.directory = directory;
    this.buffer = new byte[bufferBytes];
  }

  /**
   * Adds a line.
   *
   * @param length bytes of it in the array, from 0; at most the buffer's size
   */
  public void add(long time, byte[] line, int length) throws IOException {
    if (end() + length > buffer.length) {
      spill();
    }
    if (lines == times.length) {
      times = Arrays.copyOf(times, 2 * lines);
      ends = Arrays.copyOf(ends, 2 * lines);
    }
    int begin = end();
    System.arraycopy(line, 0, buffer, begin, length);
    times[lines] = time;
    ends[lines] = begin + length;
    lines++;
    size++;
  }

  /** All lines by their times; nothing may be added any more. */
  public TimedLines open() throws IOException {
    spill();
    return new Merge(runs, size);
  }

  /** Runs that were written. */
  int count() {
    return runs.size();
  }

  private int end() {
    return lines == 0 ? 0 : ends[lines - 1];
  }

  private void spill() throws IOException {
    if (lines == 0) {
      return;
    }
    Path run = directory.resolve("run-" + runs.size());
    int[] order = LineIndex.sorted(times, lines);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), READ_BYTES))) {
      for (int i = 0; i < lines; i++) {
        int line = order[i];
        int begin = line == 0 ? 0 : ends[line - 1];
        out.writeLong(times[line]);
        out.writeInt(ends[line] - begin);
        out.write(buffer, begin, ends[line] - begin);
      }
    }
    runs.add(run);
    lines = 0;
  }

  /** One run, at one of its lines. */
  private static final class Run {
    private final DataInputStream in;
    private final int number;
    private long left;
    private long time;
    private byte[] line;

    Run(Path file, int number) throws IOException {
      this.in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(file), READ_BYTES));
      this.number = number;
      this.left = Files.size(file);
    }

    /** Goes to the next line; false at the end. */
    boolean advance() throws IOException {
      if (left == 0) {
        return false;
      }
      time = in.readLong();
      line = new byte[in.readInt()];
      in.readFully(line);
      left -= Long.BYTES + Integer.BYTES + line.length;
      return true;
    }
  }

  private static final class Merge implements TimedLines {
    private final List<Run> opened = new ArrayList<>();
    private final PriorityQueue<Run> waiting =
        new PriorityQueue<>(
            Comparator.comparingLong((Run run) -> run.time).thenComparingInt(run -> run.number));
    private final long size;
    private Run current;

    Merge(List<Path> files, long size) throws IOException {
      this.size = size;
      try {
        for (Path file : files) {
          Run run = new Run(file, opened.size());
          opened.add(run);
          if (run.advance()) {
            waiting.add(run);
          }
        }
      } catch (IOException e) {
        close();
        throw e;
      }
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public boolean advance() throws IOException {
      if (current != null && current.advance()) {
        waiting.add(current);
      }
      current = waiting.poll();
      return current != null;
    }

    @Override
    public long time() {
      return current.time;
    }

    @Override
    public byte[] line() {
      return current.line;
    }

    @Override
    public void close() throws IOException {
      for (Run run : opened) {
        run.in.close();
      }
    }
  }
}
