package io.livegauge.benchmark.live;

import io.livegauge.benchmark.workload.BrokerProcess;
import io.livegauge.simulator.broker.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A broker and a job process with the folder that they work in. All of it is gone in the end,
 * however that comes: {@link #close} where the work is done, {@link #abort} from another thread
 * where it is not.
 */
public final class LiveBench implements AutoCloseable {
  private final Path folder;
  private final Path scratch;
  private final Consumer<String> progress;
  private final BrokerProcess broker;
  private final LiveJobProcess job;

  private boolean closed;
  private boolean aborted;

  /**
   * Starts both.
   *
   * @param folder where logs and passing data go
   * @param jobJvm options of the job's JVM
   * @param progress is told what takes time, a sentence each
   * @throws IOException where no JVM can be started
   * @throws IllegalStateException where the broker does not start
   */
  public LiveBench(Path folder, List<String> jobJvm, Consumer<String> progress) throws IOException {
    this.folder = folder;
    this.progress = progress;
    scratch =
        Files.createDirectories(folder.resolve("run-" + ProcessHandle.current().pid()))
            .toAbsolutePath();
    progress.accept("starting Kafka");
    broker = BrokerProcess.start(scratch.resolve("kafka"), logs());
    try {
      job = LiveJobProcess.start(jobJvm, logs(), scratch);
    } catch (IOException | RuntimeException e) {
      broker.close();
      DirectoryTree.delete(scratch);
      throw e;
    }
  }

  /** The broker's address. */
  public String bootstrap() {
    return broker.bootstrap();
  }

  /** The process that jobs run in. */
  public LiveJobProcess job() {
    return job;
  }

  /** The folder of logs. */
  public Path logs() {
    return folder.resolve("logs");
  }

  /** A folder for state or checkpoints that goes in the end; it need not exist. */
  public Path scratch(String name) {
    return scratch.resolve(name);
  }

  /** Whether it was ended before its time. */
  public synchronized boolean aborted() {
    return aborted;
  }

  /** Ends both processes at once. */
  public void abort() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      aborted = true;
      job.kill();
      broker.kill();
    }
    deleteScratch();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      job.close();
      broker.close();
    }
    deleteScratch();
  }

  private void deleteScratch() {
    try {
      DirectoryTree.delete(scratch);
    } catch (IOException e) {
      progress.accept(scratch + " was not deleted: " + e.getMessage());
    }
  }
}
