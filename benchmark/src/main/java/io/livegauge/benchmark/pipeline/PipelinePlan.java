package io.livegauge.benchmark.pipeline;

import io.livegauge.benchmark.variant.Variants;
import io.livegauge.benchmark.workload.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run of the command shall do.
 *
 * @param variants their names, in the order to run and to show them
 * @param workload the events
 * @param peerWorkload the events of the peers: the same rooms and habits with fewer viewers, so
 *     that windows are full, as they are day in, day out, after as many events as a peer can handle
 * @param sizes of ours and of what only reads
 * @param peerSizes of the peers; null for those of which the larger takes a minute, see {@link
 *     PeerSizes}
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

  /** Wall time of an event in one of ours, or in what only reads, on two cores; about, s. */
  private static final double OWN_SECONDS = 1.5e-6;

  /** What it takes to make an event and send it; about, s. */
  private static final double FILL_SECONDS = 1.5e-6;

  private static final int MINUTE = 60;

  /** Ours, and what only reads. */
  List<String> own() {
    return variants.stream().filter(name -> !Variants.isPeer(name)).toList();
  }

  /** The others. */
  List<String> peers() {
    return variants.stream().filter(Variants::isPeer).toList();
  }

  /** The variants to record. */
  List<String> profiled() {
    return variants.stream().filter(name -> profile && Variants.isOurs(name)).toList();
  }

  /** The sizes that a peer begins with. */
  Sizes sizesOf(String peer) {
    return peerSizes == null ? PeerSizes.of(peer) : peerSizes;
  }

  /**
   * How many of the rounds of ours are over before a peer begins: the first before any, the last
   * after all, and the others spread evenly.
   *
   * @param peer its place among the peers; their number for what comes after the last
   */
  int ownRoundsBefore(int peer) {
    int peers = peers().size();
    return peer == peers ? rounds : 1 + peer * (rounds - 1) / peers;
  }

  /** How many events the topics hold that are needed, each size once. */
  List<Long> topics() {
    Set<Long> ofPeers = new TreeSet<>();
    for (String peer : peers()) {
      ofPeers.add(peerSizes == null ? PeerSizes.LEAST : peerSizes.small());
      ofPeers.add(sizesOf(peer).small());
      ofPeers.add(sizesOf(peer).large());
    }
    List<Long> topics = new ArrayList<>(ofPeers);
    if (!own().isEmpty()) {
      topics.add(sizes.small());
      topics.add(sizes.large());
    }
    return topics;
  }

  /** What happens, and how long it takes about, for people. */
  String describe() {
    List<String> parts = new ArrayList<>();
    if (!own().isEmpty()) {
      parts.add(
          String.format(
              Locale.ROOT,
              "%s in turn, %d + %d rounds of %s",
              String.join(", ", own()),
              warmUps,
              rounds,
              sizes));
    }
    for (String peer : peers()) {
      parts.add(String.format(Locale.ROOT, "%s, %d rounds of %s", peer, peerRounds, sizesOf(peer)));
    }
    return String.format(
        Locale.ROOT,
        "%s. On two cores it takes about %d min",
        String.join("; ", parts),
        Math.round(Math.ceil(seconds() / MINUTE)));
  }

  private double seconds() {
    double seconds = FILL_SECONDS * topics().stream().mapToLong(Long::longValue).sum();
    double ownEvents =
        (double) own().size() * (warmUps + rounds) * (sizes.small() + sizes.large())
            + (double) profiled().size() * sizes.large();
    seconds += OWN_SECONDS * ownEvents;
    for (String peer : peers()) {
      Sizes of = sizesOf(peer);
      long events = PeerSizes.LEAST + warmUps * of.small() + peerRounds * (of.small() + of.large());
      seconds += PeerSizes.seconds(peer, events);
    }
    return seconds;
  }
}
