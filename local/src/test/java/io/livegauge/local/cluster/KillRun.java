package io.livegauge.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One run under load in which processes are killed at seeded moments and started again. Its score
 * records must be those of the road that nothing disturbed.
 */
final class KillRun {
  private static final List<String> VICTIMS = List.of("taskmanager", "jobmanager", "broker");
  private static final long FIRST_KILL_MILLIS = 6_000;
  private static final long BETWEEN_MILLIS = 15_000;
  private static final Duration AFTERWARDS = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final OwnCluster cluster;
  private final long seed;
  private final boolean isExactlyOnce;

  /** The job's guarantee is the cluster's matter: it was submitted with it. */
  KillRun(OwnCluster cluster, long seed, boolean isExactlyOnce) {
    this.cluster = cluster;
    this.seed = seed;
    this.isExactlyOnce = isExactlyOnce;
  }

  /**
   * Runs, kills each kind of process in turn, and compares.
   *
   * @return figures: kills, records, windows, repeated, and what each kill cost
   */
  ObjectNode run(int kills, Path scratch) throws Exception {
    Random random = new Random(seed);
    // Each is started again before the next is killed, which may take longer on a busy machine.
    Duration atMost = Duration.ofMillis(FIRST_KILL_MILLIS + 4L * kills * BETWEEN_MILLIS);
    List<long[]> killed = new ArrayList<>();
    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    try (LiveLoad load = LiveLoad.start(cluster.bootstrap(), scratch, seed, 150, atMost)) {
      for (int i = 0; i < kills; i++) {
        load.awaitMoment(
            FIRST_KILL_MILLIS + i * BETWEEN_MILLIS + random.nextLong(BETWEEN_MILLIS / 4));
        int kind = i % VICTIMS.size();
        String victim = VICTIMS.get(kind);
        if (victim.equals("taskmanager")) {
          List<String> busy = new ArrayList<>();
          OwnCluster.await("a busy TaskManager", () -> busy.addAll(cluster.busyTaskManagers()));
          victim = busy.get(random.nextInt(busy.size()));
        }
        killed.add(new long[] {System.currentTimeMillis(), kind});
        cluster.kill(victim);
        cluster.done("up");
      }
      figures.put("kills", kills);
      load.goOnFor(AFTERWARDS);
      figures.put("records", load.finish());
      Map<String, String> expected = load.scores(null);
      try (ScoreRecords records = new ScoreRecords(cluster.bootstrap(), load.endTime())) {
        records.await(
            "seed " + seed, PATIENCE, () -> records.lines.keySet().containsAll(expected.keySet()));

        assertThat(records.lines.keySet()).isEqualTo(expected.keySet());
        records.lines.forEach(
            (key, lines) -> assertThat(lines).as(key).containsOnly(expected.get(key)));
        if (isExactlyOnce) {
          assertThat(records.repeated()).as("records that came twice").isZero();
        }
        figures.put("windows", records.lines.size());
        figures.put("repeated", records.repeated());
        var gaps = figures.putArray("gaps");
        killed.forEach(
            kill ->
                gaps.addObject()
                    .put("killed", VICTIMS.get((int) kill[1]))
                    .put("millisToNextWindow", records.gapAfter(kill[0])));
      }
    }
    return figures;
  }
}
