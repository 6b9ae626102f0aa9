package io.livegauge.benchmark.pipeline;

import io.livegauge.benchmark.variant.Variants;
import io.livegauge.benchmark.workload.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a run of the command shall do.
 *
 * @param variants their names, in the order in which they take turns
 * @param workload the events
 * @param peerWorkload the events of the peers: the same rooms and habits with fewer viewers, so
 *     that windows are full, as they are day in, day out, after as many events as a peer can handle
 * @param sizes of ours and of what only reads
 * @param peerSizes of the peers; null for sizes of which the larger takes 60 s or more
 * @param rounds counted ones of ours and of what only reads
 * @param peerRounds counted ones of the peers
 * @param warmUps rounds before, which do not count
 * @param parallelism of every job
 * @param workerOptions options of every worker's JVM
 * @param jobOptions further options of our job
 * @param profile whether ours are run once more with a recorder, at the end
 * @param keptData folder with the topics, kept for another time; null for one that is deleted
 * @param folder for logs, recordings and what is deleted in the end
 */
record PipelinePlan(
    List<String> variants,
    Workload workload,
    Workload peerWorkload,
    Sizes sizes,
    Sizes peerSizes,
    int rounds,
    int peerRounds,
    int warmUps,
    int parallelism,
    List<String> workerOptions,
    Map<String, String> jobOptions,
    boolean profile,
    Path keptData,
    Path folder) {

  /** The variants to record. */
  List<String> profiled() {
    return variants.stream().filter(name -> profile && Variants.isOurs(name)).toList();
  }
}
