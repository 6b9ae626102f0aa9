package io.livegauge.benchmark.live;

import com.sun.management.OperatingSystemMXBean;
import io.livegauge.benchmark.worker.Lines;
import io.livegauge.job.LiveJob;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The inside of a {@link LiveJobProcess}: answers one order after the other. */
final class LiveJobMain {
  private static final long START_SECONDS = 120;
  private static final long LOOK_MILLIS = 50;

  /** As the workers of {@code bench pipeline} have it. */
  private static final MemorySize MANAGED = MemorySize.ofMebiBytes(512);

  private static final MemorySize NETWORK = MemorySize.ofMebiBytes(64);

  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final String temporary;

  private JobClient job;
  private String group = "";

  private LiveJobMain(String temporary) {
    this.temporary = temporary;
  }

  /**
   * Runs until nobody asks any more.
   *
   * @param arguments the folder for temporary files
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Lines lines = new Lines();
    LiveJobMain main = new LiveJobMain(arguments[0]);
    for (JobOrder order = lines.read(JobOrder.class);
        order != null;
        order = lines.read(JobOrder.class)) {
      lines.write(main.answer(order));
    }
    // The engine leaves threads behind.
    System.exit(0);
  }

  private JobFigures answer(JobOrder order) throws InterruptedException {
    long savepointBytes = 0;
    String failure = null;
    try {
      switch (order.kind()) {
        case RUN -> run(order.options(), order.parallelism());
        case SAVEPOINT -> savepointBytes = savepoint(Path.of(order.directory()));
        case STOP -> stop();
        case FIGURES -> requireRunning();
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      e.printStackTrace(); // the error stream is the log
      failure = tell(e);
    }
    return figures(savepointBytes, failure);
  }

  private void run(Map<String, String> options, int parallelism) throws Exception {
    stop();
    JobConfig config = JobConfig.of(options);
    group = config.get(JobOptions.GROUP);
    job =
        LiveJob.start(
            StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings()), config);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (job.getJobStatus().get() != JobStatus.RUNNING) {
      requireRunning();
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("it does not run after " + START_SECONDS + " s");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** Fails where the job has come to an end, which a live job never does by itself. */
  private void requireRunning() throws InterruptedException, ExecutionException {
    if (job != null && job.getJobExecutionResult().isDone()) {
      job.getJobExecutionResult().get();
      throw new IllegalStateException("it came to its end");
    }
  }

  private long savepoint(Path directory) throws Exception {
    requireRunning();
    job.triggerSavepoint(directory.toUri().toString(), SavepointFormatType.CANONICAL).get();
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private void stop() throws InterruptedException, ExecutionException {
    if (job == null) {
      return;
    }
    if (!job.getJobExecutionResult().isDone()) {
      job.cancel().get();
    }
    try {
      job.getJobExecutionResult().get();
    } catch (ExecutionException | CancellationException e) {
      // A cancelled job ends so.
    }
    job = null;
  }

  private Configuration settings() {
    Configuration settings = new Configuration();
    settings.set(CoreOptions.TMP_DIRS, temporary);
    settings.set(WebOptions.TMP_DIR, temporary);
    settings.set(RestOptions.BIND_PORT, "0");
    settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
    return settings;
  }

  private JobFigures figures(long savepointBytes, String failure) {
    long collections = 0;
    long collectionMillis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      collections += collector.getCollectionCount();
      collectionMillis += collector.getCollectionTime();
    }
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new JobFigures(
        System.nanoTime(),
        read(),
        system.getProcessCpuTime(),
        collections,
        collectionMillis,
        savepointBytes,
        failure);
  }

  /** What the consumers of the source say of themselves. */
  private long read() {
    double read = 0;
    try {
      ObjectName consumers =
          new ObjectName("kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*");
      for (ObjectName consumer : beans.queryNames(consumers, null)) {
        String client = consumer.getKeyProperty("client-id");
        // The probe's consumer looks at single records.
        if (client.startsWith(group + "-events") && !client.contains("-probe-")) {
          double records = (Double) beans.getAttribute(consumer, "records-consumed-total");
          read += Double.isNaN(records) ? 0 : records;
        }
      }
    } catch (JMException e) {
      return (long) read; // one of them is just being closed
    }
    return (long) read;
  }

  private static String tell(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
