package io.livegauge.dashboard.command;

import io.livegauge.dashboard.feed.FeedOptions;
import io.livegauge.event.Topic;
import io.livegauge.secret.ClientProperties;
import io.livegauge.secret.ClientPropertiesException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that say what is read. */
final class KafkaOptions {
  private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9._-]{1,200}");

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      required = true,
      description = "Kafka bootstrap servers, HOST:PORT[,HOST:PORT...].")
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
      names = "--history",
      paramLabel = "TIME",
      defaultValue = "24h",
      description =
          "How far behind the newest record a session is still shown, 10min to 366d"
              + " [${DEFAULT-VALUE}].")
  private String history;

  /** What was given, checked. */
  FeedOptions feed(OptionCheck check) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw check.wrong(
          "--topic-prefix",
          prefix,
          "a text of 1 to 200 letters, digits, dots, underscores and hyphens");
    }
    String servers = check.servers("--bootstrap", bootstrap);
    Map<String, String> properties = properties(check);
    Duration duration = OptionCheck.duration(history).orElseThrow(() -> wrongHistory(check));
    try {
      return new FeedOptions(servers, prefix, duration, properties);
    } catch (IllegalArgumentException e) {
      // All else was looked at above.
      throw wrongHistory(check);
    }
  }

  /** The topics, for people. */
  String topics() {
    return prefix + "scores, " + prefix + "sessions and " + prefix + "quarantine";
  }

  private RuntimeException wrongHistory(OptionCheck check) {
    return check.wrong("--history", history, "a duration of 10min to 366d, such as 90min or 24h");
  }

  private Map<String, String> properties(OptionCheck check) {
    if (config == null) {
      return Map.of();
    }
    try {
      ClientProperties properties = ClientProperties.read(Path.of(config));
      properties.warnings().forEach(check::warn);
      return properties.values();
    } catch (ClientPropertiesException e) {
      throw check.refused("--kafka-config", e);
    } catch (IOException | InvalidPathException e) {
      throw check.wrong("--kafka-config", config, "a Java properties file that can be read");
    }
  }
}
