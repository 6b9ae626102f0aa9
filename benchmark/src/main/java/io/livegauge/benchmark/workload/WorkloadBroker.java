package io.livegauge.benchmark.workload;

import io.livegauge.simulator.broker.DirectoryTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A broker with a workload in it: topics of any number of events, filled when they are first asked
 * for. Its data is deleted in the end, or kept for another time.
 */
public final class WorkloadBroker implements AutoCloseable {
  /** Of each input topic. */
  public static final int PARTITIONS = 2;

  private static final String WORKLOAD_FILE = "workload.txt";
  private static final long TELL_EVERY = 1_000_000;

  /** What an event takes on disk, lz4 and index included, rounded up. */
  private static final long DISK_BYTES = 130;

  /** For what jobs write: scores, state, checkpoints. */
  private static final long DISK_RESERVE = 2L << 30;

  private final Path data;
  private final boolean keep;
  private final Workload workload;
  private final Consumer<String> progress;
  private final BrokerProcess broker;

  private final Set<String> filledPrefixes = new HashSet<>();

  private WorkloadBroker(
      Path data, boolean keep, Workload workload, Consumer<String> progress, BrokerProcess broker) {
    this.data = data;
    this.keep = keep;
    this.workload = workload;
    this.progress = progress;
    this.broker = broker;
  }

  /**
   * Starts it.
   *
   * @param data its folder; one that was kept is used again
   * @param keep whether the folder stays
   * @param logs the folder for its log
   * @param progress is told what takes time, a sentence each
   * @throws IllegalArgumentException where the folder holds other events
   * @throws IllegalStateException where the broker does not start
   */
  public static WorkloadBroker start(
      Path data, boolean keep, Path logs, Workload workload, Consumer<String> progress)
      throws IOException {
    Files.createDirectories(data);
    Path file = data.resolve(WORKLOAD_FILE);
    String described = workload + ", " + PARTITIONS + " partitions\n";
    if (Files.exists(file)) {
      String there = Files.readString(file, StandardCharsets.UTF_8);
      if (!there.equals(described)) {
        throw new IllegalArgumentException(
            data + " holds other events (" + there.strip() + "); give another folder");
      }
    } else {
      Files.writeString(file, described, StandardCharsets.UTF_8);
    }
    progress.accept("starting Kafka");
    return new WorkloadBroker(
        data, keep, workload, progress, BrokerProcess.start(data.resolve("kafka"), logs));
  }

  /**
   * Makes sure that there is room for topics of these sizes.
   *
   * @throws IllegalStateException where there is not
   */
  public static void requireDisk(Path folder, List<Long> sizes) throws IOException {
    Files.createDirectories(folder);
    long needed = DISK_RESERVE + DISK_BYTES * sizes.stream().mapToLong(Long::longValue).sum();
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < needed) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s has %,d MB free; about %,d MB are needed. Measure fewer events, or make room",
              folder.toAbsolutePath(),
              free >> 20,
              needed >> 20));
    }
  }

  /**
   * Fills the topics of that many events, unless they are there.
   *
   * @return the prefix of their names
   * @throws IllegalStateException where the broker does not take them
   */
  public String fill(long events) {
    String prefix = WorkloadTopics.prefix(events);
    fill(prefix, workload, events);
    return prefix;
  }

  /**
   * Fills topics of another prefix with the beginning of another workload, unless they are there.
   *
   * @throws IllegalStateException where the broker does not take them
   */
  public void fill(String prefix, Workload other, long events) {
    if (filledPrefixes.add(prefix) && !isFilled(prefix, events)) {
      long started = System.nanoTime();
      WorkloadTopics.Filled filled =
          WorkloadTopics.fill(
              bootstrap(),
              prefix,
              other,
              events,
              PARTITIONS,
              false,
              written -> tell(written, events));
      progress.accept(
          String.format(
              Locale.ROOT,
              "filled topics with %,d events (%,d duplicates), %d bytes each, in %.1f s",
              events,
              filled.duplicates(),
              filled.bytes() / events,
              (System.nanoTime() - started) / 1e9));
    }
  }

  private void tell(long written, long events) {
    if (written > 0 && written < events && written % TELL_EVERY == 0) {
      progress.accept(String.format(Locale.ROOT, "filling topics: %,d of %,d", written, events));
    }
  }

  private boolean isFilled(String prefix, long events) {
    List<String> there = WorkloadTopics.named(bootstrap(), prefix);
    if (there.isEmpty()) {
      return false;
    }
    long found = WorkloadTopics.records(bootstrap(), there);
    if (found != events) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s holds %,d of %,d events; delete it and start again",
              data,
              found,
              events));
    }
    return true;
  }

  /** Deletes the topics whose names begin so. */
  public void delete(String prefix) {
    List<String> names = WorkloadTopics.named(bootstrap(), prefix);
    if (!names.isEmpty()) {
      WorkloadTopics.delete(bootstrap(), names);
    }
  }

  /** Its address, {@code host:port}. */
  public String bootstrap() {
    return broker.bootstrap();
  }

  /** CPU time that it took so far. */
  public Duration cpu() {
    return broker.cpu();
  }

  /** Ends it at once; its data stays where it is. */
  public void kill() {
    broker.kill();
  }

  /** Stops it, and deletes its data unless that is kept. */
  @Override
  public void close() throws IOException {
    broker.close();
    if (!keep) {
      DirectoryTree.delete(data);
    }
  }
}
