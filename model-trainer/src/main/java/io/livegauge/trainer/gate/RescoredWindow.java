package io.livegauge.trainer.gate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * What a model says of one stored window, as a line and in short. Scores are in units of 0.0001.
 *
 * @param line of JSON, without a line end
 */
record RescoredWindow(
    String streamId, long sessionStart, long windowEnd, long score, long was, byte[] line)
    implements Comparable<RescoredWindow> {
  /** By stream, session and time; what is the same window by its line. */
  private static final Comparator<RescoredWindow> ORDER =
      Comparator.comparing(RescoredWindow::streamId)
          .thenComparingLong(RescoredWindow::sessionStart)
          .thenComparingLong(RescoredWindow::windowEnd)
          .thenComparing(RescoredWindow::line, Arrays::compareUnsigned);

  @Override
  public int compareTo(RescoredWindow other) {
    return ORDER.compare(this, other);
  }

  /** Whether both are of one session. */
  boolean isOfSessionOf(RescoredWindow other) {
    return streamId.equals(other.streamId) && sessionStart == other.sessionStart;
  }

  /** Whether both are the same window of one session. */
  boolean isSameWindowAs(RescoredWindow other) {
    return isOfSessionOf(other) && windowEnd == other.windowEnd;
  }

  void write(DataOutput out) throws IOException {
    byte[] name = streamId.getBytes(StandardCharsets.UTF_8);
    out.writeInt(name.length);
    out.write(name);
    out.writeLong(sessionStart);
    out.writeLong(windowEnd);
    out.writeLong(score);
    out.writeLong(was);
    out.writeInt(line.length);
    out.write(line);
  }

  /** What comes after the last one. */
  static void writeEnd(DataOutput out) throws IOException {
    out.writeInt(-1);
  }

  /** The next one, null at the end. */
  static RescoredWindow read(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] name = new byte[length];
    in.readFully(name);
    long sessionStart = in.readLong();
    long windowEnd = in.readLong();
    long score = in.readLong();
    long was = in.readLong();
    byte[] line = new byte[in.readInt()];
    in.readFully(line);
    return new RescoredWindow(
        new String(name, StandardCharsets.UTF_8), sessionStart, windowEnd, score, was, line);
  }
}
