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
 * Times variants beside each other: each in a JVM of its own that stays warm, in turn, over the
 * topics of one broker.
 */
final class Pipeline implements AutoCloseable {
  /** Of the peers' workload these are 400 s of event time: their windows of 300 s are full. */
  private static final long LEAST = 160_000;

  private static final String PEER_PREFIX = "peers.";

  /** So that a run takes 60 s also when it is warmer than the one that says so. */
  private static final double ENOUGH_SECONDS = 70;

  private final PipelinePlan plan;
  private final Consumer<String> progress;
  private final Path scratch;
  private final Map<String, WorkerProcess> workers = new LinkedHashMap<>();

  /** Our figures, which peers' are held against, by number of events. */
  private final Map<Long, CoreFigures> ours = new HashMap<>();

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
   * Runs all rounds.
   *
   * @return the counted rounds of every variant, in the order of the plan
   * @throws IOException where a JVM cannot be started or a file not be written
   * @throws IllegalStateException where a run fails; the message names the variant
   */
  Map<String, List<Round>> run() throws IOException {
    start();
    broker.fill(plan.sizes().small());
    broker.fill(plan.sizes().large());
    Map<String, Sizes> sizes = new LinkedHashMap<>();
    for (String variant : plan.variants()) {
      sizes.put(variant, warmUp(variant));
    }
    Map<String, List<Round>> rounds = new LinkedHashMap<>();
    plan.variants().forEach(variant -> rounds.put(variant, new ArrayList<>()));
    for (int round = 0; round < Math.max(plan.rounds(), plan.peerRounds()); round++) {
      for (String variant : plan.variants()) {
        if (round < rounds(variant)) {
          String when = "round " + (round + 1) + " of " + rounds(variant);
          Sizes own = sizes.get(variant);
          rounds
              .get(variant)
              .add(
                  new Round(
                      own, sample(when, variant, own.small()), sample(when, variant, own.large())));
        }
      }
    }
    for (String variant : plan.profiled()) {
      profile(variant);
    }
    return rounds;
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
    List<Long> largest = new ArrayList<>(List.of(plan.sizes().small(), plan.sizes().large()));
    if (plan.peerSizes() != null) {
      largest.add(plan.peerSizes().small());
      largest.add(plan.peerSizes().large());
    }
    WorkloadBroker.requireDisk(data, largest);
    broker = WorkloadBroker.start(data, plan.keptData() != null, logs(), plan.workload(), progress);
  }

  private int rounds(String variant) {
    return Variants.isPeer(variant) ? plan.peerRounds() : plan.rounds();
  }

  /** Runs a variant without counting, and finds the sizes that it is measured at. */
  private Sizes warmUp(String variant) throws IOException {
    Sizes sizes = plan.sizes();
    if (Variants.isPeer(variant)) {
      requireOurFigures(variant, plan.peerSizes() == null ? LEAST : plan.peerSizes().small());
      sizes = plan.peerSizes() == null ? sizesOfAMinute(variant) : plan.peerSizes();
      // No topic is filled between two runs that count.
      input(variant, sizes.large());
    }
    for (int i = 0; i < plan.warmUps(); i++) {
      sample("warm-up", variant, sizes.small());
      // A peer's runs are long, and some were made before.
      if (!Variants.isPeer(variant)) {
        sample("warm-up", variant, sizes.large());
      }
    }
    return sizes;
  }

  /** Doubles the events until a run of them takes long enough. */
  private Sizes sizesOfAMinute(String variant) throws IOException {
    long events = 2 * LEAST;
    while (true) {
      double seconds = sample("finding sizes", variant, events).usage().wallSeconds();
      if (seconds >= ENOUGH_SECONDS) {
        return new Sizes(events / 2, events);
      }
      events *= 2;
    }
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

  /** Makes sure that a peer gives our figures before it is timed. */
  private void requireOurFigures(String variant, long events) throws IOException {
    String input = input(variant, events);
    if (!ours.containsKey(events)) {
      ours.put(
          events,
          run("gate", Variants.OURS_ROCKSDB, input, events, CoreFigures::readScores).read());
    }
    CoreFigures peers = run("gate", variant, input, events, CoreFigures::readRows).read();
    long lastEventTime = plan.peerWorkload().timeOf(events - 1);
    Optional<String> difference = ours.get(events).firstDifference(peers, lastEventTime);
    if (difference.isPresent()) {
      throw new IllegalStateException(
          variant + " does not give our figures, so it is not timed: " + difference.get());
    }
    progress.accept(
        String.format(
            Locale.ROOT, "gate: %s gives our figures in %,d windows", variant, peers.size()));
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
