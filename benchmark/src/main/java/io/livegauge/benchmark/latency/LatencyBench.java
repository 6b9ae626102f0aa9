package io.livegauge.benchmark.latency;

import io.livegauge.benchmark.latency.Latencies.Summary;
import io.livegauge.benchmark.live.JobFigures;
import io.livegauge.benchmark.live.LiveBench;
import io.livegauge.event.Topic;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.simulator.broker.LiveTopics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Runs the loads, one after the other on one job for each guarantee, so that the JVMs stay warm.
 * Broker, job and load have JVMs of their own; the scores are read in this one.
 *
 * <p>The largest rate that loads are parts of is one that broker, job and load come along with
 * together, since they share the machine: a job that works off full topics has more of it.
 */
final class LatencyBench {
  /** Time for the load's JVM to start and to make its viewers. */
  private static final long HEAD_START_MILLIS = 5_000;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final long TELL_MILLIS = 5_000;
  private static final long PATIENCE_MILLIS = 30_000;

  /** Rates are tried from here on, each so many times the one before. */
  private static final int FIRST_RATE = 30_000;

  private static final double STEP = 1.3;
  private static final long STEP_MILLIS = 10_000;

  private final LatencyPlan plan;
  private final LiveBench bench;
  private final JobConfig config;
  private final Clock clock;
  private final Consumer<String> progress;

  /**
   * What came of one load.
   *
   * @param latencies over the slices that count
   * @param load what was sent
   */
  record Measured(Stage stage, Summary latencies, LoadOrder.Sent load) {}

  /**
   * What came of one guarantee.
   *
   * @param measured by load
   * @param repeated records that came more than once
   * @param collections garbage collections of the job's JVM
   * @param collectionMillis time that they took
   * @param jobCpu CPU time of the job's JVM from start to end
   */
  record Guarantee(
      String name,
      List<Measured> measured,
      long repeated,
      long collections,
      long collectionMillis,
      Duration jobCpu) {}

  /**
   * @param progress takes a sentence now and then
   * @throws io.livegauge.job.config.OptionException where an option of the job cannot be used
   */
  LatencyBench(LatencyPlan plan, LiveBench bench, Clock clock, Consumer<String> progress) {
    this.plan = plan;
    this.bench = bench;
    this.config = JobConfig.of(plan.jobOptions());
    this.clock = clock;
    this.progress = progress;
  }

  /** The bound of the job, ms. */
  long boundMillis() {
    return config.get(JobOptions.OUT_OF_ORDERNESS).toMillis();
  }

  /** The slice of the job, ms. */
  long sliceMillis() {
    return config.get(JobOptions.SLICE).toMillis();
  }

  /** The checkpoint interval of the job, ms. */
  long checkpointMillis() {
    return config.get(JobOptions.CHECKPOINT_INTERVAL).toMillis();
  }

  /**
   * Finds the largest rate that all come along with: scores of a slice can be read before the next
   * one can close. Rates are tried one after the other, on one job.
   *
   * @return the last rate before the first that was too large, events a second
   * @throws IOException where no JVM can be started
   * @throws IllegalStateException where broker, job or load fails, or the first rate is too large
   */
  int largestRate() throws IOException, InterruptedException {
    String prefix = "largest.";
    int largest = 0;
    startJob("largest rate", "at-least-once", prefix);
    try (ScoreReader reader = scores(prefix)) {
      Latencies latencies = new Latencies();
      long seed = plan.seed();
      for (int rate = FIRST_RATE; ; rate = (int) (rate * STEP)) {
        List<Stage> stage = List.of(stage("trial", rate, STEP_MILLIS));
        // The events of one trial again would be duplicates.
        seed++;
        Summary summary =
            load("largest rate", prefix, stage, seed, reader, latencies).get(0).latencies();
        long above = summary.whole().getValueAtPercentile(99) / 1_000 - boundMillis();
        if (summary.missing() > 0 || above > sliceMillis()) {
          break;
        }
        largest = rate;
      }
    }
    bench.job().stop();
    if (largest == 0) {
      throw new IllegalStateException(
          FIRST_RATE + " events a second are too many for this machine; give --max-rate");
    }
    return largest;
  }

  /**
   * Runs all loads, with one guarantee after the other.
   *
   * @param maxRate events per second that the loads are parts of
   * @throws IOException where no JVM can be started
   * @throws IllegalStateException where broker, job or load fails
   */
  List<Guarantee> run(int maxRate) throws IOException, InterruptedException {
    List<Guarantee> guarantees = new ArrayList<>();
    for (String guarantee : plan.guarantees()) {
      guarantees.add(run(guarantee, stages(maxRate)));
    }
    return guarantees;
  }

  private Guarantee run(String guarantee, List<Stage> stages)
      throws IOException, InterruptedException {
    String prefix = guarantee + ".";
    JobFigures before = bench.job().figures();
    startJob(guarantee, guarantee, prefix);
    Latencies latencies = new Latencies();
    List<Measured> measured;
    try (ScoreReader reader = scores(prefix)) {
      measured = load(guarantee, prefix, stages, plan.seed(), reader, latencies);
    }
    JobFigures after = bench.job().figures();
    bench.job().stop();
    return new Guarantee(
        guarantee,
        measured,
        latencies.repeated(),
        after.collections() - before.collections(),
        after.collectionMillis() - before.collectionMillis(),
        Duration.ofNanos(after.cpuNanos() - before.cpuNanos()));
  }

