package io.livegauge.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A TaskManager, the JobManager and the broker are killed under load, one after the other. */
@Timeout(900)
class KillE2ECase {
  private static final long SEED = 11;

  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"at-least-once", "exactly-once"})
  void shouldScoreAsIfNothingHadHappened(String guarantee) throws Exception {
    try (OwnCluster cluster = OwnCluster.up(scratch.resolve("cluster"))) {
      String jobId =
          cluster
              .submit("--guarantee", guarantee, "--parallelism", "2")
              .json()
              .get("jobId")
              .asText();

      new KillRun(cluster, SEED, guarantee.equals("exactly-once")).run(3, scratch);

      assertThat(cluster.done("status").json().get("job").get("jobId").asText()).isEqualTo(jobId);
      assertThat(cluster.done("status").json().get("job").get("status").asText())
          .isEqualTo("RUNNING");
    }
  }
}
