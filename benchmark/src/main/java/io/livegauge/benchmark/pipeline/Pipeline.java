package io.livegauge.benchmark.pipeline;

import io.livegauge.benchmark.peer.CoreFigures;
import io.livegauge.benchmark.variant.Run;
import io.livegauge.benchmark.variant.Variants;
import io.livegauge.benchmark.worker.Answer;
import io.livegauge.benchmark.worker.WorkerProcess;
import io.livegauge.benchmark.workload.WorkloadBroker;
import io.livegauge.benchmark.workload.WorkloadTopics;
import io.livegauge.simulator.broker.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Times variants beside each other: each in a JVM of its own that stays warm, over the topics of
 * one broker.
 */
final class Pipeline implements AutoCloseable {
  private static final String PEER_PREFIX = "peers.";

  private final PipelinePlan plan;
  private final Consumer<String> progress;
  private final Path scratch;
  private final Map<String, WorkerProcess> workers = new LinkedHashMap<>();

  /** Our figures, which peers' are held against, by number of events. */
  private final Map<Long, CoreFigures> ours = new HashMap<>();

  private final Map<String, String> failures = new LinkedHashMap<>();

  private WorkloadBroker broker;
  private int runs;
  private boolean closed;
  private boolean aborted;

  /**
   * @param progress is told what happens, a sentence each
   */
  Pipeline(PipelinePlan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
    this.scratch = plan.folder().resolve("run-" + ProcessHandle.current().pid());
  }

  /**
   * Runs all rounds: those of ours and of what only reads in turn, and spread over the time that
   * the peers take, which come one after another, so that never more than one of their JVMs is
   * alive. A peer that fails is left out, see {@link #failures}.
   *
   * @return the counted rounds of every variant that has some, in the order of the plan
   * @throws IOException where a JVM cannot be started or a file not be written
   * @throws IllegalStateException where a run of ours fails; the message names the variant
   */
  Map<String, List<Round>> run() throws IOException {
    progress.accept("plan: " + plan.describe());
    start();
    Map<String, List<Round>> rounds = new LinkedHashMap<>();
    plan.variants().forEach(variant -> rounds.put(variant, new ArrayList<>()));
    if (!plan.own().isEmpty()) {
      broker.fill(plan.sizes().small());
      broker.fill(plan.sizes().large());
    }
    for (String variant : plan.own()) {
      warmUp(variant);
    }
    int round = 0;
    for (int before = 0; before <= plan.peers().size(); before++) {
      for (; round < plan.ownRoundsBefore(before); round++) {
        for (String variant : plan.own()) {
          rounds.get(variant).add(round(variant, round, plan.rounds(), plan.sizes()));
        }
      }
      if (before < plan.peers().size()) {
        String peer = plan.peers().get(before);
        rounds.get(peer).addAll(peerRounds(peer));
      }
    }
    for (String variant : plan.profiled()) {
      profile(variant);
    }
    rounds.values().removeIf(List::isEmpty);
    return rounds;
  }

  /** Why peers were left out, by their names. */
  Map<String, String> failures() {
    return failures;
  }

  private void warmUp(String variant) throws IOException {
    for (int i = 0; i < plan.warmUps(); i++) {
      sample("warm-up", variant, plan.sizes().small());
      sample("warm-up", variant, plan.sizes().large());
    }
  }

  private Round round(String variant, int round, int of, Sizes sizes) throws IOException {
    String when = "round " + (round + 1) + " of " + of;
    return new Round(
        sizes, sample(when, variant, sizes.small()), sample(when, variant, sizes.large()));
  }

  /** All rounds of a peer, in a JVM that ends with them; none where it fails. */
  private List<Round> peerRounds(String variant) throws IOException {
    try {
      Sizes sizes = warmUpPeer(variant);
      List<Round> rounds = new ArrayList<>();
      for (int round = 0; round < plan.peerRounds(); round++) {
        rounds.add(round(variant, round, plan.peerRounds(), sizes));
      }
      return rounds;
    } catch (IllegalStateException e) {
      if (aborted()) {
        throw e;
      }
      failures.put(variant, e.getMessage());
      progress.accept("left out: " + variant + ": " + e.getMessage());
      return List.of();
    } finally {
      end(variant);
    }
  }

  /** Makes sure that a peer gives our figures, and finds the sizes that it is measured at. */
  private Sizes warmUpPeer(String variant) throws IOException {
    Sizes sizes = plan.sizesOf(variant);
    long gated = plan.peerSizes() == null ? PeerSizes.LEAST : sizes.small();
    double seconds = requireOurFigures(variant, gated);
    // The gate's run warms up as well as any other of its size.
    for (int i = gated == sizes.small() ? 1 : 0; i < plan.warmUps(); i++) {
      seconds = sample("warm-up", variant, sizes.small()).usage().wallSeconds();
      gated = sizes.small();
    }
    if (plan.peerSizes() == null) {
      sizes = PeerSizes.fitted(sizes, seconds / gated);
    }
    // No topic is filled between two runs that count.
    input(variant, sizes.large());
    return sizes;
  }

