package io.livegauge.benchmark.latency;

import io.livegauge.event.Topic;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code bench latency} runs.
 *
 * @param loads in percent of the largest rate, in the order in which they are run
 * @param guarantees of the job's scores, by the names of its option
 * @param seed of the events
 * @param rooms number of streams
 * @param partitions of each topic
 * @param quiet topics that get no event
 * @param lingerMillis of the load's producer
 * @param warmUpSeconds of the first load, before anything counts
 * @param measuredSeconds over which slices that end count, at every load
 * @param parallelism of each stage of the job
 * @param jobOptions further options of the job by name
 */
record LatencyPlan(
    List<Integer> loads,
    List<String> guarantees,
    long seed,
    int rooms,
    int partitions,
    Set<Topic> quiet,
    int lingerMillis,
    int warmUpSeconds,
    int measuredSeconds,
    int parallelism,
    Map<String, String> jobOptions) {
  LatencyPlan {
    loads = List.copyOf(loads);
    guarantees = List.copyOf(guarantees);
    quiet = Set.copyOf(quiet);
    jobOptions = Map.copyOf(jobOptions);
  }
}
