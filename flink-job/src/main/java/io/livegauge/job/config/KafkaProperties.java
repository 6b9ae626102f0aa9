package io.livegauge.job.config;

import io.livegauge.secret.ClientProperties;
import io.livegauge.secret.ClientPropertiesException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of {@code --kafka-config}: further properties of all Kafka clients. */
public final class KafkaProperties {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaProperties.class);
  private static final String OPTION = "--" + JobOptions.KAFKA_CONFIG.name();

  private KafkaProperties() {}

  /** Reads it; what is allowed but unwise is logged. */
  public static Map<String, String> load(String file) {
    return load(file, LOG::warn);
  }

  /**
   * Reads it, and looks at the files that it refers to.
   *
   * @param file null for none
   * @param warnings is told what is allowed but unwise, a sentence each
   * @return what is in it, by name; references to secrets are still references
   * @throws OptionException where it cannot be read, or refers to what is not there; nothing of
   *     what is in it is told but names
   */
  public static Map<String, String> load(String file, Consumer<String> warnings) {
    if (file == null) {
      return Map.of();
    }
    ClientProperties properties = read(file);
    properties
        .warnings()
        .forEach(sentence -> warnings.accept("option " + OPTION + ": " + sentence));
    return properties.values();
  }

  /**
   * Refuses secrets in the file itself: what is in it becomes a part of the job, which a cluster
   * stores and hands around.
   *
   * @param file null for none
   * @throws OptionException naming the properties, and as {@link #load}
   */
  public static void refusePlainSecrets(String file) {
    if (file == null) {
      return;
    }
    List<String> secrets = read(file).plainSecrets();
    if (!secrets.isEmpty()) {
      throw new OptionException(
          "option "
              + OPTION
              + ": '"
              + file
              + "' holds a secret in plain text in "
              + String.join(", ", secrets)
              + ", and a cluster would store it with the job; allowed are references to files, such"
              + " as ${dir:/run/secrets:kafka-password} with config.providers=dir and"
              + " config.providers.dir.class="
              + "org.apache.kafka.common.config.provider.DirectoryConfigProvider");
    }
  }

  private static ClientProperties read(String file) {
    try {
      return ClientProperties.read(Path.of(file));
    } catch (ClientPropertiesException e) {
      throw new OptionException("option " + OPTION + ": '" + file + "': " + e.getMessage());
    } catch (IOException | InvalidPathException e) {
      throw new OptionException(OPTION, file, "a readable Java properties file");
    }
  }
}