  /** Runs a variant once more, beside a recorder. */
  private void profile(String variant) throws IOException {
    Path file = plan.folder().resolve(variant + ".jfr");
    long events = plan.sizes().large();
    String input = input(variant, events);
    run("profile", variant, input, events, file, (bootstrap, prefix) -> null);
    progress.accept("written: " + file);
  }

  private synchronized void start() throws IOException {
    Path data = plan.keptData() == null ? scratch.resolve("data") : plan.keptData();
    WorkloadBroker.requireDisk(data, plan.topics());
    broker = WorkloadBroker.start(data, plan.keptData() != null, logs(), plan.workload(), progress);
  }

  /** The events of a size that a variant reads: the prefix of their topics. */
  private String input(String variant, long events) {
    if (!Variants.isPeer(variant)) {
      return broker.fill(events);
    }
    String prefix = PEER_PREFIX + WorkloadTopics.prefix(events);
    broker.fill(prefix, plan.peerWorkload(), events);
    return prefix;
  }

  /**
   * Makes sure that a peer gives our figures before it is timed.
   *
   * @return what its run took, s
   */
  private double requireOurFigures(String variant, long events) throws IOException {
    String input = input(variant, events);
    if (!ours.containsKey(events)) {
      ours.put(
          events,
          run("gate", Variants.OURS_ROCKSDB, input, events, CoreFigures::readScores).read());
    }
    Finished<CoreFigures> peer = run("gate", variant, input, events, CoreFigures::readRows);
    long lastEventTime = plan.peerWorkload().timeOf(events - 1);
    Optional<String> difference = ours.get(events).firstDifference(peer.read(), lastEventTime);
    if (difference.isPresent()) {
      throw new IllegalStateException(
          variant + " does not give our figures, so it is not timed: " + difference.get());
    }
    progress.accept(
        String.format(
            Locale.ROOT, "gate: %s gives our figures in %,d windows", variant, peer.read().size()));
    return peer.sample().usage().wallSeconds();
  }

  private Sample sample(String when, String variant, long events) throws IOException {
    String input = input(variant, events);
    return run(when, variant, input, events, (bootstrap, prefix) -> null).sample();
  }

  /** What is read of a run's output before that is deleted. */
  private interface Reading<T> {
    T read(String bootstrap, String outputPrefix) throws IOException;
  }

  private record Finished<T>(Sample sample, T read) {}

  private <T> Finished<T> run(
      String when, String variant, String inputPrefix, long events, Reading<T> reading)
      throws IOException {
    return run(when, variant, inputPrefix, events, null, reading);
  }

  /**
   * @param recordingOrNull the file for a recording of the run
   */
  private <T> Finished<T> run(
      String when,
      String variant,
      String inputPrefix,
      long events,
      Path recordingOrNull,
      Reading<T> reading)
      throws IOException {
    WorkerProcess worker = worker(variant);
    String name = variant + "-" + ++runs;
    Path folder = Files.createDirectories(scratch.resolve(name)).toAbsolutePath();
    Run run =
        new Run(
            broker.bootstrap(),
            events,
            inputPrefix,
            "out-" + name + ".",
            plan.parallelism(),
            folder,
            plan.jobOptions());
    Duration brokerBefore = broker.cpu();
    Answer answer = recordingOrNull == null ? worker.run(run) : worker.run(run, recordingOrNull);
    Duration brokerTook = broker.cpu().minus(brokerBefore);
    T read = reading.read(run.bootstrap(), run.outputPrefix());
    broker.delete(run.outputPrefix());
    DirectoryTree.delete(folder);
    progress.accept(
        String.format(
            Locale.ROOT,
            "%s: %s, %,d events in %.1f s, %.1f s of CPU",
            when,
            variant,
            events,
            answer.usage().wallSeconds(),
            answer.usage().cpuSeconds()));
    return new Finished<>(
        new Sample(answer.outcome(), answer.usage(), brokerTook.toNanos() / 1e9), read);
  }

  private synchronized WorkerProcess worker(String variant) throws IOException {
    if (closed) {
      throw new IllegalStateException("the command is ending");
    }
    WorkerProcess worker = workers.get(variant);
    if (worker == null) {
      worker = WorkerProcess.start(variant, plan.workerOptions(), logs(), scratch);
      workers.put(variant, worker);
    }
    return worker;
  }

  /** Ends a variant's JVM, if there is one. */
  private synchronized void end(String variant) {
    WorkerProcess worker = workers.remove(variant);
    if (worker != null) {
      worker.close();
    }
  }

  private Path logs() {
    return plan.folder().resolve("logs");
  }

  /** Whether it was ended before its time. */
  synchronized boolean aborted() {
    return aborted;
  }

  /** Ends all processes at once and deletes what is not kept, whatever else is going on. */
  void abort() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      aborted = true;
      workers.values().forEach(WorkerProcess::kill);
      if (broker != null) {
        broker.kill();
      }
    }
    deleteScratch();
  }

  /** Ends all processes and deletes what is not kept. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      workers.values().forEach(WorkerProcess::close);
      if (broker != null) {
        broker.close();
      }
    }
    deleteScratch();
  }

  private void deleteScratch() {
    try {
      DirectoryTree.delete(scratch);
    } catch (IOException e) {
      progress.accept(scratch + " was not deleted: " + e.getMessage());
    }
  }
}
