package io.livegauge.benchmark.variant;

import java.nio.file.Path;
import java.util.Map;

/**
 * What one run of a variant is about.
 *
 * @param bootstrap addresses of the brokers, {@code host:port}
 * @param events how many events the workload has
 * @param inputPrefix prefix of the input topics, such as {@code n9000000.}
 * @param outputPrefix prefix of this run's output topics; a variant that writes creates them
 * @param parallelism of the job, 1 or more
 * @param scratch a folder of this run alone, for checkpoints and state
 * @param options further options of the job, by their names on the command line
 */
public record Run(
    String bootstrap,
    long events,
    String inputPrefix,
    String outputPrefix,
    int parallelism,
    Path scratch,
    Map<String, String> options) {

  /** A run with its own copy of the options. */
  public Run {
    options = Map.copyOf(options);
  }
}
