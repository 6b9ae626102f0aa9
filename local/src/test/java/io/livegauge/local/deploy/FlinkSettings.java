package io.livegauge.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;

/** Settings of Flink in files, held to the options that Flink has. */
final class FlinkSettings {
  private static final List<Class<?>> OPTIONS =
      List.of(
          CheckpointingOptions.class,
          CoreOptions.class,
          HighAvailabilityOptions.class,
          JobManagerOptions.class,
          MetricOptions.class,
          RestOptions.class,
          RestartStrategyOptions.class,
          StateRecoveryOptions.class,
          TaskManagerOptions.class,
          WebOptions.class);

  /** What a metric reporter is told is known by its own. */
  private static final String REPORTER = "metrics.reporter.prometheus.";

  private static final Map<String, ConfigOption<?>> KNOWN = known();

  private FlinkSettings() {}

  /** The settings of a text with one in each line, as FLINK_PROPERTIES has them. */
  static Map<String, String> ofLines(String lines) {
    return lines
        .lines()
        .map(line -> line.split(": ", 2))
        .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
  }

  /** Asserts that each setting is one of Flink's, with a value that it understands. */
  static void assertKnown(Map<String, String> settings) {
    Configuration configuration = Configuration.fromMap(settings);
    for (String key : settings.keySet()) {
      if (!key.startsWith(REPORTER)) {
        assertThat(KNOWN).as("options of Flink").containsKey(key);
        assertThat((Object) configuration.get(KNOWN.get(key))).as(key).isNotNull();
      }
    }
  }

  /**
   * Asserts that what the job keeps resident, as it estimates it, takes no more than half of a
   * TaskManager's heap: events in flight and garbage need the rest.
   */
  static void assertRoomForResidents(Map<String, String> settings, JobConfig job) {
    Configuration configuration = Configuration.fromMap(settings);
    long heap =
        TaskExecutorProcessUtils.processSpecFromConfig(configuration).getTaskHeapSize().getBytes();
    long stages = 2;
    long residents =
        stages
            * configuration.get(TaskManagerOptions.NUM_TASK_SLOTS)
            * job.get(JobOptions.RESIDENT_BYTES);

    assertThat(residents).as("of a heap of %d bytes", heap).isLessThanOrEqualTo(heap / 2);
  }

  private static Map<String, ConfigOption<?>> known() {
    Map<String, ConfigOption<?>> known = new HashMap<>();
    for (Class<?> options : OPTIONS) {
      for (Field field : options.getFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
          ConfigOption<?> option = value(field);
          known.put(option.key(), option);
        }
      }
    }
    return known;
  }

  private static ConfigOption<?> value(Field field) {
    try {
      return (ConfigOption<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
