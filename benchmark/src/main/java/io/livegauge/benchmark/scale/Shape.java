package io.livegauge.benchmark.scale;

import io.livegauge.benchmark.workload.Workload;
import java.util.Map;

/**
 * A world to measure in.
 *
 * @param series the chart that it is part of, such as {@code streams}
 * @param name its value there, such as {@code 1000}
 * @param workload its events
 * @param spread whether a room's events are spread over partitions by viewer
 * @param parallelism of each stage of the job
 * @param jobOptions options of the job that make it different
 */
record Shape(
    String series,
    String name,
    Workload workload,
    boolean spread,
    int parallelism,
    Map<String, String> jobOptions) {
  Shape {
    jobOptions = Map.copyOf(jobOptions);
  }

  /** Whether another one reads the same topics. */
  boolean sharesTopicsWith(Shape other) {
    return spread == other.spread && workload.equals(other.workload);
  }
}
