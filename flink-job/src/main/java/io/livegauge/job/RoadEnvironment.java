package io.livegauge.job;

import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** The engine's settings that the road relies on, in one place for live and bounded runs. */
public final class RoadEnvironment {
  /** How long records may wait in a network buffer: part of the time from event to score. */
  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(10);

  private static final Duration WATERMARK_INTERVAL = Duration.ofMillis(50);
  private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(10);

  private RoadEnvironment() {}

  /** The settings of a live run. */
  public static Configuration live(JobConfig config) {
    Configuration settings = common(config);
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
    settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, WATERMARK_INTERVAL);
    settings.set(
        StateBackendOptions.STATE_BACKEND,
        config.get(JobOptions.STATE_BACKEND) == JobOptions.Backend.ROCKSDB ? "rocksdb" : "hashmap");
    settings.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL, config.get(JobOptions.CHECKPOINT_INTERVAL));
    settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, CHECKPOINT_TIMEOUT);
    settings.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    String directory = config.find(JobOptions.CHECKPOINTS);
    if (directory != null) {
      settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory);
      settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    }
    return settings;
  }

  /** The settings of a bounded run: no checkpoints, since it begins anew where it fails. */
  public static Configuration bounded(JobConfig config) {
    return common(config);
  }

  private static Configuration common(JobConfig config) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(
        PipelineOptions.MAX_PARALLELISM, config.get(JobOptions.MAX_PARALLELISM).intValue());
    return settings;
  }
}
