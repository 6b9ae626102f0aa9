package io.livegauge.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
