package io.livegauge.job.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The file of {@code --kafka-config}: further properties of all Kafka clients. */
public final class KafkaProperties {
  private KafkaProperties() {}

  /**
   * Reads it.
   *
   * @param file null for none
   * @return what is in it, by name
   * @throws OptionException where it cannot be read; nothing of what is in it is told
   */
  public static Map<String, String> load(String file) {
    Properties properties = new Properties();
    if (file != null) {
      try (Reader in = Files.newBufferedReader(Path.of(file))) {
        properties.load(in);
      } catch (IOException | IllegalArgumentException e) {
        throw new OptionException(
            "--" + JobOptions.KAFKA_CONFIG.name(), file, "a readable Java properties file");
      }
    }
    Map<String, String> named = new TreeMap<>();
    properties.stringPropertyNames().forEach(n -> named.put(n, properties.getProperty(n)));
    return named;
  }
}
