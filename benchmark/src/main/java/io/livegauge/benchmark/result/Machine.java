package io.livegauge.benchmark.result;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Where figures were measured.
 *
 * @param cores processors that the JVM sees
 * @param processor model name, or {@code unknown}
 * @param memoryBytes physical memory
 * @param os name, version and architecture
 * @param jvm vendor, name and version
 * @param load load average of the last minute before the start; −1 where the system has none
 * @param versions of Livegauge, Flink and Kafka
 */
public record Machine(
    int cores,
    String processor,
    long memoryBytes,
    String os,
    String jvm,
    double load,
    String versions) {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String UNKNOWN = "unknown";

  /** This one, now. */
  public static Machine here() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        system.getAvailableProcessors(),
        processorModel(),
        system.getTotalMemorySize(),
        joined("os.name", "os.version", "os.arch"),
        joined("java.vendor", "java.vm.name", "java.runtime.version"),
        system.getSystemLoadAverage(),
        "Livegauge "
            + version()
            + ", Flink "
            + EnvironmentInformation.getVersion()
            + ", Kafka "
            + AppInfoParser.getVersion());
  }

  private static String joined(String... properties) {
    return String.join(" ", Stream.of(properties).map(System::getProperty).toList());
  }

  private static String processorModel() {
    try (Stream<String> lines = Files.lines(PROCESSORS, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(UNKNOWN);
    } catch (IOException e) {
      return UNKNOWN; // no Linux
    }
  }

  /** From a file that the build writes, so that it is there also without the module's jar. */
  private static String version() {
    Properties build = new Properties();
    try (InputStream file = Machine.class.getResourceAsStream("build.properties")) {
      build.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version");
  }
}
