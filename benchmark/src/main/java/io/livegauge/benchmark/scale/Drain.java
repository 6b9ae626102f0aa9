package io.livegauge.benchmark.scale;

import io.livegauge.benchmark.live.JobFigures;
import io.livegauge.benchmark.live.LiveBench;
import io.livegauge.benchmark.scale.Slopes.Sample;
import io.livegauge.job.config.JobOptions;
import io.livegauge.simulator.broker.DirectoryTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a live job over topics that are full and measures it while it works them off: from 30 to 85
 * % of the events, so that neither the start nor the end of the job is in the figures.
 */
final class Drain {
  private static final double FROM = 0.30;
  private static final double TO = 0.85;
  private static final long LOOK_MILLIS = 50;

  private final LiveBench bench;
  private final Map<String, String> jobOptions;
  private final long limitSeconds;
  private int runs;

  /**
   * What an event costs.
   *
   * @param cpuMicros CPU time of the job's JVM, µs
   * @param wallMicros µs
   * @param share how much of the events was measured, 0 to {@code TO − FROM}: less where time was
   *     up
   */
  record Cost(double cpuMicros, double wallMicros, double share) {
    /** Events a second. */
    double rate() {
      return 1e6 / wallMicros;
    }
  }

  /**
   * @param jobOptions options of every job, by name
   * @param limitSeconds after which a run is over, wherever it stands
   */
  Drain(LiveBench bench, Map<String, String> jobOptions, long limitSeconds) {
    this.bench = bench;
    this.jobOptions = Map.copyOf(jobOptions);
    this.limitSeconds = limitSeconds;
  }

  /**
   * Runs once.
   *
   * @param prefix of the topics, those for what is written included
   * @param events in the input topics
   * @throws IllegalStateException where the job fails, or hardly comes on within the limit
   */
  Cost run(Shape shape, String prefix, long events) throws IOException, InterruptedException {
    String name = "drain-" + ++runs;
    Path scratch = bench.scratch(name);
    Map<String, String> options = new HashMap<>(jobOptions);
    options.put(JobOptions.BOOTSTRAP.name(), bench.bootstrap());
    options.put(JobOptions.TOPIC_PREFIX.name(), prefix);
    options.put(JobOptions.GROUP.name(), name);
    options.put(JobOptions.START.name(), "earliest");
    options.put(JobOptions.PARALLELISM.name(), Integer.toString(shape.parallelism()));
    options.put(JobOptions.CHECKPOINTS.name(), scratch.resolve("checkpoints").toUri().toString());
    options.putAll(shape.jobOptions());
    bench.job().run(options, shape.parallelism());
    List<JobFigures> measured = new ArrayList<>();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitSeconds);
    JobFigures now = bench.job().figures();
    while (now.read() < TO * events && System.nanoTime() - deadline < 0) {
      if (now.read() >= FROM * events) {
        measured.add(now);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      now = bench.job().figures();
    }
    if (now.read() >= FROM * events) {
      measured.add(now);
    }
    bench.job().stop();
    DirectoryTree.delete(scratch);
    return cost(shape, measured, now.read(), events);
  }

  private Cost cost(Shape shape, List<JobFigures> measured, long read, long events) {
    if (measured.size() < 2 || measured.get(0).read() == read) {
      throw new IllegalStateException(
          shape.series()
              + " "
              + shape.name()
              + ": the job read "
              + read
              + " of "
              + events
              + (read < TO * events
                  ? " events in " + limitSeconds + " s, too few to measure; give it more time"
                  : " events between two looks, too fast to measure; give it more events"));
    }
    return new Cost(
        slope(measured, JobFigures::cpuNanos) / 1_000,
        slope(measured, JobFigures::nanos) / 1_000,
        (double) (read - measured.get(0).read()) / events);
  }

  private interface Figure {
    long of(JobFigures figures);
  }

  private static double slope(List<JobFigures> measured, Figure figure) {
    JobFigures first = measured.get(0);
    return Slopes.leastSquares(
        measured.stream()
            .map(
                figures ->
                    new Sample(
                        figures.read() - first.read(), figure.of(figures) - figure.of(first)))
            .toList());
  }
}
