package io.livegauge.simulator.replay;

import io.livegauge.event.Topic;
import io.livegauge.simulator.Pacer;
import io.livegauge.simulator.RecordProducer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Sends the lines of JSON Lines files to Kafka in the order of their event times, at a multiple of
 * real time. Lines go as they are, event times included; those that are no events go too, so that a
 * recording of trouble gives the same trouble. The input topics must exist.
 *
 * <p>One use: {@link #run}, and {@link #stop} from any thread meanwhile.
 */
public final class Replay {
  private final TimedLines.Opening recording;
  private final ReplayOptions options;
  private final Pacer pacer;

  /**
   * @throws IllegalArgumentException where there is no file, or one is missing, a directory or not
   *     readable; the message names it
   */
  public Replay(List<Path> files, ReplayOptions options) {
    this(files, options, System::currentTimeMillis);
  }

  /** The same by another clock of epoch milliseconds. */
  public Replay(List<Path> files, ReplayOptions options, LongSupplier clock) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("There is no file to replay: one or more are needed");
    }
    for (Path file : files) {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new IllegalArgumentException(
            "Cannot replay " + file + ": a readable file of JSON Lines is needed");
      }
    }
    List<Path> given = List.copyOf(files);
    this.recording = () -> new IndexedLines(given);
    this.options = options;
    this.pacer = new Pacer(clock);
  }

  /** A recording that is sorted already; {@link #run} opens and closes it. */
  public Replay(TimedLines.Opening recording, ReplayOptions options) {
    this.recording = recording;
    this.options = options;
    this.pacer = new Pacer(System::currentTimeMillis);
  }

  /**
   * Sends everything, or what comes before {@link #stop()}, and returns when Kafka has acknowledged
   * it.
   *
   * @throws UncheckedIOException where a file cannot be read
   * @throws IllegalStateException where Kafka does not answer, lacks topics, or stops taking
   *     records
   */
  public ReplayReport run() {
    try (TimedLines lines = recording.open();
        RecordProducer producer =
            new RecordProducer(options.bootstrap(), options.prefix(), options.clientProperties())) {
      return send(lines, producer);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot replay: " + e.getMessage(), e);
    }
  }

  private ReplayReport send(TimedLines lines, RecordProducer producer) throws IOException {
    long unreadable = 0;
    long first = 0;
    long last = 0;
    boolean isStopped = false;
    // Wall-clock time of the line at hand; a fraction of a millisecond counts at high speed.
    double due = pacer.now();
    for (boolean isFirst = true; lines.advance(); isFirst = false) {
      long time = lines.time();
      if (!isFirst) {
        // In floating point: wild times lie further apart than 64 bits hold.
        double pause = ((double) time - last) / options.speed();
        due += Math.min(pause, (double) options.maxPauseMillis());
      }
      if (!pacer.await((long) due)) {
        isStopped = true;
        break;
      }
      first = isFirst ? time : first;
      last = time;
      byte[] line = lines.line();
      RecordedLine recorded = RecordedLine.read(line);
      if (!recorded.isReadable()) {
        unreadable++;
      }
      byte[] key =
          recorded.streamId() == null ? null : recorded.streamId().getBytes(StandardCharsets.UTF_8);
      Topic topic = recorded.type() == null ? Topic.STREAM : recorded.type().topic();
      producer.send(topic, key, line);
    }
    producer.flush();
    return new ReplayReport(
        lines.size(),
        producer.sent(),
        producer.acknowledged(),
        producer.refused(),
        producer.firstRefusal(),
        unreadable,
        first,
        last,
        isStopped);
  }

  /** Ends the replay at once; from any thread. */
  public void stop() {
    pacer.stop();
  }
}
