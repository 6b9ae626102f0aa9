package io.livegauge.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.local.cluster.ClusterState.Change;
import io.livegauge.local.cluster.ClusterState.Job;
import io.livegauge.local.cluster.ClusterState.Kind;
import io.livegauge.local.cluster.ClusterState.Settings;
import io.livegauge.local.cluster.ClusterState.Step;
import io.livegauge.local.cluster.ClusterState.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterDirectoryTest {
  @TempDir private Path scratch;

  @Test
  void shouldReadWhatItWrote() throws IOException {
    Version version = new Version(3, "ab", "/jar", null, 2, Map.of("slice", "1s"), "file:/s", null);
    ClusterState state =
        new ClusterState(
            new Settings(2, "1280m", "h:1", true, "live.", null, "/key", Map.of("rest", 8081)),
            new Job(
                version,
                null,
                new Change(Kind.REDEPLOY, Step.START, version, "cd", 12, "ef", null),
                3));

    try (ClusterDirectory directory = ClusterDirectory.toChange(scratch.resolve("new"))) {
      assertThat(directory.read()).isEmpty();
      directory.write(state);
      assertThat(ClusterDirectory.toRead(directory.root()).require()).isEqualTo(state);
    }
  }

  @Test
  void shouldLetOneCommandAtATimeChangeIt() throws IOException {
    ClusterDirectory first = ClusterDirectory.toChange(scratch);

    assertThatThrownBy(() -> ClusterDirectory.toChange(scratch))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another cluster command is at work");

    first.close();
    ClusterDirectory.toChange(scratch).close();
  }

  @Test
  void shouldSayWhatToDoWhereThereIsNoCluster() {
    assertThatThrownBy(() -> ClusterDirectory.toRead(scratch).require())
        .hasMessageContaining("./livegauge cluster up");
  }

  @Test
  void shouldNotTakeAnotherFileForItsOwn() throws IOException {
    Files.writeString(scratch.resolve("cluster.json"), "{\"settings\": 5");

    assertThatThrownBy(() -> ClusterDirectory.toRead(scratch).read())
        .hasMessageContaining("is not what this version writes");
  }

  @Test
  void shouldLetNobodyElseRead() throws IOException {
    Path file = scratch.resolve("secrets").resolve("key");
    ClusterDirectory.writeWhole(file, "secret");
    ClusterDirectory.toChange(scratch).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scratch)))
        .isEqualTo("rwx------");
  }
}
