package io.livegauge.benchmark.scale;

import io.livegauge.benchmark.live.LiveBench;
import io.livegauge.benchmark.workload.Workload;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The largest rate that a job comes along with: that at which it works off full topics. */
public final class MaxRate {
  private static final long EVENTS = 2_000_000;
  private static final long LIMIT_SECONDS = 120;
  private static final int RATE = 30_000;
  private static final int SECONDS_PER_ACT = 5;

  private MaxRate() {}

  /**
   * Measures it once, on a job that another one has warmed up for.
   *
   * @param jobOptions of the job
   * @param parallelism of each stage
   * @return events a second
   * @throws IOException where a file cannot be written
   * @throws IllegalStateException where broker or job fails
   */
  public static int measure(
      LiveBench bench, Map<String, String> jobOptions, int parallelism, long seed)
      throws IOException, InterruptedException {
    Shape shape =
        new Shape(
            "rate",
            "largest",
            Workload.standard().withSeed(seed).withPace(RATE * SECONDS_PER_ACT, RATE),
            false,
            parallelism,
            Map.of());
    ScalePlan plan = new ScalePlan(List.of(shape), EVENTS, 1, LIMIT_SECONDS, jobOptions, 0);
    return (int) new ScaleBench(plan, bench, line -> {}).costs().get(shape).get(0).rate();
  }
}
