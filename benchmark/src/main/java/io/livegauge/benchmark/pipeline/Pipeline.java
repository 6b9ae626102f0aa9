package io.livegauge.benchmark.pipeline;

import io.livegauge.benchmark.variant.Run;
import io.livegauge.benchmark.variant.Variants;
import io.livegauge.benchmark.worker.Answer;
import io.livegauge.benchmark.worker.WorkerProcess;
import io.livegauge.benchmark.workload.WorkloadBroker;
import io.livegauge.simulator.broker.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Times variants beside each other: each in a JVM of its own that stays warm, in turn, over the
 * topics of one broker.
 */
final class Pipeline implements AutoCloseable {
  /** A peer's first run; the sizes after it are doubles of this. */
  private static final long FIRST_PEER_EVENTS = 300_000;

  /** So that a run takes 60 s also when it is warmer than the one that says so. */
  private static final double ENOUGH_SECONDS = 70;

  private final PipelinePlan plan;
  private final Consumer<String> progress;
  private final Path scratch;
  private final Map<String, WorkerProcess> workers = new LinkedHashMap<>();
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
    return rounds;
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
      sizes = plan.peerSizes() == null ? sizesOfAMinute(variant) : plan.peerSizes();
      broker.fill(sizes.small());
      broker.fill(sizes.large());
    }
    for (int i = 0; i < plan.warmUps(); i++) {
      sample("warm-up", variant, sizes.small());
      // The short runs of a peer that found its sizes have warmed it.
      if (!Variants.isPeer(variant)) {
        sample("warm-up", variant, sizes.large());
      }
    }
    return sizes;
  }

  /** Doubles the events until a run of them takes long enough. */
  private Sizes sizesOfAMinute(String variant) throws IOException {
    long events = Math.min(FIRST_PEER_EVENTS, plan.sizes().large());
    while (true) {
      broker.fill(events);
      double seconds = sample("finding sizes", variant, events).usage().wallSeconds();
      if (seconds >= ENOUGH_SECONDS || events >= plan.sizes().large()) {
        return new Sizes(events / 2, events);
      }
      int doublings = 0;
      while (seconds * (1L << doublings) < ENOUGH_SECONDS) {
        doublings++;
      }
      // Not all at once: the first run was a cold one.
      events = Math.min(events << Math.min(doublings, 2), plan.sizes().large());
    }
  }

  private Sample sample(String when, String variant, long events) throws IOException {
    WorkerProcess worker = worker(variant);
    String name = variant + "-" + ++runs;
    Path folder = Files.createDirectories(scratch.resolve(name)).toAbsolutePath();
    Run run =
        new Run(
            broker.bootstrap(),
            events,
            broker.fill(events),
            "out-" + name + ".",
            plan.parallelism(),
            folder,
            plan.jobOptions());
    Duration brokerBefore = broker.cpu();
    Answer answer = worker.run(run);
    Duration brokerTook = broker.cpu().minus(brokerBefore);
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
    return new Sample(answer.outcome(), answer.usage(), brokerTook.toNanos() / 1e9);
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
