package io.livegauge.benchmark.variant;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The Flink that a worker's jobs run in: one task manager in this JVM, with the same memory for
 * every variant. It starts with the first job and stays until the JVM ends.
 */
public final class FlinkCluster {
  /** About what a task manager of Flink's default size has. */
  private static final MemorySize MANAGED = MemorySize.ofMebiBytes(512);

  private static final MemorySize NETWORK = MemorySize.ofMebiBytes(64);
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

  private MiniCluster cluster;

  /**
   * An environment for one job: its parallelism, incremental checkpoints every 10 s into the run's
   * folder, and no second try.
   */
  public StreamExecutionEnvironment environment(Run run) {
    Configuration settings = new Configuration();
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints(run));
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.setParallelism(run.parallelism());
    return env;
  }

  /** Where a run's checkpoints go, as Flink names it. */
  static String checkpoints(Run run) {
    return run.scratch().resolve("checkpoints").toUri().toString();
  }

  /**
   * Runs what was laid in an environment to its end.
   *
   * @return an outcome without the number of records written, which only the job's topics know
   * @throws Exception where the job fails
   */
  public Outcome execute(StreamExecutionEnvironment env, Run run) throws Exception {
    start(run);
    JobGraph job = env.getStreamGraph().getJobGraph();
    cluster.executeJobBlocking(job);
    CheckpointStatsSnapshot checkpoints =
        cluster.getExecutionGraph(job.getJobID()).get().getCheckpointStatsSnapshot();
    return new Outcome(
        run.events(),
        0,
        checkpoints.getCounts().getNumberOfCompletedCheckpoints(),
        checkpoints.getSummaryStats().getStateSizeStats().getMaximum(),
        checkpoints.getSummaryStats().getEndToEndDurationStats().getMaximum());
  }

  private void start(Run run) throws Exception {
    if (cluster != null) {
      return;
    }
    String temporary = Path.of(System.getProperty("java.io.tmpdir")).toString();
    Configuration settings = new Configuration();
    settings.set(CoreOptions.TMP_DIRS, temporary);
    settings.set(WebOptions.TMP_DIR, temporary);
    settings.set(RestOptions.BIND_PORT, "0");
    settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(run.parallelism())
                .build());
    cluster.start();
  }
}
