package io.livegauge.benchmark.scale;

import java.util.List;
import java.util.Map;

/**
 * What {@code bench scale} runs.
 *
 * @param shapes to measure
 * @param events in the topics of each
 * @param rounds how often each is measured
 * @param limitSeconds for one run
 * @param jobOptions options of every job
 * @param stateViewers viewers of the smallest world whose state is measured; 0 for none
 */
record ScalePlan(
    List<Shape> shapes,
    long events,
    int rounds,
    long limitSeconds,
    Map<String, String> jobOptions,
    int stateViewers) {
  ScalePlan {
    shapes = List.copyOf(shapes);
    jobOptions = Map.copyOf(jobOptions);
  }
}
