package io.livegauge.local.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same as {@link KillE2ECase} many times over: {@code livegauge.soak.kills} of them, 24 unless
 * it is given, in each guarantee half. The figures go to {@code target/soak/kills-GUARANTEE.json}.
 */
class KillSoak {
  private static final int KILLS_A_RUN = 6;

  @TempDir private Path scratch;

  @ParameterizedTest
  @CsvSource({"at-least-once, 101", "exactly-once, 202"})
  void shouldScoreAsIfNothingHadHappened(String guarantee, long seed) throws Exception {
    int runs = Math.max(1, Integer.getInteger("livegauge.soak.kills", 24) / 2 / KILLS_A_RUN);
    ObjectNode all = JsonNodeFactory.instance.objectNode().put("guarantee", guarantee);
    for (int run = 0; run < runs; run++) {
      Path own = Files.createDirectory(scratch.resolve("run" + run));
      try (OwnCluster cluster = OwnCluster.up(own.resolve("cluster"))) {
        cluster.submit("--guarantee", guarantee, "--parallelism", "2");
        all.withArrayProperty("runs")
            .add(
                new KillRun(cluster, seed + run, guarantee.equals("exactly-once"))
                    .run(KILLS_A_RUN, own)
                    .put("seed", seed + run));
      }
    }
    Path figures = Files.createDirectories(Path.of("target", "soak"));
    Files.writeString(figures.resolve("kills-" + guarantee + ".json"), all.toPrettyString());
  }
}
