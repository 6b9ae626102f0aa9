package io.livegauge.benchmark.workload;

import io.livegauge.benchmark.worker.ChildJvm;
import io.livegauge.benchmark.worker.Lines;
import io.livegauge.simulator.broker.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Kafka broker in a JVM of its own, so that its time and memory are not those of what is
 * measured. It keeps its data in a directory, and ends with its owner.
 */
public final class BrokerProcess implements AutoCloseable {
  private static final List<String> OPTIONS =
      List.of(
          "-Xms512m",
          "-Xmx512m",
          "-XX:MaxDirectMemorySize=256m",
          "-XX:+UseG1GC",
          "-XX:MaxGCPauseMillis=50");

  /** As a broker has them that serves more than a demonstration. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "num.network.threads", "2",
          "num.io.threads", "4",
          "log.segment.bytes", "268435456",
          "log.index.size.max.bytes", "10485760");

  private final ChildJvm jvm;
  private final String bootstrap;

  private BrokerProcess(ChildJvm jvm, String bootstrap) {
    this.jvm = jvm;
    this.bootstrap = bootstrap;
  }

  /** What the broker tells when it runs. */
  record Started(String bootstrap) {}

  /**
   * Starts one and returns when it answers.
   *
   * @param data the directory of its data, which stays
   * @param logs the folder for its log, {@code broker.log}
   * @throws IOException where no JVM can be started
   * @throws IllegalStateException where the broker does not start
   */
  public static BrokerProcess start(Path data, Path logs) throws IOException {
    ChildJvm jvm =
        ChildJvm.start(
            "broker",
            OPTIONS,
            jar -> false,
            BrokerProcess.class,
            List.of(data.toAbsolutePath().toString()),
            logs);
    try {
      return new BrokerProcess(jvm, jvm.receive(Started.class).bootstrap());
    } catch (RuntimeException e) {
      jvm.kill();
      throw e;
    }
  }

  /** The broker itself. */
  public static void main(String[] arguments) throws IOException {
    Lines lines = new Lines();
    try (EmbeddedKafka kafka = EmbeddedKafka.in(Path.of(arguments[0]), SETTINGS).start()) {
      lines.write(new Started(kafka.bootstrapServers()));
      lines.read(Object.class); // null: the owner closed the line, or is no more
    }
    System.exit(0);
  }

  /** Its address, {@code host:port}. */
  public String bootstrap() {
    return bootstrap;
  }

  /** The JVM options that it runs with, for the report. */
  public static List<String> options() {
    return OPTIONS;
  }

  /** CPU time that it took so far. */
  public Duration cpu() {
    return jvm.cpu();
  }

  /** Ends it at once. */
  public void kill() {
    jvm.kill();
  }

  @Override
  public void close() {
    jvm.close();
  }
}
