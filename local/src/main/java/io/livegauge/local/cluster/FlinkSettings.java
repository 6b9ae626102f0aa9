package io.livegauge.local.cluster;

import io.livegauge.local.cluster.ClusterState.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.apache.flink.state.rocksdb.RocksDBNativeMetricOptions;

/** How Flink and ZooKeeper are set up: everything on loopback, everything in one directory. */
final class FlinkSettings {
  /** Two, so that a job of two subtasks goes on where one of two TaskManagers is lost. */
  static final int SLOTS = 2;

  /** Stages that keep state resident in each slot. */
  private static final long STAGES_WITH_STATE = 2;

  /** What is resident takes that part of the heap. */
  private static final long HEAP_PART = 4;

  private static final String HOST = "127.0.0.1";

  /** Of a JobManager's process; the job's own main runs in it too. */
  private static final MemorySize JOBMANAGER_MEMORY = MemorySize.ofMebiBytes(832);

  private final ClusterDirectory directory;
  private final Settings settings;

  FlinkSettings(ClusterDirectory directory, Settings settings) {
    this.directory = directory;
    this.settings = settings;
  }

  /** Writes the files that processes read when they start. */
  void write() throws IOException {
    StringBuilder yaml = new StringBuilder();
    new TreeMap<>(flink().toMap())
        .forEach((key, value) -> yaml.append(key).append(": ").append(quoted(value)).append('\n'));
    ClusterDirectory.writeWhole(flinkDirectory().resolve("config.yaml"), yaml.toString());
    ClusterDirectory.writeWhole(
        zooKeeperFile(),
        """
        dataDir=%s
        clientPortAddress=%s
        clientPort=%d
        tickTime=1000
        maxClientCnxns=60
        admin.enableServer=false
        autopurge.purgeInterval=1
        """
            .formatted(directory.in("zookeeper"), HOST, settings.port(Member.ZOOKEEPER)));
  }

  /** As YAML; a directory may have an apostrophe in its name. */
  private static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** What {@code --configDir} is given. */
  Path flinkDirectory() {
    return directory.in("conf");
  }

  /** What {@code --zkConfigFile} is given. */
  Path zooKeeperFile() {
    return directory.in("conf", "zookeeper.properties");
  }

  private Configuration flink() {
    Configuration flink = new Configuration();
    flink.set(RestOptions.ADDRESS, HOST);
    flink.set(RestOptions.BIND_ADDRESS, HOST);
    flink.set(RestOptions.PORT, settings.port(Member.REST));
    flink.set(RestOptions.BIND_PORT, Integer.toString(settings.port(Member.REST)));
    flink.set(JobManagerOptions.ADDRESS, HOST);
    flink.set(JobManagerOptions.BIND_HOST, HOST);
    flink.set(TaskManagerOptions.HOST, HOST);
    flink.set(TaskManagerOptions.BIND_HOST, HOST);
    flink.set(BlobServerOptions.PORT, "0");
    // Jars come in over REST, which listens to this machine alone.
    flink.set(WebOptions.SUBMIT_ENABLE, true);
    flink.set(WebOptions.CANCEL_ENABLE, false);
    flink.set(WebOptions.UPLOAD_DIR, directory.in("uploads").toString());
    // How old an answer about a job may be.
    flink.set(WebOptions.REFRESH_INTERVAL, Duration.ofMillis(500));

    flink.set(HighAvailabilityOptions.HA_MODE, "zookeeper");
    flink.set(
        HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM, HOST + ":" + settings.port(Member.ZOOKEEPER));
    flink.set(HighAvailabilityOptions.HA_STORAGE_PATH, uri("ha"));
    // So long nobody leads after the JobManager was killed.
    flink.set(HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT, Duration.ofSeconds(8));
    flink.set(HighAvailabilityOptions.ZOOKEEPER_TOLERATE_SUSPENDED_CONNECTIONS, true);
    // A process that was killed is known by the second of these that finds nobody.
    flink.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(2));

    flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri("checkpoints"));
    flink.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, uri("savepoints"));
    flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    flink.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
    flink.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // A disk that is full for some minutes costs checkpoints, not the job.
    flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 30);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(1));
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(30));

    flink.setString(
        "metrics.reporter.prom.factory.class",
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
    // What RocksDB holds, so that its bound can be seen.
    flink.set(RocksDBNativeMetricOptions.BLOCK_CACHE_USAGE, true);
    flink.set(RocksDBNativeMetricOptions.MONITOR_CUR_SIZE_ALL_MEM_TABLE, true);
    flink.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, JOBMANAGER_MEMORY);
    flink.addAll(memory(settings.memory()));
    flink.set(TaskManagerOptions.NUM_TASK_SLOTS, SLOTS);
    return flink;
  }

  private static Configuration memory(String process) {
    Configuration memory = new Configuration();
    memory.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse(process));
    memory.set(TaskManagerOptions.NUM_TASK_SLOTS, SLOTS);
    memory.set(TaskManagerOptions.JVM_METASPACE, MemorySize.ofMebiBytes(192));
    memory.set(TaskManagerOptions.JVM_OVERHEAD_MIN, MemorySize.ofMebiBytes(160));
    memory.set(TaskManagerOptions.FRAMEWORK_OFF_HEAP_MEMORY, MemorySize.ofMebiBytes(96));
    memory.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    memory.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    // RocksDB's: what is in use is resident on the heap.
    memory.set(TaskManagerOptions.MANAGED_MEMORY_FRACTION, 0.2f);
    return memory;
  }

  /**
   * The parts of a TaskManager's memory.
   *
   * @throws IllegalArgumentException where the text is no size, or they do not fit in it
   */
  static TaskExecutorProcessSpec taskManager(String process) {
    return TaskExecutorProcessUtils.processSpecFromConfig(memory(process));
  }

  /** How many bytes of state each subtask may keep resident, for the job's option of that name. */
  long residentBytes() {
    long heap = taskManager(settings.memory()).getJvmHeapMemorySize().getBytes();
    return heap / HEAP_PART / (STAGES_WITH_STATE * SLOTS);
  }

  /** The memory's options of the JVM of a Flink process. */
  List<String> jvmOptions(Member member) {
    String options =
        member.role() == Member.Role.JOBMANAGER
            ? JobManagerProcessUtils.generateJvmParametersStr(
                JobManagerProcessUtils.processSpecFromConfig(flink()), flink())
            : ProcessMemoryUtils.generateJvmParametersStr(taskManager(settings.memory()));
    return List.of(options.strip().split("\\s+", -1));
  }

  /** What a Flink process is told beyond the file. */
  List<String> arguments(Member member) {
    Map<String, String> own = new TreeMap<>();
    own.put("metrics.reporter.prom.port", "" + settings.port(member.metricsPort()));
    own.put(CoreOptions.TMP_DIRS.key(), directory.in("tmp", member.name()).toString());
    List<String> arguments = new ArrayList<>();
    arguments.add("--configDir");
    arguments.add(flinkDirectory().toString());
    if (member.role() == Member.Role.TASKMANAGER) {
      own.put(TaskManagerOptions.TASK_MANAGER_RESOURCE_ID.key(), member.name());
      arguments.addAll(
          List.of(
              TaskExecutorProcessUtils.generateDynamicConfigsStr(taskManager(settings.memory()))
                  .strip()
                  .split("\\s+", -1)));
    } else {
      arguments.addAll(
          List.of(
              JobManagerProcessUtils.generateDynamicConfigsStr(
                      JobManagerProcessUtils.processSpecFromConfig(flink()))
                  .strip()
                  .split("\\s+", -1)));
    }
    own.forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    return arguments;
  }

  private String uri(String name) {
    return directory.in(name).toUri().toString();
  }
}
