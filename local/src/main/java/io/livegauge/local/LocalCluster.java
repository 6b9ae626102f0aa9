package io.livegauge.local;

import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.OptionException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A small Flink cluster in this process. It starts with the job and ends with it. */
public final class LocalCluster {
  /** More subtasks do not pay on one machine beside a broker. */
  private static final int MAX_DEFAULT_PARALLELISM = 2;

  private static final long STAGES_WITH_STATE = 2;
  private static final long HEAP_PART = 4;
  private static final String REPORTER = "prometheus";

  private LocalCluster() {}

  /** How many subtasks a stage has here where nobody says. */
  public static int defaultParallelism() {
    return Math.min(MAX_DEFAULT_PARALLELISM, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Options of a job that runs here: those given, and for others what suits one machine. What is
   * resident takes a quarter of this process' heap at most, since broker, engine and simulator may
   * be in it too.
   *
   * @param given options by name
   * @throws OptionException where one of them is wrong
   */
  public static Map<String, String> jobOptions(Map<String, String> given) {
    Map<String, String> options = new HashMap<>(given);
    options.putIfAbsent(JobOptions.PARALLELISM.name(), Integer.toString(defaultParallelism()));
    long subtasks = STAGES_WITH_STATE * JobConfig.of(options).get(JobOptions.PARALLELISM);
    options.putIfAbsent(
        JobOptions.RESIDENT_BYTES.name(),
        Long.toString(Runtime.getRuntime().maxMemory() / HEAP_PART / subtasks));
    return options;
  }

  /**
   * An environment whose jobs run here.
   *
   * @param scratch where the cluster may write while it runs
   */
  public static StreamExecutionEnvironment environment(int parallelism, Path scratch) {
    return environment(parallelism, scratch, null);
  }

  /**
   * The same, whose metrics can be seen.
   *
   * @param metricsPort where Prometheus can read its metrics, or null for nowhere
   */
  public static StreamExecutionEnvironment environment(
      int parallelism, Path scratch, Integer metricsPort) {
    Configuration configuration = new Configuration();
    configuration.addAll(inside(scratch));
    if (metricsPort != null) {
      configuration.addAll(metricsAt(metricsPort));
    }
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(96));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(48));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(48));
    // The sums of the book travel with the heartbeats.
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500));
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
  }

  /** The settings of a cluster that shows its metrics at a port. */
  static Configuration metricsAt(int port) {
    Configuration configuration = new Configuration();
    configuration.set(MetricOptions.REPORTERS_LIST, REPORTER);
    Configuration reporter = MetricOptions.forReporter(configuration, REPORTER);
    reporter.set(MetricOptions.REPORTER_FACTORY_CLASS, PrometheusReporterFactory.class.getName());
    reporter.setString("port", Integer.toString(port));
    return configuration;
  }

  /** The settings of a cluster that leaves nothing outside a directory that goes with its owner. */
  static Configuration inside(Path scratch) {
    Configuration configuration = new Configuration();
    configuration.set(CoreOptions.TMP_DIRS, scratch.toString());
    configuration.set(WebOptions.TMP_DIR, scratch.toString());
    // The library that would take jars in over REST is on the class path.
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    configuration.set(WebOptions.CANCEL_ENABLE, false);
    return configuration;
  }
}
