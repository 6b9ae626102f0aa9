package io.livegauge.trainer.command;

import io.livegauge.event.Topic;
import io.livegauge.secret.ClientProperties;
import io.livegauge.secret.ClientPropertiesException;
import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.registry.ModelTopic;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that say where models are published, and from when on they score. */
public final class TopicOptions {
  private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9._-]{1,200}");

  @Option(
      names = "--to",
      paramLabel = "HOST:PORT",
      description = "The Kafka cluster whose jobs shall take the model.")
  private String bootstrap;

  @Option(
      names = "--topic-prefix",
      paramLabel = "TEXT",
      defaultValue = Topic.DEFAULT_PREFIX,
      description = "What all topic names begin with [${DEFAULT-VALUE}].")
  private String prefix;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "Further properties of the Kafka clients, such as those of TLS and a login, with"
              + " references to files for passwords.")
  private String config;

  @Option(
      names = "--valid-in",
      paramLabel = "TIME",
      defaultValue = "30s",
      description =
          "How far ahead of now the model begins to score, so that it has arrived everywhere"
              + " [${DEFAULT-VALUE}].")
  private String validIn;

  /** Whether a cluster was named. */
  public boolean isGiven() {
    return bootstrap != null;
  }

  /** The cluster as it was named. */
  public String bootstrap() {
    return bootstrap;
  }

  /** The topic, checked but not connected. */
  public ModelTopic open(OptionValues values, ModelTopic.Opener topics) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw values.wrong(
          "--topic-prefix",
          prefix,
          "a text of 1 to 200 letters, digits, dots, underscores and hyphens");
    }
    return topics.open(
        values.addresses("--to", bootstrap), Topic.MODELS.named(prefix), properties(values));
  }

  /** How far ahead of now a model begins to score. */
  public Duration validIn(OptionValues values) {
    return values.duration("--valid-in", validIn);
  }

  private Map<String, String> properties(OptionValues values) {
    if (config == null) {
      return Map.of();
    }
    try {
      ClientProperties properties = ClientProperties.read(Path.of(config));
      properties.warnings().forEach(values::warn);
      return properties.values();
    } catch (ClientPropertiesException e) {
      throw values.refused("--kafka-config", e.getMessage());
    } catch (IOException | InvalidPathException e) {
      throw values.wrong("--kafka-config", config, "a Java properties file that can be read");
    }
  }
}