  private void startJob(String title, String guarantee, String prefix)
      throws IOException, InterruptedException {
    LiveTopics.create(bench.bootstrap(), prefix, plan.partitions());
    progress.accept(title + ": starting the job");
    bench.job().run(jobOptions(guarantee, prefix), plan.parallelism());
  }

  private ScoreReader scores(String prefix) {
    return new ScoreReader(bench.bootstrap(), Topic.SCORES.named(prefix), clock);
  }

  /** Sends stages, and tells of those of which slices count. */
  private List<Measured> load(
      String title,
      String prefix,
      List<Stage> stages,
      long seed,
      ScoreReader reader,
      Latencies latencies)
      throws IOException, InterruptedException {
    Schedule schedule = new Schedule(clock.millis() + HEAD_START_MILLIS, stages);
    LoadOrder order =
        new LoadOrder(
            bench.bootstrap(),
            prefix,
            schedule,
            seed,
            plan.rooms(),
            plan.quiet(),
            plan.lingerMillis());
    try (LoadProcess load = LoadProcess.start(order, bench.logs())) {
      List<LoadOrder.Sent> sent = read(title, schedule, reader, latencies, load);
      List<Measured> measured = new ArrayList<>();
      for (int stage = 0; stage < sent.size(); stage++) {
        List<Long> sliceEnds = schedule.sliceEnds(stage, sliceMillis());
        if (!sliceEnds.isEmpty()) {
          measured.add(
              new Measured(
                  schedule.stages().get(stage), latencies.summary(sliceEnds), sent.get(stage)));
        }
      }
      return measured;
    }
  }

  /** Reads scores until all are there that must be, or it makes no sense to wait any longer. */
  private List<LoadOrder.Sent> read(
      String title, Schedule schedule, ScoreReader reader, Latencies latencies, LoadProcess load)
      throws InterruptedException {
    List<Long> all = new ArrayList<>();
    for (int stage = 0; stage < schedule.stages().size(); stage++) {
      all.addAll(schedule.sliceEnds(stage, sliceMillis()));
    }
    long patience = PATIENCE_MILLIS + 2 * checkpointMillis();
    long told = clock.millis();
    while (clock.millis() < schedule.endMillis()
        || (latencies.missing(all) > 0 && clock.millis() < schedule.endMillis() + patience)) {
      reader.read(POLL, latencies);
      if (load.report().isDone()) {
        report(load);
      }
      if (clock.millis() - told >= TELL_MILLIS) {
        told = clock.millis();
        bench.job().figures(); // fails where the job is over
        progress.accept(title + ": " + whereabouts(schedule, told));
      }
    }
    return report(load);
  }

  private static List<LoadOrder.Sent> report(LoadProcess load) throws InterruptedException {
    LoadOrder.Report report;
    try {
      report = load.report().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The load failed: " + e.getCause().getMessage(), e);
    }
    if (report.failure() != null) {
      throw new IllegalStateException("The broker did not take an event: " + report.failure());
    }
    return report.stages();
  }

  private static String whereabouts(Schedule schedule, long now) {
    for (int stage = 0; stage < schedule.stages().size(); stage++) {
      if (now < schedule.beginMillis(stage + 1)) {
        Stage at = schedule.stages().get(stage);
        return String.format(
            Locale.ROOT,
            "%s load, %,d events/s, %d s to go",
            at.name(),
            at.rate(),
            (schedule.beginMillis(stage + 1) - now) / 1_000);
      }
    }
    return "waiting for the last scores";
  }

  /** The loads, and before them one that nothing counts of, for all JVMs to warm up. */
  private List<Stage> stages(int maxRate) {
    List<Stage> stages = new ArrayList<>();
    stages.add(
        new Stage(
            "warm-up", part(maxRate, plan.loads().get(0)), plan.warmUpSeconds() * 1_000L, 0, 0));
    for (int load : plan.loads()) {
      stages.add(stage(load + " %", part(maxRate, load), plan.measuredSeconds() * 1_000L));
    }
    return stages;
  }

  private Stage stage(String name, int rate, long measuredMillis) {
    return new Stage(
        name,
        rate,
        // What is still open of the load before shall not count.
        2 * sliceMillis() + boundMillis(),
        measuredMillis,
        // The last slices close by events of the same load.
        boundMillis() + sliceMillis() / 2);
  }

  private static int part(int maxRate, int load) {
    return (int) Math.max(1, (long) maxRate * load / 100);
  }

  private Map<String, String> jobOptions(String guarantee, String prefix) {
    Map<String, String> options = new HashMap<>();
    options.put(JobOptions.GROUP.name(), "latency");
    options.put(JobOptions.START.name(), "earliest");
    options.put(
        JobOptions.CHECKPOINTS.name(),
        bench.scratch("checkpoints-" + guarantee).toUri().toString());
    options.putAll(plan.jobOptions());
    options.put(JobOptions.BOOTSTRAP.name(), bench.bootstrap());
    options.put(JobOptions.TOPIC_PREFIX.name(), prefix);
    options.put(JobOptions.PARALLELISM.name(), Integer.toString(plan.parallelism()));
    options.put(JobOptions.GUARANTEE.name(), guarantee);
    return options;
  }
}
