package io.livegauge.local.demo;

import io.livegauge.job.Backfill;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.local.LocalCluster;
import io.livegauge.simulator.FileTarget;
import io.livegauge.simulator.Simulation;
import io.livegauge.simulator.SimulationConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Rooms that ended long ago, so that there is something to learn from: simulated into a file, equal
 * for equal seeds, and taken down the job's own road into a window store.
 */
final class History {
  static final int ROOMS = 24;

  /** In 2023: whatever was to settle them has come. */
  private static final long START = 1_700_000_000_000L;

  private static final long MILLIS = TimeUnit.MINUTES.toMillis(20);

  /** A room's records a second: no more than it takes to tell good rooms from bad ones. */
  private static final double ROOM_RATE = 5;

  private final DemoSettings settings;
  private final Path directory;

  /**
   * Prepares nothing yet.
   *
   * @param directory where everything goes; it must not exist
   */
  History(DemoSettings settings, Path directory) {
    this.settings = settings;
    this.directory = directory;
  }

  /**
   * Simulates and backfills.
   *
   * @return the window store
   * @throws Exception where the run fails
   */
  Path make() throws Exception {
    Files.createDirectories(directory);
    Path events = directory.resolve("events.jsonl");
    Path store = directory.resolve("store");
    double rate = Math.min(ROOM_RATE, settings.ratePerSecond() / settings.streams());
    new FileTarget(events)
        .write(
            new Simulation(
                SimulationConfig.file(settings.seed(), ROOMS, ROOMS * rate, MILLIS, START)),
            record -> {});
    Map<String, String> options = new HashMap<>(settings.jobOptions());
    // Measured and scored as the live rooms are, but not into a store of the user's.
    options.remove(JobOptions.STORE.name());
    Backfill.run(
        JobConfig.of(options), List.of(events), store, 1, LocalCluster.smallest(directory));
    Files.delete(events);
    return store;
  }
}
