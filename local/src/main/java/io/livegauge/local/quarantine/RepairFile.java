package io.livegauge.local.quarantine;

import io.livegauge.job.ingest.LineReader;
import io.livegauge.local.quarantine.ReplayCheck.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * An edited file: which of its lines are to be sent. Memory is bounded by the number of those, each
 * of which is remembered by two hashes. Not thread-safe.
 */
final class RepairFile {
  /** The longest file, in lines that are to be sent. */
  static final int MOST_LINES = 500_000;

  private static final int SHOWN_PROBLEMS = 20;
  private static final int READ_BYTES = 1 << 16;

  private final Path file;
  private final ReplayCheck judge;
  private final BooleanSupplier isStopped;

  /** By the rejected record. */
  private final Map<Key, Line> lines = new HashMap<>();

  private final List<String> problems = new ArrayList<>();
  private final SortedSet<String> targets = new TreeSet<>();
  private long problemCount;
  private long lineCount;
  private long repeated;
  private long unedited;
  private long moved;
  private long oldest = Long.MAX_VALUE;

  /** Half of a SHA-256: enough to tell lines apart. */
  private record Key(long high, long low) {
    static Key of(String hex) {
      return new Key(
          HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
    }
  }

  private static final class Line {
    private final long number;
    private final Key identity;
    private boolean isSentBefore;
    private boolean isSentOtherwise;

    private Line(long number, Key identity) {
      this.number = number;
      this.identity = identity;
    }
  }

  private interface LineSink {
    void take(long number, byte[] line);
  }

  /**
   * @param isStopped whether to leave early; asked before each line
   */
  RepairFile(Path file, ReplayCheck judge, BooleanSupplier isStopped) {
    this.file = file;
    this.judge = judge;
    this.isStopped = isStopped;
  }

  /**
   * Judges every line.
   *
   * @throws RefusedFileException where lines cannot be sent
   */
  void check() throws IOException, RefusedFileException {
    read(this::check);
    refuseProblems();
  }

  private void check(long number, byte[] bytes) {
    lineCount++;
    Verdict verdict = judge.judge(bytes);
    if (verdict instanceof Verdict.Send send) {
      accept(number, send);
    } else if (verdict instanceof Verdict.Refused refused) {
      problem(number, refused.problem());
    } else {
      unedited++;
    }
  }

  private void accept(long number, Verdict.Send send) {
    if (lines.size() == MOST_LINES) {
      problem(number, "the file has more than " + MOST_LINES + " lines to send; split it");
      return;
    }
    Line line = new Line(number, Key.of(send.line().identity()));
    Line before = lines.putIfAbsent(Key.of(send.line().coordinatesHash()), line);
    if (before == null) {
      targets.add(send.topic());
      moved += send.topic().equals(send.line().topic()) ? 0 : 1;
      oldest = Math.min(oldest, send.eventTime());
    } else if (before.identity.equals(line.identity)) {
      repeated++;
    } else {
      problem(
          number,
          "it is of the same record as line " + before.number + ", with another value; keep one");
    }
  }

  /** Takes note of something that was sent before; both are hashes. */
  void noteSent(String identity, String coordinates) {
    Line line = lines.get(Key.of(coordinates));
    if (line != null && line.identity.equals(Key.of(identity))) {
      line.isSentBefore = true;
    } else if (line != null) {
      line.isSentOtherwise = true;
    }
  }

  /**
   * Refuses records of which another value was sent before.
   *
   * @throws RefusedFileException where there are any
   */
  void refuseSentOtherwise() throws RefusedFileException {
    lines.values().stream()
        .filter(line -> line.isSentOtherwise && !line.isSentBefore)
        .sorted(Comparator.comparingLong(line -> line.number))
        .forEach(
            line ->
                problem(
                    line.number,
                    "this record was replayed before, with another value; --again sends this one"
                        + " too"));
    refuseProblems();
  }

  /**
   * Reads the file once more, and tells what was not sent before.
   *
   * @throws IllegalStateException where the file is not what was judged
   */
  void forEachToSend(Consumer<Verdict.Send> sink) throws IOException {
    read(
        (number, bytes) -> {
          Verdict verdict = judge.judge(bytes);
          if (verdict instanceof Verdict.Unedited) {
            return;
          }
          Line known =
              verdict instanceof Verdict.Send send
                  ? lines.get(Key.of(send.line().coordinatesHash()))
                  : null;
          if (known == null
              || !known.identity.equals(Key.of(((Verdict.Send) verdict).line().identity()))) {
            throw new IllegalStateException(
                file + ":" + number + ": the file was changed while it was replayed");
          }
          if (!known.isSentBefore && known.number == number) {
            sink.accept((Verdict.Send) verdict);
          }
        });
  }

  private void read(LineSink sink) throws IOException {
    try (LineReader reader = new LineReader(Files.newInputStream(file), READ_BYTES)) {
      for (byte[] line = reader.next();
          line != null && !isStopped.getAsBoolean();
          line = reader.next()) {
        sink.take(reader.number(), line);
      }
    }
  }

  private void problem(long number, String text) {
    problemCount++;
    if (problems.size() < SHOWN_PROBLEMS) {
      problems.add(file + ":" + number + ": " + text);
    }
  }

  private void refuseProblems() throws RefusedFileException {
    if (problemCount > 0) {
      throw new RefusedFileException(problems, problemCount);
    }
  }

  /** Full names of the topics that something is to be sent to. */
  SortedSet<String> targets() {
    return targets;
  }

  /** How many lines are to be sent, or were before. */
  long toSend() {
    return lines.size();
  }

  /** How many of those were sent before. */
  long sentBefore() {
    return lines.values().stream().filter(line -> line.isSentBefore).count();
  }

  /** Lines that are not blank. */
  long lineCount() {
    return lineCount;
  }

  /** Lines that are in the file before. */
  long repeated() {
    return repeated;
  }

  /** Lines that would only be rejected again. */
  long unedited() {
    return unedited;
  }

  /** Events that go to another topic than they came from. */
  long moved() {
    return moved;
  }

  /** The time of the oldest event to be sent, in epoch milliseconds; null where there is none. */
  Long oldestEventTime() {
    return lines.isEmpty() ? null : oldest;
  }
}
