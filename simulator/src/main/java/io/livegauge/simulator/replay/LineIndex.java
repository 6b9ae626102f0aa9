package io.livegauge.simulator.replay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the lines of some files are, in the order of their event times; equal times keep the order
 * of files and lines. Holds 24 bytes a line, never their text.
 *
 * <p>A line without a readable time has that of the line before it in its file, and at the file's
 * begin that of the first line that has one.
 */
final class LineIndex implements Closeable {
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final List<FileChannel> files = new ArrayList<>();

  /** First line of each file, among all lines. */
  private final List<Integer> begins = new ArrayList<>();

  private long[] offsets = new long[1024];
  private int[] lengths = new int[1024];
  private long[] times = new long[1024];
  private int size;
  private int[] order = new int[0];

  /**
   * Reads the files once.
   *
   * @throws IOException where a file cannot be read
   */
  LineIndex(List<Path> paths) throws IOException {
    try {
      for (Path path : paths) {
        files.add(FileChannel.open(path, StandardOpenOption.READ));
        begins.add(size);
        read(path);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
    order = sorted(times, size);
  }

  int size() {
    return size;
  }

  /** Event time of the line at that place in the order. */
  long time(int place) {
    return times[order[place]];
  }

  /** Bytes of the line at that place in the order, without the line end. */
  byte[] line(int place) throws IOException {
    int line = order[place];
    int file = files.size() - 1;
    while (begins.get(file) > line) {
      file--;
    }
    ByteBuffer buffer = ByteBuffer.allocate(lengths[line]);
    while (buffer.hasRemaining()) {
      if (files.get(file).read(buffer, offsets[line] + buffer.position()) < 0) {
        throw new EOFException("The file has become shorter");
      }
    }
    return buffer.array();
  }

  @Override
  public void close() throws IOException {
    for (FileChannel file : files) {
      file.close();
    }
  }

  private void read(Path path) throws IOException {
    int begin = size;
    long offset = 0;
    long known = UNKNOWN;
    ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    byte[] chunk = new byte[1 << 16];
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        int from = 0;
        for (int i = 0; i < n; i++) {
          if (chunk[i] == '\n') {
            line.write(chunk, from, i - from);
            known = add(line.toByteArray(), offset, known);
            offset += line.size() + 1L;
            line.reset();
            from = i + 1;
          }
        }
        line.write(chunk, from, n - from);
      }
    }
    known = add(line.toByteArray(), offset, known);
    long first = known == UNKNOWN ? 0 : known;
    for (int i = size - 1; i >= begin; i--) {
      if (times[i] == UNKNOWN) {
        times[i] = first;
      } else {
        first = times[i];
      }
    }
  }

  /** Adds a line that is not blank; returns the time for a next one without its own. */
  private long add(byte[] line, long offset, long known) {
    if (isBlank(line)) {
      return known;
    }
    if (size == times.length) {
      int larger = Math.multiplyExact(size, 2);
      offsets = Arrays.copyOf(offsets, larger);
      lengths = Arrays.copyOf(lengths, larger);
      times = Arrays.copyOf(times, larger);
    }
    Long own = RecordedLine.read(line).eventTime();
    offsets[size] = offset;
    lengths[size] = line.length;
    times[size] = own == null ? known : own;
    return times[size++];
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /** The numbers below n by their keys, stable; merges runs, of which recordings have few. */
  static int[] sorted(long[] keys, int n) {
    int[] from = new int[n];
    for (int i = 0; i < n; i++) {
      from[i] = i;
    }
    int[] to = new int[n];
    for (long width = 1; width < n; width *= 2) {
      for (long low = 0; low < n; low += 2 * width) {
        int middle = (int) Math.min(low + width, n);
        int high = (int) Math.min(low + 2 * width, n);
        merge(keys, from, to, (int) low, middle, high);
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void merge(long[] keys, int[] from, int[] to, int low, int middle, int high) {
    if (middle >= high || keys[from[middle - 1]] <= keys[from[middle]]) {
      System.arraycopy(from, low, to, low, high - low);
      return;
    }
    int left = low;
    int right = middle;
    for (int i = low; i < high; i++) {
      boolean takeLeft = right >= high || (left < middle && keys[from[left]] <= keys[from[right]]);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }
}
